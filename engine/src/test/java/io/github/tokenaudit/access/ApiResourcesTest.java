package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiResourcesTest {

    private final ApiResources newest = ApiResources.of("1.37");

    @Test
    void knowsWhichVerbsAResourceAndItsSubresourcesTake() {
        assertThat(newest.verbs("", "pods"))
                .containsExactlyInAnyOrder(
                        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
        assertThat(newest.verbs("", "pods/log")).containsExactly("get");
        assertThat(newest.verbs("", "pods/logs")).isEmpty();
        assertThat(newest.verbs("extensions", "ingresses")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.21, extensions, ingresses, true",
        "1.22, extensions, ingresses, false",
        "1.22, networking.k8s.io, ingresses, true",
        // A subresource that came later than its resource.
        "1.31, '', pods/resize, false",
        "1.32, '', pods/resize, true",
        // Older than what is known.
        "1.9, extensions, deployments, true",
        "1.37, apps, deployments, true",
        "1.37, '', deployments, false",
        "1.37, shop.example.com, shops, false"
    })
    void knowsWhatAVersionServes(String version, String group, String resource, boolean served) {
        assertThat(ApiResources.of(version).isServed(group, resource)).isEqualTo(served);
    }

    @Test
    void tellsWhenAResourceWentAndWhenItComes() {
        assertThat(newest.removedIn("policy", "podsecuritypolicies")).isEqualTo("1.25");
        assertThat(ApiResources.of("1.24").removedIn("policy", "podsecuritypolicies"))
                .isNull();
        assertThat(newest.removedIn("apps", "deployments")).isNull();
        assertThat(newest.removedIn("shop.example.com", "shops")).isNull();

        assertThat(ApiResources.of("1.31").comesIn("", "pods/resize")).isEqualTo("1.32");
        assertThat(newest.comesIn("", "pods/resize")).isNull();
        assertThat(newest.comesIn("", "shops")).isNull();
    }

    @Test
    void tellsInWhichGroupsAResourceLives() {
        assertThat(newest.groupsOf("deployments")).containsExactly("apps");
        assertThat(newest.groupsOf("events")).containsExactly("", "events.k8s.io");
        assertThat(newest.groupsOf("shops")).isEmpty();
    }

    @Test
    void knowsWhatLivesInNamespaces() {
        assertThat(newest.isNamespaced("", "pods/log")).isTrue();
        assertThat(newest.isNamespaced("", "nodes")).isFalse();
        assertThat(newest.isNamespaced("", "nodes/status")).isFalse();
        assertThat(newest.isNamespaced("shop.example.com", "shops")).isFalse();
        assertThat(newest.isNamespaced("*", "pods")).isTrue();
        assertThat(newest.isNamespaced("*", "nodes")).isFalse();
        assertThat(newest.isNamespaced("apps", "*")).isTrue();
        assertThat(newest.isNamespaced("admissionregistration.k8s.io", "*")).isFalse();
    }

    @Test
    void knowsItsOwnGroupsThoseThatAreGoneIncluded() {
        assertThat(newest.isBuiltIn("")).isTrue();
        assertThat(newest.isBuiltIn("extensions")).isTrue();
        assertThat(newest.isBuiltIn("metrics.k8s.io")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.37, '', users, impersonate, true",
        "1.37, '', users, '*', true",
        "1.37, authentication.k8s.io, userextras/scopes, impersonate, true",
        "1.37, shop.example.com, shops, impersonate-on:user-info:get, true",
        "1.34, shop.example.com, shops, impersonate-on:user-info:get, false",
        "1.24, policy, podsecuritypolicies, use, true",
        "1.25, policy, podsecuritypolicies, use, false",
        "1.37, '', nodes/metrics, get, true",
        "1.37, '', nodes/metrics, list, ",
        "1.37, '', shops, '*', ",
        "1.37, '', pods, audit, "
    })
    void knowsWhatIsAskedForWithoutARequest(String version, String group, String resource, String verb, Boolean asked) {
        assertThat(ApiResources.of(version).isAskedFor(group, resource, verb)).isEqualTo(asked);
    }

    @Test
    void agreesWithTheBuiltInRolesOnItsVersion() {
        assertThat(newest.version()).isEqualTo(BuiltinPolicy.newestVersion());
        assertThat(BuiltinPolicy.of("1.34").version()).isEqualTo("1.34");
    }
}
