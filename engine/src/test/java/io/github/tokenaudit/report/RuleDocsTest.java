package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.report.RuleExample.Kind;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pages in {@code docs/rules}, and the index of examples in the jar, to the rules. */
class RuleDocsTest {

    private static final Path DOCS = Path.of("../docs/rules");
    private static final Path EXAMPLES = Path.of("src/main/resources/io/github/tokenaudit/rules");
    private static final Path CLASSES = Path.of("target/classes/io/github/tokenaudit/rules");

    static Stream<RuleInfo> rules() {
        return Catalogue.infos().stream();
    }

    /** Pages are made of the examples that the jar lists, so a new list must come first. */
    @BeforeAll
    static void rewritesTheIndexWhenAsked() throws IOException {
        if (Golden.updating()) {
            Golden.assertMatches(CLASSES.resolve(RuleExample.INDEX), index());
        }
    }

    @Test
    void indexesEveryExample() throws IOException {
        Golden.assertMatches(EXAMPLES.resolve(RuleExample.INDEX), index());
    }

    private static String index() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> EXAMPLES.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.contains("/") && !file.endsWith(".expect"))
                    .sorted()
                    .collect(Collectors.joining("\n", "", "\n"));
        }
    }

    @Test
    void documentsEveryRuleAsItIsAndNoneThatIsGone() throws IOException {
        Golden.assertMatches(DOCS.resolve("README.md"), RuleDocs.index(Catalogue.infos()));
        List<String> pages = new ArrayList<>(List.of("README.md"));
        for (RuleInfo rule : Catalogue.infos()) {
            Golden.assertMatches(DOCS.resolve(RuleDocs.fileName(rule)), RuleDocs.page(rule, RuleExample.of(rule)));
            pages.add(RuleDocs.fileName(rule));
        }

        try (Stream<Path> found = Files.list(DOCS)) {
            assertThat(found.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(pages);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsTheExamplesOfARuleInTheJar(RuleInfo rule) {
        List<RuleExample> examples = RuleExample.of(rule);

        assertThat(examples).extracting(RuleExample::kind).contains(Kind.BAD, Kind.FIXED, Kind.GOOD);
        assertThat(examples).allSatisfy(example -> {
            assertThat(example.title()).isNotBlank().doesNotContain(".yaml");
            assertThat(example.files()).isNotEmpty();
        });
        assertThat(examples.get(0).kind()).isEqualTo(Kind.BAD);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void explainsARuleOnAConsole(RuleInfo rule) {
        List<String> lines = RuleText.explain(rule, RuleExample.of(rule));

        assertThat(lines).first().asString().startsWith(rule.id() + " " + rule.name());
        assertThat(String.join(" ", lines).replaceAll(" +", " ")).contains(rule.what(), rule.why(), rule.remedy());
        assertThat(lines).anyMatch(line -> line.contains("# expect: " + rule.id()));
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }

    @Test
    void listsRulesOnAConsoleOnePerLine() {
        List<String> table = RuleText.table(Catalogue.infos());

        assertThat(table).hasSameSizeAs(Catalogue.infos());
        assertThat(table)
                .first()
                .asString()
                .startsWith("TA101  by reach  token-automounted")
                .endsWith("opted out");
    }

    @Test
    void fencesAnExampleThatHoldsFences() {
        RuleInfo rule = Catalogue.infos().get(0);
        RuleExample example =
                new RuleExample(Kind.BAD, "fences", Map.of("bad-fences.yaml", "a: |\n  ```\n  ````\nb: \u001b"));

        assertThat(RuleDocs.page(rule, List.of(example)))
                .contains("`````yaml\na: |\n  ```\n  ````\nb: \\u001b\n`````\n");
    }
}
