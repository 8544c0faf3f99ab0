package io.github.tokenaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.source.Document.Reading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

    private static final Interest OUTLINE = new Interest.Only(Set.of("kind", "spec.group"));

    private static SourceFile read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SourceFile read(byte[] bytes) {
        return new DocumentReader(Limits.standard(), head -> switch (head.getOrDefault("kind", "")) {
                    case "Service" -> Interest.NONE;
                    case "Definition" -> OUTLINE;
                    default -> Interest.WHOLE;
                })
                .read("a.yaml", bytes);
    }

    private static Field root(SourceFile file, int document) {
        return Field.root(
                java.util.Objects.requireNonNull(file.documents().get(document).root()));
    }

    @Test
    void splitsAFileAndLeavesOutWhatHasNoContent() {
        SourceFile file = read("# nothing\n---\na: 1\n---\n---\n# nothing\n--- # b\nb: 2\n...\n");

        assertThat(file.documents()).extracting(Document::index).containsExactly(0, 1);
        assertThat(root(file, 0).get("a").location()).hasToString("a.yaml:3:1");
        assertThat(root(file, 1).get("b").location()).hasToString("a.yaml:8:1");
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void takesDirectivesWithTheDocumentBelowThemAndSplitsBehindIt() {
        SourceFile file = read("# x\n%YAML 1.1\n---\na: 1\n---\nb: [\n---\nc: 3\n");

        assertThat(file.documents())
                .extracting(Document::reading)
                .containsExactly(Reading.WHOLE, Reading.UNREADABLE, Reading.WHOLE);
        assertThat(root(file, 0).get("a").location()).hasToString("a.yaml:4:1");
    }

    @Test
    void readsTheOtherDocumentsOfAFileWithABrokenOne() {
        SourceFile file = read("a: 1\n---\nb: [\n---\nc: 3\n");

        assertThat(file.documents())
                .extracting(Document::reading)
                .containsExactly(Reading.WHOLE, Reading.UNREADABLE, Reading.WHOLE);
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.UNREADABLE);
            assertThat(problem.location().line()).isBetween(3, 4);
        });
    }

    @Test
    void parsesOnlyWhatSomebodyIsInterestedIn() {
        SourceFile file = read("""
                kind: Service
                spec:
                  broken: [
                ---
                kind: Definition
                metadata:
                  name: kafkas
                spec:
                  group: kafka.example.com
                  versions:
                    - schema: {broken: [
                  scope: Namespaced
                status:
                  - broken: "
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.documents()).extracting(Document::reading).containsExactly(Reading.SKIPPED, Reading.PARTIAL);
        assertThat(root(file, 1).at("spec", "group").text()).isEqualTo("kafka.example.com");
        assertThat(root(file, 1).at("spec", "group").location()).hasToString("a.yaml:9:3");
        assertThat(root(file, 1).at("spec", "scope").exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Service\nkind: Pod\n",
                "kind: Service\n\"kind\": Pod\n",
                "kind: Service\n\"k\\x69nd\": Pod\n",
                "kind: Service\nkind : Pod\n",
                "kind: Service\n<<: {kind: Pod}\n",
                "kind: Service\n? kind\n: Pod\n",
                "kind: &k Service\n",
                "kind: |\n  Service\n",
                "{kind: Service, a: 1}\n",
                "  kind: Service\n  a: 1\n",
                "!!map\nkind: Service\n",
                "a: \"\nkind: Service\n\"\n\"kind\": Pod\n",
            })
    void parsesADocumentWholeWhenItsLinesLeaveADoubt(String text) {
        assertThat(read(text).documents()).extracting(Document::reading).containsExactly(Reading.WHOLE);
    }

    @Test
    void parsesADefinitionWholeWhenAnAliasReachesIntoWhatWouldBeLeftOut() {
        SourceFile file = read("kind: Definition\nspec:\n  names: &n [a]\n  group: *n\n");

        assertThat(file.documents()).extracting(Document::reading).containsExactly(Reading.WHOLE);
        assertThat(root(file, 0).at("spec", "group").texts()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsAByteOrderMark(String charset) {
        SourceFile file = read("\uFEFFname: größe\n".getBytes(Charset.forName(charset)));

        assertThat(root(file, 0).get("name").text()).isEqualTo("größe");
        assertThat(root(file, 0).get("name").location()).hasToString("a.yaml:1:1");
    }

    @Test
    void countsLinesAsEditorsDo() {
        SourceFile file = read("a: 1\r\nb: \"\u2028x\"\r\nc: 3\r\n");

        assertThat(root(file, 0).get("c").location()).hasToString("a.yaml:3:1");
        assertThat(root(read("a: 1\rb: 2\r"), 0).get("b").location()).hasToString("a.yaml:2:1");
    }

    @Test
    void countsColumnsInCodePoints() {
        Location location = root(read("{\"🦀\": \"🦀\", \"b\": 1}"), 0).get("b").location();

        assertThat(location.column()).isEqualTo(12);
        assertThat(root(read("{🦀: 🦀, b: 1}"), 0).get("b").location().column()).isEqualTo(8);
    }

    @Test
    void readsJsonWithTabsAndAStreamOfIt() {
        SourceFile file = read("{\n\t\"a\": \"x\\u00e9\\/\"\n}\n{\"a\": 2}\n");

        assertThat(file.documents()).hasSize(2);
        assertThat(root(file, 0).get("a").text()).isEqualTo("xé/");
        assertThat(root(file, 0).get("a").location()).isEqualTo(new Location("a.yaml", 2, 2, 2, 18));
        assertThat(root(file, 1).get("a").integer()).isEqualTo(2);
    }

    @Test
    void readsAsYamlWhatIsNoJsonThoughItLooksSo() {
        assertThat(root(read("{\"port\": $PORT, # a comment\n}"), 0).get("port").text())
                .isEqualTo("$PORT");
    }

    @Test
    void refusesBytesThatAreNotUtf8AndSaysWhere() {
        SourceFile file = read(new byte[] {'a', ':', '\n', ' ', (byte) 0xC3, '\n'});

        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("UTF-8");
            assertThat(problem.location()).hasToString("a.yaml:2:2");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFä: \uFFFD", "\uFFFD: ä"})
    void saysWhereBytesAreNotUtf8AlsoBehindAByteOrderMarkOrTheReplacementCharacter(String before) {
        byte[] bytes = (before + "x").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xFF;

        assertThat(read(bytes).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.location()).hasToString("a.yaml:1:5"));
    }

    @Test
    void saysWhereUtf16Breaks() {
        byte[] text = "\uFEFFa: 1\nb: 2x".getBytes(StandardCharsets.UTF_16BE);
        byte[] bytes = Arrays.copyOf(text, text.length - 1);

        assertThat(read(bytes).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.location()).hasToString("a.yaml:2:5"));
    }

    @Test
    void refusesJustTheBytesThatAStrictDecoderRefuses() {
        Random random = new Random(1);
        byte[] leadsAndLimits = {
            'a',
            '\n',
            0x7F,
            (byte) 0x80,
            (byte) 0x8F,
            (byte) 0x90,
            (byte) 0x9F,
            (byte) 0xA0,
            (byte) 0xBF,
            (byte) 0xC0,
            (byte) 0xC1,
            (byte) 0xC2,
            (byte) 0xDF,
            (byte) 0xE0,
            (byte) 0xE1,
            (byte) 0xEC,
            (byte) 0xED,
            (byte) 0xEE,
            (byte) 0xEF,
            (byte) 0xF0,
            (byte) 0xF1,
            (byte) 0xF3,
            (byte) 0xF4,
            (byte) 0xF5
        };
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[2 + random.nextInt(5)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = leadsAndLimits[random.nextInt(leadsAndLimits.length)];
            }
            String lenient = new String(bytes, StandardCharsets.UTF_8);
            boolean valid = Arrays.equals(lenient.getBytes(StandardCharsets.UTF_8), bytes);

            assertThat(read(bytes).problems().stream()
                            .noneMatch(problem -> problem.message().contains("not UTF-8")))
                    .as("%s", HexFormat.of().formatHex(bytes))
                    .isEqualTo(valid);
        }
    }

    @Test
    void refusesTextBehindAFlowCollectionThatEndsAtTheIndentationOfItsKey() {
        assertThat(read("a: 1\n---\n  b: {\nx}c\n").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.location()).hasToString("a.yaml:4:3"));
    }

    @Test
    void saysWhereACharacterIsThatYamlForbids() {
        assertThat(read("a: 🦀\nb: \u0001\n").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.location()).hasToString("a.yaml:2:4"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8})
    void parsesOnlyTheWantedKeysHoweverDeepTheyAreIndented(int indent) {
        String in = " ".repeat(indent);
        SourceFile file = read("kind: Definition\nspec:\n" + in + "versions:\n" + in + "- broken: [\n\n" + in + in
                + "more: [\n# a comment\n" + in + "group: |\n" + in + in + "a\n\n" + in + in + "b\n");

        assertThat(file.documents()).extracting(Document::reading).containsExactly(Reading.PARTIAL);
        assertThat(root(file, 0).at("spec", "group").text()).isEqualTo("a\n\nb\n");
        assertThat(root(file, 0).at("spec", "group").location()).hasToString("a.yaml:8:" + (indent + 1));
    }

    @Test
    void acceptsTheReplacementCharacterThatSomebodyWrote() {
        assertThat(read("a: \uFFFD\n").problems()).isEmpty();
    }

    @Test
    void stopsABillionLaughs() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i <= 9; i++) {
            text.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(10) + "]\n");
        }

        assertThat(read(text.toString()).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("aliases"));
    }

    @Test
    void readsAHundredLevelsAndRefusesMoreThanTheLimitWithoutOverflowingTheStack() {
        assertThat(read("[".repeat(100) + "]".repeat(100)).problems()).isEmpty();
        assertThat(read("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("1000 levels"));
        assertThat(read("[".repeat(100_000)).problems()).hasSize(1);
    }

    @Test
    void refusesAFileBeyondTheLimitOfBytes() {
        SourceFile file = new DocumentReader(new Limits(10, 10, 10), head -> Interest.WHOLE)
                .read("a.yaml", "a: 123456789\n".getBytes(StandardCharsets.UTF_8));

        assertThat(file.documents()).extracting(Document::reading).containsExactly(Reading.UNREADABLE);
        assertThat(file.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("13 bytes"));
    }

    @Test
    void resolvesAliasesBeyondFiftyAndKeepsTheAnchorsPlace() {
        SourceFile file = read("a: &x {b: 1}\nc: [" + "*x, ".repeat(60) + "]\n");

        assertThat(root(file, 0).get("c").items())
                .hasSize(60)
                .allSatisfy(item -> assertThat(item.get("b").integer()).isEqualTo(1));
    }
}
