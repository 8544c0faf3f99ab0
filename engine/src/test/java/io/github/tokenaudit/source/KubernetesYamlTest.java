package io.github.tokenaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.source.Node.Mapping;
import io.github.tokenaudit.source.Node.Scalar;
import io.github.tokenaudit.source.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads YAML as Kubernetes does. What is expected here is what {@code YAMLToJSON} of sigs.k8s.io/yaml 1.6.0 answered to
 * the same text; {@code \n}, {@code \t} and {@code |} for a comma stand for themselves.
 */
class KubernetesYamlTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    a: y                                       ; {"a":true}
                    a: n                                       ; {"a":false}
                    a: "n"                                     ; {"a":"n"}
                    a: Off                                     ; {"a":false}
                    a: oFF                                     ; {"a":"oFF"}
                    on: 1                                      ; {"true":1}
                    1: x                                       ; {"1":"x"}
                    a: 1_000                                   ; {"a":1000}
                    a: 0o17                                    ; {"a":15}
                    a: 017                                     ; {"a":15}
                    a: 0b11                                    ; {"a":3}
                    a: 0x1F                                    ; {"a":31}
                    a: 12:30                                   ; {"a":"12:30"}
                    a: 2001-01-01                              ; {"a":"2001-01-01"}
                    a: !!str yes                               ; {"a":"yes"}
                    a: !!bool yes                              ; {"a":true}
                    a: !foo bar                                ; {"a":"bar"}
                    a: !!binary aGk=                           ; {"a":"hi"}
                    a: ~                                       ; {"a":null}
                    a:                                         ; {"a":null}
                    ? a\\n: b                                  ; {"a":"b"}
                    a: &x {p: 1, q: 2}\\nb: {<<: *x}           ; {"a":{"p":1,"q":2},"b":{"p":1,"q":2}}
                    a: &x {p: 1, q: 2}\\nb:\\n  <<: *x\\n  q: 3 ; {"a":{"p":1,"q":2},"b":{"p":1,"q":3}}
                    b:\\n  q: 3\\n  <<: {q: 1}                 ; {"b":{"q":1}}
                    b:\\n  <<: [{q: 1}, {q: 2, r: 3}]          ; {"b":{"q":1,"r":3}}
                    "<<": {a: 1}                               ; {"<<":{"a":1}}
                    a: 1\\na: 2                                ; {"a":2}
                    a:\\tb                                     ; {"a":"b"}
                    a: {b: 1,\\tc: 2}                          ; {"a":{"b":1,"c":2}}
                    {\\n\\ta: 1}                               ; {"a":1}
                    a: "x\\ny"                                 ; {"a":"x y"}
                    """)
    void readsWhatKubernetesReads(String yaml, String json) {
        SourceFile file = read(unescape(yaml));

        assertThat(file.documents()).hasSize(1);
        assertThat(json(file.documents().get(0).root())).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:\\n-\\tb",
                "a:\\n\\tb: 1",
                "~: 4",
                "? [a]\\n: b",
                "a: {{x}}",
                "a: *x",
                "a: &a [*a]",
                "<<: 3",
                "a: - b",
                "a: b: c",
                "a: @x",
                "a: `x",
                "a: %x",
                "- a\\n-b",
                "a: \u0001"
            })
    void refusesWhatKubernetesRefuses(String yaml) {
        SourceFile file = read(unescape(yaml));

        assertThat(file.problems()).hasSize(1);
        assertThat(file.problems().get(0).kind()).isIn(Problem.Kind.UNREADABLE, Problem.Kind.TEMPLATE);
        assertThat(file.documents()).extracting(Document::reading).containsExactly(Document.Reading.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\\na: 2", "b:\\n  q: 3\\n  <<: {q: 1}", "b:\\n  <<: {q: 1}\\n  q: 3"})
    void tellsOfKeysThatStrictReadersRefuse(String yaml) {
        assertThat(read(unescape(yaml)).problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.DUPLICATE_KEY);
    }

    private static SourceFile read(String text) {
        return new DocumentReader(Limits.standard(), head -> Interest.WHOLE)
                .read("a.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }

    private static String json(@org.jspecify.annotations.Nullable Node node) {
        if (node instanceof Mapping mapping) {
            return mapping.entries().values().stream()
                    .map(entry -> '"' + entry.key().text() + "\":" + json(entry.value()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node instanceof Sequence sequence) {
            return sequence.items().stream().map(KubernetesYamlTest::json).collect(Collectors.joining(",", "[", "]"));
        }
        Scalar scalar = (Scalar) java.util.Objects.requireNonNull(node);
        if (scalar.isNull()) {
            return "null";
        }
        if (scalar.bool() != null || scalar.integer() != null) {
            return String.valueOf(scalar.bool() != null ? scalar.bool() : scalar.integer());
        }
        assertThat(scalar.isString()).isTrue();
        return '"' + scalar.text() + '"';
    }
}
