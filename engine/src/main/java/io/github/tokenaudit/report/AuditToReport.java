package io.github.tokenaudit.report;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.posture.OperatorCard;
import io.github.tokenaudit.report.Report.Ability;
import io.github.tokenaudit.report.Report.Code;
import io.github.tokenaudit.report.Report.ObjectAt;
import io.github.tokenaudit.report.Report.Opening;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.report.Report.Path;
import io.github.tokenaudit.report.Report.Step;
import io.github.tokenaudit.report.Report.Summary;
import io.github.tokenaudit.report.Report.Token;
import io.github.tokenaudit.report.Report.UnresolvedCall;
import io.github.tokenaudit.report.Report.Verdict;
import io.github.tokenaudit.report.baseline.Thresholds;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.source.Location;
import io.github.tokenaudit.usage.Coverage;
import io.github.tokenaudit.usage.Usage;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds an audit, which still holds the text of manifests, into plain values; the one place that bounds them. */
final class AuditToReport {

    /** Who has more calls than these that nothing is known of learns nothing from a longer list. */
    private static final int MOST_CALLS = 1_000;

    private final Audit audit;
    private final GrantRows grantRows = new GrantRows();

    AuditToReport(Audit audit) {
        this.audit = audit;
    }

    Report report() {
        List<Report.Finding> findings =
                audit.findings().stream().map(this::finding).toList();
        Report unjudged = new Report(
                audit.version(),
                audit.kubernetesVersion(),
                new Verdict(FailOn.NEVER, FailOn.NEVER, false),
                Summary.of(findings, inventory(audit.inventory())),
                audit.posture().cards().stream().map(this::operator).toList(),
                findings,
                audit.notes().stream()
                        .map(note -> new Note(text(note.text()), note.location()))
                        .toList(),
                code(audit.observed().code()),
                null);
        return new Thresholds(audit.failOn(), FailOn.NEVER).judge(unjudged);
    }

    private static @Nullable Code code(@Nullable Usage usage) {
        if (usage == null) {
            return null;
        }
        Coverage coverage = usage.coverage();
        return new Code(
                coverage.calls(),
                coverage.resolved(),
                coverage.unresolved().stream()
                        .limit(MOST_CALLS)
                        .map(call -> new UnresolvedCall(
                                text(call.site().toString()),
                                call.verbs().stream().map(AuditToReport::text).toList(),
                                text(call.reason()),
                                call.reached()))
                        .toList());
    }

    private static Inventory inventory(Inventory inventory) {
        TreeMap<String, Integer> otherKinds = new TreeMap<>();
        inventory.otherKinds().forEach((kind, count) -> otherKinds.merge(text(kind), count, Integer::sum));
        return new Inventory(
                inventory.files(),
                inventory.documents(),
                inventory.objects(),
                inventory.workloads(),
                inventory.serviceAccounts(),
                inventory.skippedDocuments(),
                inventory.unreadable(),
                inventory.notObjects(),
                otherKinds);
    }

    private Operator operator(OperatorCard card) {
        GrantRows.Folded grants = grantRows.fold(card.grants(), card.needs());
        KubeObject csv = card.workload().csv();
        return new Operator(
                at(card.workload().object()),
                card.account().bundle().name(),
                csv == null ? null : at(csv),
                account(card.account()),
                card.power().capability(),
                card.unlifted(),
                card.power().worst().stream()
                        .map(ability -> new Ability(
                                text(ability.text()),
                                ability.gain().capability(),
                                ability.grant().ruleLocation()))
                        .toList(),
                card.power().paths().stream().map(AuditToReport::path).toList(),
                card.openings().stream()
                        .map(opening ->
                                new Opening(opening.of(), text(opening.text()), opening.severity(), opening.location()))
                        .toList(),
                card.grade(),
                card.tokens().stream().map(AuditToReport::token).toList(),
                grants.rows(),
                grants.leftOut(),
                card.findings().stream().map(Finding::fingerprint).toList());
    }

    private static Path path(io.github.tokenaudit.access.Path path) {
        return new Path(
                path.goal(),
                path.capability(),
                path.conditions().stream().map(AuditToReport::text).toList(),
                path.steps().stream()
                        .map(step -> new Step(text(step.text()), step.location(), step.source()))
                        .toList());
    }

    private static ObjectAt account(Account account) {
        Location declared = account.declarations().stream()
                .map(ServiceAccount::object)
                .map(KubeObject::nameLocation)
                .findFirst()
                .orElse(null);
        return new ObjectAt(id(new ObjectId("v1", "ServiceAccount", account.namespace(), account.name())), declared);
    }

    private static Token token(TokenMount mount) {
        return new Token(
                text(mount.container().name()),
                mount.container().role(),
                mount.kind(),
                text(mount.account()),
                text(mount.path()),
                mount.requestedSeconds(),
                mount.validSeconds(),
                mount.boundTo(),
                textOrNull(mount.audience()),
                mount.field().location());
    }

    static ObjectAt at(KubeObject object) {
        return new ObjectAt(id(object.id()), object.nameLocation());
    }

    private Report.Finding finding(Finding finding) {
        ObjectId object = finding.object();
        return new Report.Finding(
                finding.rule().id(),
                finding.rule().name(),
                finding.rule().group(),
                finding.severity(),
                text(finding.message()),
                object == null ? null : id(object),
                text(finding.field()),
                finding.location(),
                finding.evidence().stream()
                        .map(step -> new Evidence(text(step.text()), step.location()))
                        .toList(),
                text(finding.remedy()),
                RuleDocs.url(finding.rule()),
                finding.fingerprint(),
                finding.partOf(),
                finding.grants(),
                finding.state(),
                suppression(finding.suppression()),
                false);
    }

    private static @Nullable Suppression suppression(@Nullable Suppression suppression) {
        return suppression == null
                ? null
                : new Suppression(text(suppression.reason()), textOrNull(suppression.owner()), suppression.until());
    }

    static ObjectId id(ObjectId id) {
        return new ObjectId(text(id.apiVersion()), text(id.kind()), textOrNull(id.namespace()), text(id.name()));
    }

    static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    static String text(String text) {
        return PlainText.bounded(text);
    }
}
