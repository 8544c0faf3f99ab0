package io.github.tokenaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Publishes the JSON Schema by which editors complete {@code token-audit.yaml}. It is made of the catalogue; {@code
 * -DupdateGolden=true} writes it anew.
 */
class PolicySchemaTest {

    private static final Path SCHEMA = Path.of("../docs/schema/token-audit-policy-1.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void isPublishedAsTheCatalogueHasIt() throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        String schema = JSON.writer(printer).writeValueAsString(schema()) + "\n";
        if (Boolean.getBoolean("updateGolden")) {
            Files.writeString(SCHEMA, schema);
        }

        assertThat(SCHEMA).content().isEqualTo(schema);
    }

    private static ObjectNode schema() {
        ObjectNode root = closed("What a team says of Token Audit's findings: token-audit.yaml.");
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Token Audit policy");
        ObjectNode properties = properties(root);
        properties
                .putObject("kubernetesVersion")
                .put("description", "The version to judge by, quoted.")
                .put("type", "string")
                .put("pattern", "^1\\.[1-9][0-9]?$");
        ArrayNode failOn = properties
                .putObject("failOn")
                .put("description", "The severity at and above which the build fails.")
                .putArray("enum");
        severities(failOn);
        failOn.add("never");
        properties.set("rules", rules());
        properties.set("suppress", suppressions());
        properties
                .putObject("suppressInManifests")
                .put("description", "Whether annotations in manifests may suppress findings of their own objects.")
                .put("type", "boolean")
                .put("default", true);
        properties.set("declare", declarations());
        return root;
    }

    private static ObjectNode declarations() {
        ObjectNode entry = closed("A request of the operator that neither its code nor a log can show.");
        entry.putArray("required").add("permission").add("reason");
        ObjectNode properties = properties(entry);
        text(properties, "permission", "group/resource:verbs, as apps/statefulsets:create,patch; secrets:get.");
        text(properties, "reason", "Why nothing else shows it.");
        ObjectNode list = JSON.createObjectNode();
        list.put("description", "What the operator does by dynamic means, for the rules about usage.")
                .put("type", "array");
        list.set("items", entry);
        return list;
    }

    private static ObjectNode rules() {
        ObjectNode rules = closed("Settings of rules, by id or name.");
        for (RuleInfo rule : Catalogue.infos()) {
            for (String key : new String[] {rule.id(), rule.name()}) {
                ObjectNode setting = closed(rule.summary() + ".");
                ObjectNode properties = properties(setting);
                properties.putObject("enabled").put("type", "boolean").put("default", true);
                severities(properties.putObject("severity").putArray("enum"));
                rule.options()
                        .forEach(option -> properties
                                .putObject(option.name())
                                .put("description", option.description())
                                .put("type", "integer")
                                .put("minimum", option.minimum())
                                .put("default", option.defaultValue()));
                properties(rules).set(key, setting);
            }
        }
        return rules;
    }

    private static ObjectNode suppressions() {
        ObjectNode entry = closed("A finding that somebody takes responsibility for.");
        entry.putArray("required").add("rule").add("object").add("reason");
        ObjectNode properties = properties(entry);
        ArrayNode names = properties
                .putObject("rule")
                .put("description", "Id or name of the rule.")
                .putArray("enum");
        Catalogue.infos().forEach(rule -> names.add(rule.id()).add(rule.name()));
        text(properties, "object", "kind/name, kind/namespace/name or File/path; * for any run of characters.");
        text(properties, "grants", "What grants of the finding in the JSON report must be for it to count.")
                .put("pattern", "^sha256:[0-9a-f]{64}$");
        text(properties, "reason", "Why it is all right.");
        text(properties, "owner", "Who says so.");
        text(properties, "until", "The last day on which it counts.").put("format", "date");
        ObjectNode list = JSON.createObjectNode();
        list.put("description", "Findings that somebody takes responsibility for.")
                .put("type", "array");
        list.set("items", entry);
        return list;
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties
                .putObject(name)
                .put("description", description)
                .put("type", "string")
                .put("minLength", 1);
    }

    private static ObjectNode closed(String description) {
        return JSON.createObjectNode()
                .put("description", description)
                .put("type", "object")
                .put("additionalProperties", false);
    }

    private static ObjectNode properties(ObjectNode object) {
        return object.withObjectProperty("properties");
    }

    private static void severities(ArrayNode labels) {
        Arrays.stream(Severity.values()).map(Severity::label).forEach(labels::add);
    }
}
