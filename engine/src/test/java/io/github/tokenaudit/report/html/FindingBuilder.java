package io.github.tokenaudit.report.html;

import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings of no rule of the catalogue, so that tests of the report stay true when rules change. */
final class FindingBuilder {

    static final RuleInfo RULE = RuleInfo.rule("TA999", "sample-rule", Group.INPUT)
            .summary("Something is wrong")
            .what("Fires for `this`.")
            .why("It is bad.")
            .remedy("Do `that` instead.")
            .reference("A book", "https://example.com/book?a=1&b=2")
            .mappings(RuleInfo.Mapping.CIS_5_1_6)
            .build();

    private final int number;
    private final Severity severity;
    private final String message;
    private RuleInfo rule = RULE;
    private @Nullable ObjectId object;
    private String field = "";
    private Location location;
    private List<Evidence> evidence = List.of();
    private String remedy = RULE.remedy();
    private @Nullable String partOf;
    private State state = State.OUTSTANDING;
    private @Nullable Suppression suppression;

    private FindingBuilder(int number, Severity severity, String message) {
        this.number = number;
        this.severity = severity;
        this.message = message;
        this.location = new Location("a.yaml", number, 1, number, 2);
    }

    /** A finding at line {@code number} of {@code a.yaml}. */
    static FindingBuilder finding(int number, Severity severity, String message) {
        return new FindingBuilder(number, severity, message);
    }

    FindingBuilder by(RuleInfo value) {
        this.rule = value;
        return this;
    }

    FindingBuilder about(ObjectId id, String path) {
        this.object = id;
        this.field = path;
        return this;
    }

    FindingBuilder at(Location value) {
        this.location = value;
        return this;
    }

    FindingBuilder provedBy(Evidence... steps) {
        this.evidence = List.of(steps);
        return this;
    }

    FindingBuilder mendedBy(String text) {
        this.remedy = text;
        return this;
    }

    FindingBuilder partOf(int headline) {
        this.partOf = fingerprint(headline);
        return this;
    }

    FindingBuilder isNew() {
        this.state = State.NEW;
        return this;
    }

    FindingBuilder suppressed(Suppression value) {
        this.state = State.SUPPRESSED;
        this.suppression = value;
        return this;
    }

    Finding build() {
        return new Finding(
                rule,
                severity,
                message,
                object,
                field,
                location,
                evidence,
                remedy,
                fingerprint(number),
                partOf,
                null,
                state,
                suppression);
    }

    private static String fingerprint(int number) {
        return "%032x".formatted(number);
    }
}
