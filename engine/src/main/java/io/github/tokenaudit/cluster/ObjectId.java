package io.github.tokenaudit.cluster;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What names an object in a cluster.
 *
 * @param apiVersion {@code group/version}, or {@code v1} for the core group
 * @param kind as written
 * @param namespace null where the manifest leaves it open, and for cluster-wide kinds
 * @param name empty when the manifest has none, as with {@code generateName}
 */
public record ObjectId(
        String apiVersion, String kind, @Nullable String namespace, String name) implements Comparable<ObjectId> {

    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");

    /** Roles and bindings may be called almost anything, so only what templates look like is told from a name. */
    private static final Pattern TEMPLATE = Pattern.compile("\\$[({A-Z]|\\{\\{|<[^>]*>|[%\\s]");

    private static final Comparator<ObjectId> ORDER = Comparator.comparing(ObjectId::kind)
            .thenComparing(ObjectId::namespace, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(ObjectId::name)
            .thenComparing(ObjectId::apiVersion);

    /**
     * Whether Kubernetes accepts a text as the name of a namespace, account or workload: an RFC 1123 subdomain. Roles
     * and bindings may be called almost anything.
     */
    public static boolean isDnsName(String text) {
        return DNS_NAME.matcher(text).matches();
    }

    /** Whether a text that names a role or binding is to be filled in by a template first. */
    public static boolean isTemplate(String text) {
        return TEMPLATE.matcher(text).find();
    }

    /** The API group; empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** {@code Kind/name} or {@code Kind/namespace/name}, the form that policies use. */
    public String display() {
        return kind + "/" + placedName();
    }

    /** {@code namespace/name}, or the bare name where there is no namespace. */
    public String placedName() {
        return namespace == null ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(ObjectId other) {
        return ORDER.compare(this, other);
    }
}
