package io.github.tokenaudit;

import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.EmbeddedManifests;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.List;

/** Tells how an input was read, beyond what its inventory counts. */
final class Notes {

    private Notes() {}

    static List<Note> of(Cluster cluster) {
        List<Note> notes = new ArrayList<>();
        bundles(cluster, notes);
        for (EmbeddedManifests.Embedded embedded : EmbeddedManifests.in(cluster)) {
            notes.add(new Note(
                    embedded.configMap().id().display() + " carries manifests in "
                            + embedded.field().name() + " ("
                            + String.join(", ", embedded.kinds())
                            + "); they are not applied by themselves, so they were not audited. To audit them, write them"
                            + " into files of their own",
                    embedded.field().location()));
        }
        return notes;
    }

    private static Note general(String text) {
        return new Note(text, null);
    }

    private static void bundles(Cluster cluster, List<Note> notes) {
        List<Bundle> several = cluster.bundles().stream()
                .filter(bundle -> bundle.files().size() > 1)
                .toList();
        if (cluster.bundles().size() > 1) {
            notes.add(general("the files make " + cluster.bundles().size()
                    + " bundles, " + several.size() + " of them of several files; objects refer to objects of their own"
                    + " bundle only"));
        }
        long open = cluster.objects()
                .filter(object -> object.id().namespace() == null && Cluster.isNamespaced(object))
                .count();
        if (open > 0) {
            Location first = cluster.objects()
                    .filter(object -> object.id().namespace() == null && Cluster.isNamespaced(object))
                    .map(object -> object.nameLocation())
                    .findFirst()
                    .orElseThrow();
            notes.add(new Note(
                    open + " objects leave their namespace open; within a bundle they were taken to be in the same one,"
                            + " and a named account, role or Secret that is not there by that namespace was taken to be"
                            + " the open one of its name",
                    first));
        }
    }
}
