package io.github.tokenaudit.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what belongs together in an input of many files. In words:
 *
 * <ul>
 *   <li>A group of files is <em>whole</em> when it has a workload and what makes its account: the account itself, a
 *       binding to it, or a ClusterServiceVersion.
 *   <li>The files of a folder belong together, with what the folders below leave over. If they are whole, they are a
 *       bundle; if not, they are left over for the folder above.
 *   <li>A cluster can't have two objects of one name. So a file that is whole by itself and defines something that
 *       another file of the folder defines too is an alternative to it and a bundle of its own; what remains beside
 *       such alternatives is shared by them.
 *   <li>A folder with several bundles below is a collection: what its subfolders leave over is not mixed.
 *   <li>What is left over beside just one bundle, and runs no workload, belongs to that bundle.
 *   <li>What is left over and runs as an account that just one bundle beside it declares, in the very namespace that both
 *       name, belongs to that bundle, too.
 * </ul>
 */
final class Bundling {

    /** A folder of the input; names are relative, so the top has the empty name. */
    private static final class Folder {
        final String name;
        final SortedMap<String, Folder> folders = new TreeMap<>();
        final NavigableSet<String> files = new TreeSet<>();

        Folder(String name) {
            this.name = name;
        }
    }

    /** A bundle while it may still grow. */
    private static final class Group {
        final String name;
        final NavigableSet<String> files;
        final List<Contents> shared = new ArrayList<>();

        Group(String name, Collection<String> files) {
            this.name = name;
            this.files = new TreeSet<>(files);
        }
    }

    private final SortedMap<String, Contents> contents;

    private Bundling(SortedMap<String, Contents> contents) {
        this.contents = contents;
    }

    /** Bundles the files of an input, given by name with {@code /}, in the order of their first files. */
    static List<Bundle> bundles(SortedMap<String, Contents> contents) {
        return new Bundling(contents).bundles();
    }

    private List<Bundle> bundles() {
        Folder top = new Folder("");
        for (String file : contents.keySet()) {
            Folder folder = top;
            String[] steps = file.split("/", -1);
            for (int i = 0; i < steps.length - 1; i++) {
                String step = steps[i];
                String name = folder.name.isEmpty() ? step : folder.name + "/" + step;
                folder = folder.folders.computeIfAbsent(step, s -> new Folder(name));
            }
            folder.files.add(file);
        }
        List<Group> groups = new ArrayList<>();
        NavigableSet<String> left = collect(top, groups);
        if (!left.isEmpty()) {
            groups.add(new Group(commonFolder(left), left));
        }
        return groups.stream()
                .sorted((a, b) -> a.files.first().compareTo(b.files.first()))
                .map(group -> new Bundle(group.name, group.files, joined(group.files), group.shared))
                .toList();
    }

    /** Adds the bundles of a folder and below to the groups; gives the files that are left over. */
    private NavigableSet<String> collect(Folder folder, List<Group> groups) {
        List<Group> below = new ArrayList<>();
        List<NavigableSet<String>> leftBelow = new ArrayList<>();
        int foldersWithBundles = 0;
        for (Folder child : folder.folders.values()) {
            int before = below.size();
            NavigableSet<String> left = collect(child, below);
            foldersWithBundles += below.size() > before ? 1 : 0;
            if (!left.isEmpty()) {
                leftBelow.add(left);
            }
        }
        NavigableSet<String> left = new TreeSet<>(folder.files);
        if (foldersWithBundles > 1) {
            List<Group> whole = List.copyOf(below);
            for (NavigableSet<String> files : leftBelow) {
                if (!join(files, whole)) {
                    below.add(new Group(commonFolder(files), files));
                }
            }
        } else {
            leftBelow.forEach(left::addAll);
        }
        List<Group> alternatives = alternatives(left);
        alternatives.forEach(alternative -> left.removeAll(alternative.files));
        below.addAll(alternatives);
        NavigableSet<String> remaining = settle(folder, left, below);
        groups.addAll(below);
        return remaining;
    }

