package io.github.tokenaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tokenaudit.rule.Declaration;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleSettings;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.Catalogue;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {

    private static Policy read(String text) throws PolicyException {
        List<RuleInfo> rules = new ArrayList<>(Catalogue.infos());
        return PolicyReader.read("token-audit.yaml", text.getBytes(StandardCharsets.UTF_8), rules);
    }

    @Test
    void readsAWholePolicy() throws PolicyException {
        Policy policy = read("""
                kubernetesVersion: "1.31"
                failOn: medium
                rules:
                  token-automounted: {severity: critical}
                  TA902: {enabled: false}
                suppress:
                  - rule: token-automounted
                    object: Deployment/kafka/*
                    reason: the sandbox holds no data
                    owner: team-kafka
                    until: 2027-03-31
                """);

        assertThat(policy.kubernetesVersion()).isEqualTo("1.31");
        assertThat(policy.failOn()).isEqualTo(new FailOn(Severity.MEDIUM));
        assertThat(policy.rules().byId())
                .containsEntry("TA101", new RuleSettings.Setting(true, Severity.CRITICAL, Map.of()))
                .containsEntry("TA902", new RuleSettings.Setting(false, null, Map.of()));
        assertThat(policy.suppressions()).singleElement().satisfies(entry -> {
            assertThat(entry.rule()).isEqualTo("TA101");
            assertThat(entry.reason()).isEqualTo("the sandbox holds no data");
            assertThat(entry.until()).isEqualTo(LocalDate.of(2027, 3, 31));
        });
    }

    @Test
    void readsWhatTheOperatorDoesByDynamicMeans() throws PolicyException {
        Policy policy = read("""
                declare:
                  - {permission: "apps/statefulsets:create,patch", reason: loaded from a template at run time}
                  - {permission: "secrets:get", reason: x}
                  - {permission: "pods/exec:create", reason: x}
                  - {permission: "example.com/websites/status: get, patch", reason: x}
                """);
        assertThat(policy.declarations())
                .containsExactly(
                        new Declaration(
                                "apps",
                                "statefulsets",
                                List.of("create", "patch"),
                                "loaded from a template at run time"),
                        new Declaration("", "secrets", List.of("get"), "x"),
                        new Declaration("", "pods/exec", List.of("create"), "x"),
                        new Declaration("example.com", "websites/status", List.of("get", "patch"), "x"));
    }

    @Test
    void takesAnEmptyPolicyForNone() throws PolicyException {
        assertThat(read("# nothing yet\n")).isEqualTo(Policy.none());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    supress: []                       ; 1:1: a policy has no key "supress"; did you mean "suppress"?
                    failOn: hihg                      ; 1:1: failOn "hihg" must be one of info, low, medium, high, critical, never; did you mean "high"?
                    kubernetesVersion: 1.30           ; 1:1: kubernetesVersion must be quoted, "1.30": YAML takes it for a number, 1.30 for 1.3
                    kubernetesVersion: "2.0"          ; 1:1: kubernetesVersion "2.0" is no minor version like "1.31"
                    rules: {TA999: {}}                ; 1:9: there is no rule "TA999"
                    rules: {token-automuonted: {}}    ; 1:9: there is no rule "token-automuonted"; did you mean "token-automounted"?
                    rules: {TA101: {severty: low}}    ; 1:17: TA101 has no key "severty"; did you mean "severity"?
                    rules: {TA101: {enabled: "yes"}}  ; 1:17: enabled must be true or false
                    rules: [TA101]                    ; 1:1: rules must be a mapping from rules to their settings
                    suppress: {TA101: x}              ; 1:1: suppress must be a list of entries with rule, object and reason
                    suppress: [{rule: TA101, object: a}]              ; 1:13: a suppression needs a reason
                    suppress: [{rule: TA101, object: a, reason: x}]   ; 1:26: object "a" must be kind/name or kind/namespace/name, with * for any part
                    suppress: [{rule: TA101, object: a/b, reason: x, until: soon}] ; 1:50: until "soon" is no date like 2027-03-31
                    declare: {a: b}                   ; 1:1: declare must be a list of entries with permission and reason
                    declare: [{permission: secrets, reason: x}]      ; 1:12: permission "secrets" must be group/resource:verbs, as apps/statefulsets:create,patch; the core group has no name, as secrets:get or pods/exec:create
                    declare: [{permission: "secrets:get"}]           ; 1:12: a declaration needs a reason
                    suppress: [{rule: TA210, object: a/b, reason: x, grants: sha256:12}] ; 1:50: grants "sha256:12" must be sha256: and 64 digits of 0-9 and a-f, as the JSON report has it in a finding's grants
                    a: [                              ; 2:1: while parsing a flow node, expected the node content, but found '<stream end>'
                    {}\\n---\\n{}                     ; 3:1: a policy is one document; this is the second
                    """)
    void saysWhereAPolicyIsWrongAndWhatWasMeant(String text, String message) {
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> read(text.replace("\\n", "\n") + "\n"))
                .satisfies(e -> assertThat(e.mistakes())
                        .extracting(Object::toString)
                        .anySatisfy(mistake -> assertThat(mistake).startsWith("token-audit.yaml:" + message)));
    }

    @Test
    void tellsAllMistakesAtOnce() {
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> read("failOn: never ever\nrule: {}\nkubernetesVersion: x\n"))
                .satisfies(e -> assertThat(e.mistakes()).hasSize(3));
    }

    @Test
    void refusesTheSameRuleOnceByIdAndOnceByName() {
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> read("rules: {TA101: {}, token-automounted: {}}\n"))
                .withMessageContaining("TA101 (token-automounted) has settings twice");
    }
}
