package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Location;

/**
 * An object of the input.
 *
 * @param id what it is
 * @param root its text; for what a ClusterServiceVersion makes OLM create, the part of it that says so
 * @param document the document that holds it, counted from 0 in its file
 */
public record KubeObject(ObjectId id, Field root, int document) {

    /** Whether the input itself holds it; what OLM makes of a ClusterServiceVersion stands in that as a part of it. */
    public boolean isWritten() {
        return root.path().isEmpty();
    }

    /** Whether it is what OLM makes of a ClusterServiceVersion. */
    public boolean isMadeOf(KubeObject csv) {
        return !isWritten() && root.isBelow(csv.root);
    }

    /** Where the object begins. */
    public Location location() {
        return root.location();
    }

    /** The file that holds it. */
    public String file() {
        return root.location().file();
    }

    /** The field of a path from the object's root; see {@link Field#at}. */
    public Field at(String... path) {
        return root.at(path);
    }

    /** Where a person finds the object: the line of its name, or of its start when it has none. */
    public Location nameLocation() {
        Field name = root.at("metadata", "name");
        return name.exists() ? name.location() : root.location();
    }
}
