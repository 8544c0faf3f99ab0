package io.github.tokenaudit.rules.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.rules.token.AuditPolicy.Request;
import io.github.tokenaudit.rules.token.AuditPolicy.Requester;
import io.github.tokenaudit.source.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are those of Kubernetes' {@code checker_test.go}, told by hand. */
class AuditPolicyTest {

    private static final Request TOKEN_REQUEST =
            new Request(Requester.ACCOUNT, "create", "", "serviceaccounts/token", AuditPolicy.ANY);

    private static boolean records(String rules, Request request) {
        String text = "apiVersion: audit.k8s.io/v1\nkind: Policy\n" + rules;
        Field policy = Embedded.documents(text).get(0);
        return new AuditPolicy(policy).hides(request).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                       | true
            {group: ""}                                                              | true
            {resources: ["*"]}                                                       | true
            {resources: [serviceaccounts/token]}                                     | true
            {resources: [serviceaccounts/*]}                                         | true
            {resources: ["*/token"]}                                                 | true
            {resources: [pods, serviceaccounts/token]}                               | true
            {resources: [serviceaccounts]}                                           | false
            {resources: ["*/*"]}                                                     | false
            {resources: ["*/scale"]}                                                 | false
            {group: apps}                                                            | false
            {group: "*", resources: ["*"]}                                           | false
            {resources: [serviceaccounts/token], resourceNames: [operator]}          | false
            """)
    void matchesResourcesAsKubernetesDoes(String resource, boolean matches) {
        assertThat(records("rules: [{level: Metadata, resources: [" + resource + "]}]", TOKEN_REQUEST))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            verbs: [create]                                | true
            verbs: [get]                                   | false
            users: ["system:serviceaccount:shop:operator"] | false
            userGroups: ["system:serviceaccounts"]         | true
            userGroups: ["system:authenticated"]           | true
            userGroups: ["system:masters"]                 | false
            userGroups: ["system:serviceaccounts:shop"]    | false
            namespaces: [shop]                             | false
            namespaces: [""]                               | false
            nonResourceURLs: ["*"]                         | false
            users: []                                      | true
            """)
    void matchesRequestersAndVerbsAsKubernetesDoes(String rule, boolean matches) {
        assertThat(records("rules:\n  - level: Metadata\n    " + rule + "\n", TOKEN_REQUEST))
                .isEqualTo(matches);
    }

    @Test
    void letsTheFirstRuleThatMatchesDecide() {
        assertThat(records("rules: [{level: None, verbs: [get]}, {level: Metadata}, {level: None}]", TOKEN_REQUEST))
                .isTrue();
        assertThat(records("rules: [{level: None, verbs: [create]}, {level: Metadata}]", TOKEN_REQUEST))
                .isFalse();
    }

    @Test
    void recordsNothingByDefault() {
        assertThat(records("rules: []", TOKEN_REQUEST)).isFalse();
        assertThat(records("", TOKEN_REQUEST)).isFalse();
    }

    @Test
    void addsUpTheOmittedStagesOfPolicyAndRule() {
        assertThat(records("omitStages: [RequestReceived]\nrules: [{level: Metadata}]", TOKEN_REQUEST))
                .isTrue();
        assertThat(records(
                        "omitStages: [RequestReceived]\nrules: [{level: Metadata, omitStages: [ResponseComplete]}]",
                        TOKEN_REQUEST))
                .isFalse();
    }

    @Test
    void recordsAWatchThatHasOnlyStarted() {
        String rules = "rules: [{level: Metadata, omitStages: [RequestReceived, ResponseComplete]}]";

        assertThat(records(rules, new Request(Requester.PERSON, "watch", "", "secrets", "")))
                .isTrue();
        assertThat(records(rules, new Request(Requester.PERSON, "list", "", "secrets", "")))
                .isFalse();
    }
}
