package io.github.tokenaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rules.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A suppression that counts only while the grants are what somebody once looked at. */
class BoundSuppressionsTest {

    private static final String READER = """
            apiVersion: v1
            kind: Pod
            metadata: {name: op, namespace: kafka}
            spec: {serviceAccountName: op, containers: [{name: main}]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: reader}
            rules: [{apiGroups: [''], resources: [secrets, configmaps], verbs: [get, list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: op-reads}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
            subjects: [{kind: ServiceAccount, name: op, namespace: kafka}]
            """;

    @TempDir
    Path folder;

    private Audit audit(String manifest, String policy) throws IOException, PolicyException {
        Path file = Files.writeString(folder.resolve("op.yaml"), manifest);
        return TokenAudit.run(new AuditRequest(
                List.of(new AuditRequest.Input(file, "op.yaml")),
                PolicyReader.read("token-audit.yaml", policy.getBytes(StandardCharsets.UTF_8), Catalogue.infos()),
                FailOn.DEFAULT,
                null,
                LocalDate.of(2026, 11, 23)));
    }

    private static Finding finding(Audit audit, String rule) {
        return audit.findings().stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private String bound() throws IOException, PolicyException {
        return "suppress: [{rule: secrets-read, object: ClusterRole/*, reason: looked at, grants: '"
                + finding(audit(READER, ""), "TA210").grants() + "'}]";
    }

    @Test
    void countsWhileTheGrantsAreThose() throws Exception {
        assertThat(finding(audit(READER, bound()), "TA210").state()).isEqualTo(State.SUPPRESSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reader}/readers}", "op-reads/op-may-read", "get, list/list, get, list", "---/# moved\n---"})
    void countsWhateverRolesAreCalledAndHoweverTheyAreWritten(String change) throws Exception {
        String[] words = change.split("/", 2);
        String changed = READER.replace(words[0], words[1]).replace("name: reader}", "name: readers}");

        assertThat(finding(audit(changed, bound()), "TA210").state()).isEqualTo(State.SUPPRESSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get, list/get, list, watch",
                "secrets, configmaps/secrets",
                "resources: [secrets/resourceNames: [ca], resources: [secrets",
                "verbs: [get, list]}]/verbs: [get, list]}, {apiGroups: [''], resources: [secrets], verbs: [watch]}]",
                "ClusterRoleBinding\nmetadata: {name: op-reads}/RoleBinding\nmetadata: {name: op-reads, namespace: bank}"
            })
    void countsNoMoreWhenTheyAllowMoreOrLessOrElsewhere(String change) throws Exception {
        String[] words = change.split("/", 2);
        Audit audit = audit(READER.replace(words[0], words[1]), bound());

        Finding reads = finding(audit, "TA210");
        assertThat(reads.state()).isEqualTo(State.OUTSTANDING);
        assertThat(finding(audit, "TA906").message())
                .isEqualTo(
                        "the suppression of TA210 was for other grants than there are now; if these are all right, write"
                                + " grants: " + reads.grants());
    }

    @Test
    void countsInAnAnnotationToo() throws Exception {
        String grants = finding(audit(READER, ""), "TA210").grants();
        String annotated = READER.replace(
                "{name: reader}",
                "{name: reader, annotations: {tokenaudit.github.io/suppress: 'TA210=looked at; grants=" + grants
                        + "'}}");

        assertThat(finding(audit(annotated, ""), "TA210").state()).isEqualTo(State.SUPPRESSED);
        assertThat(finding(audit(annotated.replace("get, list", "get"), ""), "TA210")
                        .state())
                .isEqualTo(State.OUTSTANDING);
    }

    @Test
    void neverCountsForWhatNoGrantHasToDoWith() throws Exception {
        Audit audit = audit(
                READER.replace("serviceAccountName: op, ", ""),
                bound().replace("secrets-read", "TA105").replace("ClusterRole/*", "Pod/op"));

        assertThat(finding(audit, "TA105").state()).isEqualTo(State.OUTSTANDING);
        assertThat(finding(audit, "TA906").message())
                .isEqualTo("the suppression of TA105 is bound to grants, but no grant has to do with the finding");
    }
}
