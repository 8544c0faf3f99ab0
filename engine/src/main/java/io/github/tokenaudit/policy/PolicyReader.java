package io.github.tokenaudit.policy;

import io.github.tokenaudit.policy.PolicyException.Mistake;
import io.github.tokenaudit.rule.Declaration;
import io.github.tokenaudit.rule.Nearest;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleSettings;
import io.github.tokenaudit.rule.RuleSettings.Setting;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Document;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Interest;
import io.github.tokenaudit.source.Limits;
import io.github.tokenaudit.source.Location;
import io.github.tokenaudit.source.Node;
import io.github.tokenaudit.source.SourceFile;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code token-audit.yaml}. Whatever it does not understand is an error with its place, never ignored. */
public final class PolicyReader {

    private static final List<String> KEYS =
            List.of("kubernetesVersion", "failOn", "rules", "suppress", "suppressInManifests", "declare");
    private static final List<String> SUPPRESS_KEYS = List.of("rule", "object", "grants", "reason", "owner", "until");
    private static final List<String> DECLARE_KEYS = List.of("permission", "reason");
    private static final List<String> SETTING_KEYS = List.of("enabled", "severity");

    private final List<RuleInfo> catalogue;
    private final List<Mistake> errors = new ArrayList<>();

    private PolicyReader(List<RuleInfo> catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Reads a policy.
     *
     * @param name what errors call the file
     * @param content its bytes
     * @param catalogue the rules that it may name
     * @throws PolicyException with all errors at once
     */
    public static Policy read(String name, byte[] content, List<RuleInfo> catalogue) throws PolicyException {
        return new PolicyReader(catalogue).read(name, content);
    }

    private Policy read(String name, byte[] content) throws PolicyException {
        SourceFile file = new DocumentReader(Limits.standard(), head -> Interest.WHOLE).read(name, content);
        file.problems().forEach(problem -> error(problem.location(), problem.message()));
        failOnErrors();
        List<Document> documents = file.documents();
        if (documents.isEmpty()) {
            return Policy.none();
        }
        if (documents.size() > 1) {
            error(documents.get(1).location(), "a policy is one document; this is the second");
        }
        Policy policy = policy(Field.root(
                java.util.Objects.requireNonNull(documents.get(0).root(), "unreadable documents are problems")));
        failOnErrors();
        return policy;
    }

    private void failOnErrors() throws PolicyException {
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparing(Mistake::location));
            throw new PolicyException(errors);
        }
    }

    private void error(Location location, String message) {
        errors.add(new Mistake(location, message));
    }

    private Policy policy(Field root) {
        checkKeys(root, KEYS, "a policy");
        Map<String, Setting> settings = settings(root.get("rules"));
        long maximum = Optional.ofNullable(settings.get(RuleSettings.MAXIMUM_RULE))
                .map(setting -> setting.options().get(RuleSettings.MAXIMUM_OPTION))
                .orElse(RuleSettings.DEFAULT_MAXIMUM_SECONDS);
        return new Policy(
                kubernetesVersion(root.get("kubernetesVersion")),
                value(root.get("failOn"), FailOn::ofLabel, FailOn.labels(), "failOn"),
                new RuleSettings(settings, maximum),
                suppressions(root.get("suppress")),
                flag(root.get("suppressInManifests"), true),
                declarations(root.get("declare")));
    }

    private static List<String> severityLabels() {
        return Arrays.stream(Severity.values()).map(Severity::label).toList();
    }

    private @Nullable String kubernetesVersion(Field field) {
        String version = field.text();
        if (version == null) {
            return null;
        }
        boolean quoted = field.node() instanceof Node.Scalar scalar && scalar.isString();
        if (!Policy.isKubernetesVersion(version)) {
            error(field.location(), "kubernetesVersion \"" + version + "\" is no minor version like \"1.31\"");
        } else if (!quoted) {
            error(
                    field.location(),
                    "kubernetesVersion must be quoted, \"" + version + "\": YAML takes it for a number, 1.30 for 1.3");
        }
        return version;
    }

    private Map<String, Setting> settings(Field rules) {
        if (rules.isSet() && !(rules.node() instanceof Node.Mapping)) {
            error(rules.location(), "rules must be a mapping from rules to their settings");
        }
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (Field entry : rules.children()) {
            RuleInfo rule = rule(entry.name(), entry.location());
            if (rule != null && settings.put(rule.id(), setting(rule, entry)) != null) {
                error(entry.location(), rule.id() + " (" + rule.name() + ") has settings twice; join them");
            }
        }
        return settings;
    }

    private Setting setting(RuleInfo rule, Field entry) {
        List<String> keys = new ArrayList<>(SETTING_KEYS);
        rule.options().forEach(option -> keys.add(option.name()));
        checkKeys(entry, keys, rule.id());
        Map<String, Long> options = new HashMap<>();
        for (RuleInfo.Option option : rule.options()) {
            Field field = entry.get(option.name());
            if (field.isSet()) {
                options.put(option.name(), number(field, option));
            }
        }
        return new Setting(
                flag(entry.get("enabled"), true),
                value(entry.get("severity"), Severity::ofLabel, severityLabels(), "severity"),
                options);
    }

    private boolean flag(Field field, boolean fallback) {
        Boolean value = field.bool();
        if (field.isSet() && value == null) {
            error(field.location(), field.name() + " must be true or false");
        }
        return value == null ? fallback : value;
    }

    private long number(Field field, RuleInfo.Option option) {
        Long value = field.integer();
        if (value == null || value < option.minimum()) {
            error(
                    field.location(),
                    option.name() + " must be a whole number of at least " + option.minimum() + ": "
                            + option.description());
            return option.defaultValue();
        }
        return value;
    }

    private List<SuppressionEntry> suppressions(Field suppress) {
        if (suppress.isSet() && !(suppress.node() instanceof Node.Sequence)) {
            error(suppress.location(), "suppress must be a list of entries with rule, object and reason");
        }
        List<SuppressionEntry> entries = new ArrayList<>();
        for (Field entry : suppress.items()) {
            checkKeys(entry, SUPPRESS_KEYS, "an entry of suppress");
            RuleInfo rule = rule(required(entry, "rule"), entry.get("rule").location());
            String object = required(entry, "object");
            if (!object.isEmpty() && !ObjectPattern.isValid(object)) {
                error(
                        entry.get("object").location(),
                        "object \"" + object + "\" must be kind/name or kind/namespace/name, with * for any part");
            }
            entries.add(new SuppressionEntry(
                    rule == null ? "" : rule.id(),
                    object,
                    grants(entry.get("grants")),
                    required(entry, "reason"),
                    entry.get("owner").text(),
                    date(entry.get("until")),
                    entry.location()));
        }
        return entries;
    }

    private String required(Field entry, String key) {
        return required(entry, key, "a suppression");
    }

    private String required(Field entry, String key, String what) {
        String text = entry.get(key).textOr("").strip();
        if (text.isEmpty()) {
            error(entry.location(), what + " needs a " + key);
        }
        return text;
    }

    private List<Declaration> declarations(Field declare) {
        if (declare.isSet() && !(declare.node() instanceof Node.Sequence)) {
            error(declare.location(), "declare must be a list of entries with permission and reason");
        }
        List<Declaration> declarations = new ArrayList<>();
        for (Field entry : declare.items()) {
            checkKeys(entry, DECLARE_KEYS, "an entry of declare");
            String permission = required(entry, "permission", "a declaration");
            String reason = required(entry, "reason", "a declaration");
            Optional<Declaration> declaration = Declarations.parse(permission, reason);
            if (declaration.isEmpty() && !permission.isEmpty()) {
                error(
                        entry.get("permission").location(),
                        "permission \"" + permission
                                + "\" must be group/resource:verbs, as apps/statefulsets:create,patch;"
                                + " the core group has no name, as secrets:get or pods/exec:create");
            }
            declaration.ifPresent(declarations::add);
        }
        return declarations;
    }

    private @Nullable String grants(Field field) {
        String text = field.text();
        if (text != null && !SuppressionEntry.GRANTS.matcher(text).matches()) {
            error(
                    field.location(),
                    "grants \"" + text
                            + "\" must be sha256: and 64 digits of 0-9 and a-f, as the JSON report has it in a"
                            + " finding's grants");
        }
        return text;
    }

    private @Nullable LocalDate date(Field field) {
        String text = field.text();
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            error(field.location(), "until \"" + text + "\" is no date like 2027-03-31");
            return null;
        }
    }

    private @Nullable RuleInfo rule(String idOrName, Location location) {
        for (RuleInfo info : catalogue) {
            if (info.id().equals(idOrName) || info.name().equals(idOrName)) {
                return info;
            }
        }
        if (!idOrName.isEmpty()) {
            List<String> known = new ArrayList<>();
            catalogue.forEach(info -> known.addAll(List.of(info.id(), info.name())));
            error(location, "there is no rule \"" + idOrName + "\"" + Nearest.hint(idOrName, known));
        }
        return null;
    }

    private <T> @Nullable T value(Field field, Function<String, Optional<T>> parse, List<String> labels, String what) {
        String text = field.text();
        if (text == null) {
            return null;
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            error(
                    field.location(),
                    what + " \"" + text + "\" must be one of " + String.join(", ", labels)
                            + Nearest.to(text, labels)
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse(""));
        }
        return value.orElse(null);
    }

    private void checkKeys(Field mapping, List<String> known, String what) {
        if (mapping.isSet() && !(mapping.node() instanceof Node.Mapping)) {
            error(mapping.location(), what + " must be a mapping with " + String.join(", ", known));
        }
        for (Field child : mapping.children()) {
            if (!known.contains(child.name())) {
                error(
                        child.location(),
                        what + " has no key \"" + child.name() + "\""
                                + Nearest.hint(child.name(), new TreeSet<>(known)));
            }
        }
    }
}
