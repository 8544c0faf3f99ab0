package io.github.tokenaudit.usage.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UrlTemplateTest {

    @Test
    void tellsNamedObjectsFromCollections() {
        assertThat(UrlTemplate.of("/api/v1/namespaces/{namespace}/pods/{name}", "GET"))
                .isEqualTo(new UrlTemplate("", "pods", null, "get", true, true));
        assertThat(UrlTemplate.of("/apis/apps/v1/deployments", "GET"))
                .isEqualTo(new UrlTemplate("apps", "deployments", null, "list", false, false));
        assertThat(UrlTemplate.of("/apis/apps/v1/namespaces/{namespace}/deployments", "DELETE"))
                .isEqualTo(new UrlTemplate("apps", "deployments", null, "deletecollection", true, false));
    }

    @Test
    void tellsSubresources() {
        assertThat(UrlTemplate.of("/api/v1/namespaces/{namespace}/pods/{name}/log", "GET"))
                .isEqualTo(new UrlTemplate("", "pods", "log", "get", true, true));
    }

    @Test
    void tellsTheNamespaceItselfFromWhatIsInIt() {
        assertThat(UrlTemplate.of("/api/v1/namespaces/{name}", "DELETE"))
                .isEqualTo(new UrlTemplate("", "namespaces", null, "delete", false, true));
        assertThat(UrlTemplate.of("/api/v1/namespaces/{name}/status", "PATCH"))
                .isEqualTo(new UrlTemplate("", "namespaces", "status", "patch", false, true));
    }

    @Test
    void tellsOldWatches() {
        assertThat(UrlTemplate.of("/api/v1/watch/namespaces/{namespace}/pods", "GET"))
                .isEqualTo(new UrlTemplate("", "pods", null, "watch", true, false));
    }

    @Test
    void knowsNoResourceInOtherUrls() {
        assertThat(UrlTemplate.of("/version", "GET")).isNull();
        assertThat(UrlTemplate.of("/apis/apps/", "GET")).isNull();
    }
}
