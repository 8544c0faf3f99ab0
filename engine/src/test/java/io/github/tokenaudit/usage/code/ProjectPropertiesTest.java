package io.github.tokenaudit.usage.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.ReadLimits;
import io.github.tokenaudit.usage.client.ClientLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration as Quarkus reads it in production. */
class ProjectPropertiesTest {

    @TempDir
    private Path classes;

    private final List<Usage.Problem> problems = new ArrayList<>();

    private Map<String, String> with(Map<String, String> ofProject) throws IOException {
        try (ClassPool pool =
                ClassPool.open(List.of(classes), List.of(), new ClientLibraries(), ReadLimits.standard())) {
            return new ProjectProperties(ofProject).with(pool, problems::add);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(classes.resolve(name), text);
    }

    @Test
    void readsThePropertiesOfProductionBeforeOthersAndTheProjectsBeforeAll() throws IOException {
        write("application.properties", """
                a=1
                b=1
                %prod.b=2
                c=1
                %prod.c=2
                %dev.a=9
                """);

        assertThat(with(Map.of("c", "3")))
                .containsEntry("a", "1")
                .containsEntry("b", "2")
                .containsEntry("c", "3");
    }

    @Test
    void readsYamlWithItsKeysJoinedByDotsAndItsListsByCommas() throws IOException {
        write("application.yml", """
                quarkus:
                  operator-sdk:
                    crd:
                      ~: on
                      validate: false
                    namespaces: [one, two]
                    "dotted.key": 1
                    empty:
                "%prod":
                  quarkus.operator-sdk.close-client-on-stop: 1
                  quarkus: {operator-sdk: {generation-aware: false}}
                """);

        assertThat(with(Map.of()))
                .containsEntry("quarkus.operator-sdk.crd", "on")
                .containsEntry("quarkus.operator-sdk.crd.validate", "false")
                .containsEntry("quarkus.operator-sdk.namespaces", "one,two")
                .containsEntry("quarkus.operator-sdk.\"dotted.key\"", "1")
                .containsEntry("quarkus.operator-sdk.empty", "")
                .containsEntry("quarkus.operator-sdk.generation-aware", "false")
                .doesNotContainKey("quarkus.operator-sdk.close-client-on-stop");
    }

    @Test
    void readsYamlBeforePropertiesAndTheFileOfProductionBeforeThatOfAllProfiles() throws IOException {
        write("application.properties", "a=properties\nb=properties\nc=properties\nd=properties");
        write("application-prod.properties", "a=prod\nb=prod\nc=prod");
        write("application.yaml", "{a: yaml, b: yaml}");
        write("application-prod.yaml", "a: prod of yaml");

        assertThat(with(Map.of()))
                .containsEntry("a", "prod of yaml")
                .containsEntry("b", "yaml")
                .containsEntry("c", "prod")
                .containsEntry("d", "properties");
    }

    @Test
    void takesOfADamagedFileWhatComesBeforeTheDamage() throws IOException {
        write("application.properties", "a=1\nb=\\u12\nc=3");
        write("application.yml", "d: 1\n---\ne: {");

        assertThat(with(Map.of())).containsExactly(Map.entry("a", "1"), Map.entry("d", "1"));
    }

    @Test
    void keepsNoKeysThatAliasesMakeEndless() throws IOException {
        String key = "k".repeat(1_000);
        write("application.yml", "x: &x {a: 1, b: 2}\n? " + key + "\n: {c: *x, d: *x}\ne: {f: *x}");

        assertThat(with(Map.of())).containsOnlyKeys("x.a", "x.b", "e.f.a", "e.f.b");
    }

    @Test
    void readsWhatCountsForSeveralProfilesWithProductionAmongThem() throws IOException {
        write("application.properties", """
                %{dev,prod}.a=1
                %{prod}.b=1
                %prod.b=2
                %{test,dev}.c=1
                %{preprod}.d=1
                """);

        assertThat(with(Map.of()))
                .containsEntry("a", "1")
                .containsEntry("b", "2")
                .doesNotContainKeys("c", "d");
    }

    @Test
    void tellsWhatItCantRead() throws IOException {
        write("application.yaml", "quarkus:\n\tname: x");
        write("application.properties", "a=1\nb=\\u12");

        with(Map.of());

        assertThat(problems)
                .extracting(Usage.Problem::place)
                .containsExactly("application.yaml:2:1", "application.properties");
        assertThat(problems.get(1).message()).startsWith("a malformed \\u escape ends the reading");
    }
}
