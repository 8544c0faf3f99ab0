package io.github.tokenaudit;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.EmbeddedManifests;
import io.github.tokenaudit.rule.Needs;
import io.github.tokenaudit.source.Location;
import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.Observed;
import io.github.tokenaudit.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells how an input was read, beyond what its inventory counts. */
final class Notes {

    /** What must be known by who acts on findings about code. */
    private static final String BLIND = "What the analysis can't see: kinds and paths that are only known at run time,"
            + " reflection, other programs that use the same account, and what configuration switches off. What it calls"
            + " proven can be reached, and need not run every time";

    private Notes() {}

    static List<Note> of(Cluster cluster, Observed observed, Needs needs) {
        List<Note> notes = new ArrayList<>();
        if (observed.code() != null) {
            code(observed.code(), needs, notes);
        }
        if (observed.activity() != null) {
            activity(observed.activity(), notes);
        }
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

    private static void code(Usage code, Needs needs, List<Note> notes) {
        int calls = code.coverage().calls();
        notes.add(general((calls == 0
                        ? "the operator's code calls no Kubernetes client itself; what its framework does for it counts. "
                        : "of " + calls + " calls of Kubernetes clients in the operator's code "
                                + code.coverage().resolved() + " were resolved. ")
                + BLIND));
        String accounts = needs.accountsOfCode().stream().map(Account::display).collect(Collectors.joining(", "));
        notes.add(general(
                accounts.isEmpty()
                        ? "the code was held against no account, since none of several is granted anything that it needs"
                        : "the code was taken to be that of account " + accounts));
        if (!code.coverage().missing().isEmpty()) {
            notes.add(
                    general(
                            "the operator's code uses "
                                    + code.coverage().missing().get(0)
                                    + ", which is neither among its classes nor in a library, so what it requests was not found out and no grant"
                                    + " was taken for unneeded. Put its libraries beside its classes, in lib, libs, dependency or quarkus-app/lib/main"));
        }
        code.problems().forEach(problem -> notes.add(general(problem.place() + ": " + problem.message())));
    }

    private static void activity(Activity activity, List<Note> notes) {
        Activity.Span span = activity.span();
        notes.add(general(
                span == null
                        ? "the audit log tells of no request"
                        : "the audit log tells of " + activity.events()
                                + (activity.events() == 1 ? " request" : " requests") + " from " + span.first() + " to "
                                + span.last() + ", among them those of "
                                + activity.accounts().size() + " service accounts"));
        activity.problems().forEach(problem -> notes.add(general(problem.place() + ": " + problem.message())));
    }

    private static void bundles(Cluster cluster, List<Note> notes) {
        List<Bundle> several = cluster.bundles().stream()
                .filter(bundle -> bundle.files().size() > 1)
                .toList();
        if (cluster.bundles().size() > 1) {
            notes.add(general("the files make " + cluster.bundles().size()
                    + " bundles, " + several.size() + " of them of several files; objects refer to objects of their own"
                    + " bundle only, and what several bundles have, as versions of one operator, counts in each"));
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
                    open + (open == 1 ? " object leaves its" : " objects leave their")
                            + " namespace open, by naming none or OLM's `placeholder`. Those of a bundle are taken to share one;"
                            + " and where something is looked for in a namespace that lacks it, the one of that name with an"
                            + " open namespace is taken to be meant",
                    first));
        }
    }
}