    /** Finds a home for what a folder's bundles leave over; gives what the folder above has to look after. */
    private NavigableSet<String> settle(Folder folder, NavigableSet<String> left, List<Group> below) {
        NavigableSet<String> none = new TreeSet<>();
        if (left.isEmpty()) {
            return none;
        }
        if (isWhole(left)) {
            below.add(new Group(folder.name.isEmpty() ? commonFolder(left) : folder.name, left));
            return none;
        }
        boolean workloads = left.stream().anyMatch(file -> !of(file).workloads().isEmpty());
        if (join(left, below)) {
            return none;
        }
        if (below.isEmpty() || workloads) {
            return left;
        }
        if (below.size() == 1) {
            below.get(0).files.addAll(left);
        } else {
            Contents shared = joined(left);
            below.forEach(group -> group.shared.add(shared));
            below.add(new Group(commonFolder(left), left));
        }
        return none;
    }

    /** Puts leftover files to the only group that declares the account that they run as, if there is one. */
    private boolean join(NavigableSet<String> left, List<Group> groups) {
        Set<ObjectId> named = new HashSet<>();
        for (String file : left) {
            for (Workload workload : of(file).workloads()) {
                String namespace = workload.id().namespace();
                if (namespace != null) {
                    named.add(new ObjectId(
                            "v1",
                            Subject.SERVICE_ACCOUNT,
                            namespace,
                            workload.pod().serviceAccountName()));
                }
            }
        }
        List<Group> homes = named.isEmpty()
                ? List.of()
                : groups.stream()
                        .filter(group -> group.files.stream()
                                .flatMap(file -> of(file).accounts().stream())
                                .anyMatch(account -> named.contains(account.id())))
                        .toList();
        if (homes.size() != 1) {
            return false;
        }
        homes.get(0).files.addAll(left);
        return true;
    }

    /** The files that are whole by themselves and define what another of the files defines. */
    private List<Group> alternatives(Collection<String> files) {
        Map<String, Set<String>> definedIn = new HashMap<>();
        for (String file : files) {
            identities(file)
                    .forEach(id ->
                            definedIn.computeIfAbsent(id, i -> new HashSet<>()).add(file));
        }
        List<Group> alternatives = new ArrayList<>();
        for (String file : files) {
            boolean elsewhere = identities(file)
                    .anyMatch(id -> definedIn.getOrDefault(id, Set.of()).size() > 1);
            if (elsewhere && isWhole(List.of(file))) {
                alternatives.add(new Group(file, List.of(file)));
            }
        }
        return alternatives;
    }

    /** What can't be twice in a cluster; the API version doesn't matter. */
    private Stream<String> identities(String file) {
        Contents all = of(file);
        return Stream.of(
                        all.workloads().stream().map(Workload::id),
                        all.accounts().stream().map(ServiceAccount::id),
                        all.roles().stream().map(Role::id),
                        all.bindings().stream().map(Binding::id))
                .flatMap(ids -> ids)
                .filter(id -> !id.name().isEmpty())
                .map(id -> id.group() + "/" + id.display());
    }

    private boolean isWhole(Collection<String> files) {
        Set<String> accounts = new HashSet<>();
        for (String file : files) {
            of(file).accounts().forEach(account -> accounts.add(account.id().name()));
            of(file).bindings().stream()
                    .flatMap(binding -> binding.subjects().stream())
                    .filter(subject -> subject.kind().equals(Subject.SERVICE_ACCOUNT))
                    .forEach(subject -> accounts.add(subject.name()));
        }
        return files.stream()
                .flatMap(file -> of(file).workloads().stream())
                .anyMatch(workload -> workload.csv() != null
                        || accounts.contains(workload.pod().serviceAccountName()));
    }

    private Contents of(String file) {
        @Nullable Contents found = contents.get(file);
        return found == null ? Contents.empty() : found;
    }

    private Contents joined(Collection<String> files) {
        Contents joined = Contents.empty();
        files.forEach(file -> joined.addAll(of(file)));
        return joined;
    }

    /** The deepest folder that holds all files; for a single file the file itself. */
    private static String commonFolder(NavigableSet<String> files) {
        String first = files.first();
        if (files.size() == 1) {
            return first;
        }
        String folder = first.substring(0, Math.max(0, first.lastIndexOf('/')));
        for (String file : files) {
            while (!folder.isEmpty() && !file.startsWith(folder + "/")) {
                folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
            }
        }
        return folder.isEmpty() ? "." : folder;
    }
}
