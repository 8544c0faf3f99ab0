package io.github.tokenaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.RuleInfo;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every rule of the catalogue to what a rule must be. */
class CatalogueTest {

    static Stream<RuleInfo> rules() {
        return Catalogue.infos().stream();
    }

    static Stream<Example> examples() {
        return rules().flatMap(rule -> Example.of(rule.id()).stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void findsInAnExampleWhatItsLinesSayAndNothingElseOfItsRule(Example example) throws IOException {
        List<String> found = example.findings().stream()
                .filter(finding -> finding.rule().id().equals(example.rule()))
                .map(finding -> finding.location().file() + ":"
                        + finding.location().line() + " " + finding.rule().id())
                .sorted()
                .toList();

        assertThat(found).isEqualTo(example.expected());
        if (example.kind() == Example.Kind.BAD) {
            assertThat(found).as("a bad example has findings").isNotEmpty();
        } else {
            assertThat(found).as("a good or fixed example has none").isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void marksOnlyItsOwnRuleInAnExample(Example example) throws IOException {
        assertThat(example.expected()).allSatisfy(entry -> assertThat(entry).endsWith(" " + example.rule()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void hasABadAGoodAndAFixedExample(RuleInfo rule) {
        List<Example> examples = Example.of(rule.id());

        assertThat(examples)
                .extracting(Example::kind)
                .contains(Example.Kind.BAD, Example.Kind.GOOD, Example.Kind.FIXED);
        for (Example fixed : examples) {
            if (fixed.kind() == Example.Kind.FIXED) {
                assertThat(examples)
                        .as("%s mends a bad example of its name", fixed)
                        .extracting(Example::name)
                        .contains(fixed.name().replaceFirst("fixed-", "bad-"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void saysWhatWhyAndHowToMendInSentences(RuleInfo rule) {
        assertThat(rule.summary()).isNotEmpty().doesNotEndWith(".").hasSizeLessThan(110);
        assertThat(List.of(rule.what(), rule.why(), rule.remedy()))
                .allSatisfy(text -> assertThat(text).endsWith(".").hasSizeGreaterThan(40));
        assertThat(rule.references()).as("references").isNotEmpty();
        assertThat(rule.mappings()).as("mappings").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void hasAnIdOfItsGroupAndAKebabCaseName(RuleInfo rule) {
        assertThat(rule.id()).matches("TA[1-9][0-9]{2}");
        assertThat(rule.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(rule.group().label())
                .isEqualTo(
                        switch (rule.id().charAt(2)) {
                            case '1' -> "token";
                            case '2' -> "rbac";
                            case '3' -> "binding";
                            case '4' -> "path";
                            case '5' -> "usage";
                            case '6' -> "activity";
                            default -> "input";
                        });
    }

    @Test
    void listsRulesByIdEachOnce() {
        assertThat(Catalogue.infos()).extracting(RuleInfo::id).isSorted().doesNotHaveDuplicates();
        assertThat(Catalogue.infos()).extracting(RuleInfo::name).doesNotHaveDuplicates();
    }

    @Test
    void findsARuleByIdAndByName() {
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(Catalogue.find(rule.id())).contains(rule);
            assertThat(Catalogue.find(rule.name())).contains(rule);
        });
        assertThat(Catalogue.find("TA000")).isEmpty();
    }

    @Test
    void neverContainsARuleInItself() {
        for (RuleInfo rule : Catalogue.infos()) {
            assertThat(reachable(rule, new HashSet<>())).as(rule.id()).doesNotContain(rule.id());
        }
    }

    private static Set<String> reachable(RuleInfo rule, Set<String> seen) {
        for (String contained : rule.contains()) {
            if (seen.add(contained)) {
                reachable(Catalogue.find(contained).orElseThrow(), seen);
            }
        }
        return seen;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesEveryFindingAMessageARemedyAndAPlace(Example example) throws IOException {
        List<Finding> findings = example.findings();

        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.message()).isNotBlank().doesNotContain("null").doesNotContain("\n");
            assertThat(finding.remedy()).isNotBlank();
            assertThat(finding.location().line()).isPositive();
        });
        assertThat(findings).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }
}
