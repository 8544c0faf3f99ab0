package io.github.tokenaudit.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The identity that a pod acts as, whether or not the input declares it.
 *
 * @param bundle where it is known
 * @param namespace null where the manifests leave it open
 * @param name of the ServiceAccount
 */
public record Account(Bundle bundle, @Nullable String namespace, String name) {

    /** The account that pods get when they name none. */
    public static final String DEFAULT = "default";

    /** Its declarations; empty when the input has none. */
    public List<ServiceAccount> declarations() {
        return bundle.accounts(namespace, name);
    }

    /** {@code namespace/name}, or the bare name where the namespace is open. */
    public String display() {
        return namespace == null ? name : namespace + "/" + name;
    }
}
