package io.github.tokenaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FieldTest {

    private static final String POD = """
            spec:
              automountServiceAccountToken: n
              containers:
                - name: operator
                  args: [serve, "5"]
                - image: proxy
              nothing: null
            """;

    private final Field root =
            Field.root(java.util.Objects.requireNonNull(new DocumentReader(Limits.standard(), head -> Interest.WHOLE)
                    .read("pod.yaml", POD.getBytes(StandardCharsets.UTF_8))
                    .documents()
                    .get(0)
                    .root()));

    @Test
    void followsAPathToAValueAndToWhereItStands() {
        Field automount = root.at("spec", "automountServiceAccountToken");

        assertThat(automount.bool()).isFalse();
        assertThat(automount.path()).isEqualTo("spec.automountServiceAccountToken");
        assertThat(automount.location()).isEqualTo(new Location("pod.yaml", 2, 3, 2, 34));
    }

    @Test
    void standsForAnAbsentFieldAtTheNearestParentThatIsWritten() {
        Field absent = root.at("spec", "volumes", "name");

        assertThat(absent.exists()).isFalse();
        assertThat(absent.text()).isNull();
        assertThat(absent.path()).isEqualTo("spec.volumes.name");
        assertThat(absent.location()).isEqualTo(root.get("spec").location());
        assertThat(root.get("spec").location()).isEqualTo(new Location("pod.yaml", 1, 1, 1, 5));
    }

    @Test
    void namesAnItemByPositionForPeopleAndByNameForIdentity() {
        Field first = root.at("spec", "containers").items().get(0);
        Field second = root.at("spec", "containers").items().get(1);

        assertThat(first.get("args").path()).isEqualTo("spec.containers[0].args");
        assertThat(first.get("args").stablePath()).isEqualTo("spec.containers[operator].args");
        assertThat(second.stablePath()).isEqualTo("spec.containers[1]");
        assertThat(first.location()).isEqualTo(new Location("pod.yaml", 4, 7, 4, 21));
    }

    @Test
    void takesNullForAbsence() {
        Field nothing = root.at("spec", "nothing");

        assertThat(nothing.exists()).isTrue();
        assertThat(nothing.isSet()).isFalse();
        assertThat(nothing.textOr("else")).isEqualTo("else");
    }

    @Test
    void givesTheTypeThatKubernetesReads() {
        Field args = root.at("spec", "containers").items().get(0).get("args");

        assertThat(args.texts()).containsExactly("serve", "5");
        assertThat(args.items().get(1).integer())
                .as("a quoted number is a string")
                .isNull();
    }
}
