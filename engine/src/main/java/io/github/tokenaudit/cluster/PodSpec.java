package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spec of a pod, with what Kubernetes makes of absent fields.
 *
 * @param field the {@code spec}
 * @param metadata the metadata that pods get
 */
public record PodSpec(Field field, Field metadata) {

    /** The account's name: {@code serviceAccountName}, else its deprecated alias, else {@code default}. */
    public String serviceAccountName() {
        return accountField().textOr("default");
    }

    /** Where the account is named; an absent {@code serviceAccountName} when it is not. */
    public Field accountField() {
        Field named = field.get("serviceAccountName");
        Field alias = field.get("serviceAccount");
        return isEmpty(named) && !isEmpty(alias) ? alias : named;
    }

    private static boolean isEmpty(Field field) {
        return field.textOr("").isEmpty();
    }

    /** What the pod itself says of mounting the token; null when it leaves that to its account. */
    public @Nullable Boolean automount() {
        return field.get("automountServiceAccountToken").bool();
    }

    /** All containers: init, main, ephemeral, each group in its order. */
    public List<Container> containers() {
        List<Container> containers = new ArrayList<>();
        add(containers, "initContainers", Container.Role.INIT);
        add(containers, "containers", Container.Role.MAIN);
        add(containers, "ephemeralContainers", Container.Role.EPHEMERAL);
        return containers;
    }

    private void add(List<Container> containers, String key, Container.Role role) {
        for (Field container : field.get(key).items()) {
            containers.add(new Container(
                    container.get("name").textOr(""),
                    role,
                    container.get("image").textOr(""),
                    container));
        }
    }

    /** The volumes' texts, in order. */
    public List<Field> volumes() {
        return field.get("volumes").items();
    }

    /** The tokens that the volumes ask for, in order. */
    public List<TokenProjection> tokenProjections() {
        return volumes().stream()
                .flatMap(volume -> TokenProjection.of(volume).stream())
                .toList();
    }
}
