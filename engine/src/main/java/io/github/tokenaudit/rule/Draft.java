package io.github.tokenaudit.rule;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A finding as its rule tells it: what is wrong, where, with which proof. The rest of a {@link Finding} (identity,
 * which finding contains which, what a policy says of it) is the same for all rules and added later.
 */
public final class Draft {

    /**
     * A rule of a role in the hands of an account: what findings about grants are about.
     *
     * @param account who holds it
     * @param rule what is held
     */
    public record Held(Account account, PolicyRule rule) {}

    private final @Nullable KubeObject object;
    private final String field;
    private final String stableField;
    private final Location location;
    private final List<Evidence> evidence = new ArrayList<>();
    private @Nullable Severity severity;
    private String message = "";
    private @Nullable String remedy;
    private String subject = "";
    private final Set<Held> about = new LinkedHashSet<>();
    private final Set<Held> covers = new LinkedHashSet<>();

    private Draft(@Nullable KubeObject object, String field, String stableField, Location location) {
        this.object = object;
        this.field = field;
        this.stableField = stableField;
        this.location = location;
    }

    /** A finding at a field of an object. */
    public static Draft at(KubeObject object, Field field) {
        return new Draft(object, field.path(), field.stablePath(), field.location());
    }

    /** A finding at an object as a whole: at its name. */
    public static Draft at(KubeObject object) {
        return new Draft(object, "", "", object.nameLocation());
    }

    /** A finding at a place of the input that is no object's. */
    public static Draft at(Location location) {
        return new Draft(null, "", "", location);
    }

    /** Overrides the rule's default. Required for rules whose severity follows from reach. */
    public Draft severity(Severity value) {
        this.severity = value;
        return this;
    }

    /** What is wrong: a sentence that names the things, without its place and without the remedy. */
    public Draft message(String text) {
        this.message = text;
        return this;
    }

    /** How to mend this very finding; by default the rule's remedy. */
    public Draft remedy(String text) {
        this.remedy = text;
        return this;
    }

    /** Adds a step of the proof. */
    public Draft evidence(String text, @Nullable Location where) {
        evidence.add(new Evidence(text, where));
        return this;
    }

    /** What tells this finding from others of its rule at the same field: a container, an account. */
    public Draft subject(String text) {
        this.subject = text;
        return this;
    }

    /**
     * Says that the finding is about a grant. It is then part of a finding that {@linkplain #covers covers} a grant that it
     * is about, rather than of one on the same object: several grants of one finding give the same in several ways.
     */
    public Draft about(Held held) {
        about.add(held);
        return this;
    }

    /** Says that findings about a grant are part of this one, if its rule {@linkplain RuleInfo#contains contains} theirs. */
    public Draft covers(Held held) {
        covers.add(held);
        return this;
    }

    Set<Held> about() {
        return about;
    }

    Set<Held> covered() {
        return covers;
    }

    /** All grants that the finding has to do with. */
    Set<Held> grants() {
        Set<Held> grants = new LinkedHashSet<>(about);
        grants.addAll(covers);
        return grants;
    }

    public @Nullable KubeObject object() {
        return object;
    }

    public String field() {
        return field;
    }

    /** The field's path by names instead of positions; see {@link Field#stablePath()}. */
    public String stableField() {
        return stableField;
    }

    public Location location() {
        return location;
    }

    public List<Evidence> evidence() {
        return List.copyOf(evidence);
    }

    public @Nullable Severity severity() {
        return severity;
    }

    public String message() {
        return message;
    }

    public @Nullable String remedy() {
        return remedy;
    }

    public String subject() {
        return subject;
    }
}
