package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.report.Redaction;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.Ability;
import io.github.tokenaudit.report.Report.AccountGrants;
import io.github.tokenaudit.report.Report.Changes;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.ObjectAt;
import io.github.tokenaudit.report.Report.Opening;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.report.Report.Path;
import io.github.tokenaudit.report.Report.Step;
import io.github.tokenaudit.report.Report.Token;
import io.github.tokenaudit.report.Report.VerbUsage;
import io.github.tokenaudit.report.Report.Via;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.source.Location;
import java.util.function.UnaryOperator;

/** Changes all sentences of a report, or all names of files. */
final class ReportMapping {

    private final UnaryOperator<String> sentence;
    private final UnaryOperator<String> file;

    private ReportMapping(UnaryOperator<String> sentence, UnaryOperator<String> file) {
        this.sentence = sentence;
        this.file = file;
    }

    /** Without anything that looks like a token. Our own reports have none; this one may be anybody's. */
    static Report redacted(Report report) {
        return new ReportMapping(Redaction::redact, UnaryOperator.identity()).of(report);
    }

    /** With the names of files relative to another folder. */
    static Report below(String folder, Report report) {
        return new ReportMapping(UnaryOperator.identity(), name -> folder + name).of(report);
    }

    private Report of(Report report) {
        return new Report(
                report.toolVersion(),
                report.kubernetesVersion(),
                report.gate(),
                report.summary(),
                report.operators().stream().map(this::of).toList(),
                report.findings().stream().map(this::of).toList(),
                report.notes().stream()
                        .map(note -> new Note(sentence.apply(note.text()), of(note.location())))
                        .toList(),
                report.usage(),
                of(report.changes()));
    }

    @CheckForNull
    private Changes of(@CheckForNull Changes changes) {
        return changes == null
                ? null
                : new Changes(
                        changes.newGrants().stream().map(this::of).toList(),
                        changes.goneGrants().stream().map(this::of).toList(),
                        changes.fixedFindings().stream().map(this::of).toList());
    }

    private AccountGrants of(AccountGrants account) {
        return new AccountGrants(
                of(account.account()), account.grants().stream().map(this::of).toList());
    }

    private Operator of(Operator operator) {
        return new Operator(
                of(operator.workload()),
                file.apply(operator.bundle()),
                of(operator.madeBy()),
                of(operator.account()),
                operator.capability(),
                operator.unlifted(),
                operator.abilities().stream().map(this::of).toList(),
                operator.paths().stream().map(this::of).toList(),
                operator.openings().stream().map(this::of).toList(),
                operator.grade(),
                operator.tokens().stream().map(this::of).toList(),
                operator.grants().stream().map(this::of).toList(),
                operator.grantsLeftOut(),
                operator.findings());
    }

    private Ability of(Ability ability) {
        return new Ability(sentence.apply(ability.text()), ability.capability(), of(ability.location()));
    }

    private Opening of(Opening opening) {
        return new Opening(opening.of(), sentence.apply(opening.text()), opening.severity(), of(opening.location()));
    }

    private Path of(Path path) {
        return new Path(
                path.to(),
                path.capability(),
                path.conditions().stream().map(sentence).toList(),
                path.steps().stream()
                        .map(step -> new Step(sentence.apply(step.text()), of(step.location()), step.source()))
                        .toList());
    }

    private Token of(Token token) {
        return new Token(
                token.container(),
                token.containerRole(),
                token.kind(),
                token.account(),
                token.path(),
                token.requestedSeconds(),
                token.validSeconds(),
                token.boundTo(),
                token.audience(),
                of(token.location()));
    }

    private GrantRow of(GrantRow grant) {
        return new GrantRow(
                grant.apiGroup(),
                grant.resource(),
                grant.subresource(),
                grant.nonResourceUrl(),
                grant.verbs(),
                grant.namespaces(),
                grant.resourceNames(),
                grant.via().stream()
                        .map(via -> new Via(of(via.role()), of(via.binding())))
                        .toList(),
                grant.usage(),
                grant.verbUsage().stream()
                        .map(usage -> new VerbUsage(usage.verb(), usage.usage(), sentence.apply(usage.why())))
                        .toList());
    }

    private Finding of(Finding finding) {
        return new Finding(
                finding.rule(),
                finding.name(),
                finding.group(),
                finding.severity(),
                sentence.apply(finding.message()),
                finding.object(),
                finding.field(),
                of(finding.location()),
                finding.evidence().stream()
                        .map(step -> new Evidence(sentence.apply(step.text()), of(step.location())))
                        .toList(),
                sentence.apply(finding.remedy()),
                finding.help(),
                finding.fingerprint(),
                finding.partOf(),
                finding.grants(),
                finding.state(),
                of(finding.suppression()),
                finding.shutsGate());
    }

    @CheckForNull
    private Suppression of(@CheckForNull Suppression suppression) {
        return suppression == null
                ? null
                : new Suppression(
                        sentence.apply(suppression.reason()),
                        suppression.owner() == null ? null : sentence.apply(suppression.owner()),
                        suppression.until());
    }

    @CheckForNull
    private ObjectAt of(@CheckForNull ObjectAt object) {
        return object == null ? null : new ObjectAt(object.id(), of(object.location()));
    }

    @CheckForNull
    private Location of(@CheckForNull Location location) {
        return location == null
                ? null
                : new Location(
                        file.apply(location.file()),
                        location.line(),
                        location.column(),
                        location.endLine(),
                        location.endColumn());
    }
}
