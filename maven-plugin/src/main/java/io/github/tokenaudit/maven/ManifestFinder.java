package io.github.tokenaudit.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds manifests by files, folders and patterns.
 *
 * <p>A file that is named is taken whatever it is called. Of a folder, and of a pattern, the files that {@code kubectl}
 * would take are taken: {@code .yaml}, {@code .yml}, {@code .json}. On the way down some things are left out unless a
 * pattern names them, and {@link #leftOut()} tells which: what is hidden, {@code node_modules}, Maven's {@code target}
 * beside a {@code pom.xml}. Symbolic links that turn up on the way are not followed: inside the tree, what they lead to
 * is found in its own place; outside, it is not part of the tree. A link that is named is followed.
 */
final class ManifestFinder {

    private final Path base;
    private final Path output;
    private final List<Selection> excludes;
    private final Predicate<Path> wanted;
    private final SortedSet<Path> found = new TreeSet<>();
    private final SortedSet<Path> excluded = new TreeSet<>();
    private final SortedSet<Path> leftOut = new TreeSet<>();

    /**
     * Starts with nothing found.
     *
     * @param base what paths and patterns are relative to
     * @param output the folder of our own reports, which are never manifests
     * @param excludes paths and patterns of what is not to be audited
     */
    ManifestFinder(Path base, Path output, List<String> excludes) {
        this(base, output, excludes, ManifestFinder::isManifest);
    }

    /**
     * Starts with nothing found, for other files than manifests.
     *
     * @param wanted which files of folders and patterns are taken, by their names
     */
    ManifestFinder(Path base, Path output, List<String> excludes, Predicate<Path> wanted) {
        this.wanted = wanted;
        this.base = base.toAbsolutePath().normalize();
        this.output = output.toAbsolutePath().normalize();
        this.excludes = excludes.stream().map(this::selection).toList();
    }

    /** What was found, absolute, each file once. */
    SortedSet<Path> found() {
        return found;
    }

    /** What would have been found but for the excludes. */
    SortedSet<Path> excluded() {
        return excluded;
    }

    /** What was met on the way and left out, because nobody named it. */
    SortedSet<Path> leftOut() {
        return leftOut;
    }

    /**
     * Adds what a path or a pattern leads to. What exists under that very name is a path, so that a file with a
     * wildcard in its name can be named too.
     *
     * @return whether there was anything
     * @throws IOException if a folder can't be listed
     */
    boolean add(String pathOrPattern) throws IOException {
        boolean isPath = !Glob.isPattern(pathOrPattern)
                || (new File(pathOrPattern).isAbsolute() && new File(pathOrPattern).exists())
                || new File(base.toFile(), pathOrPattern).exists();
        return isPath ? addPath(base.resolve(pathOrPattern)) : add(selection(pathOrPattern));
    }

    /**
     * Adds a file, or the manifests in a folder.
     *
     * @return whether there was anything
     * @throws IOException if a folder can't be listed
     */
    boolean addPath(Path path) throws IOException {
        Path start = base.resolve(path).normalize();
        if (Files.isDirectory(start)) {
            return addPattern(start, "**");
        }
        return Files.exists(start) && takeAll(List.of(start));
    }

    /**
     * Adds the manifests in a folder that a pattern matches.
     *
     * @return whether there was anything
     * @throws IOException if a folder can't be listed
     */
    boolean addPattern(Path folder, String pattern) throws IOException {
        return add(new Selection(base.resolve(folder).normalize(), Glob.of(pattern)));
    }

    private boolean add(Selection selection) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(selection.folder())) {
            walk(selection.folder(), selection, files);
        }
        return takeAll(files);
    }

    private boolean takeAll(List<Path> files) {
        for (Path file : files) {
            boolean isExcluded = excludes.stream().anyMatch(exclude -> exclude.has(file));
            (isExcluded ? excluded : found).add(file);
        }
        return !files.isEmpty();
    }

    private void walk(Path folder, Selection selection, List<Path> files) throws IOException {
        for (Path entry : list(folder)) {
            boolean isFolder = Files.isDirectory(entry);
            boolean isWanted = isFolder
                    ? selection.reachesInto(entry) && !entry.equals(output)
                    : wanted.test(entry) && selection.has(entry);
            if (isWanted && (isLinkOrDevice(entry) || (isOutOfTheWay(entry) && !selection.names(entry)))) {
                leftOut.add(entry);
            } else if (isWanted && isFolder) {
                walk(entry, selection, files);
            } else if (isWanted) {
                files.add(entry);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static boolean isManifest(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private static boolean isLinkOrDevice(Path entry) {
        return !Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isOutOfTheWay(Path entry) {
        String name = entry.getFileName().toString();
        return name.startsWith(".")
                || name.equals("node_modules")
                || (name.equals("target") && Files.exists(entry.resolveSibling("pom.xml")));
    }

    private Selection selection(String pattern) {
        String text = pattern.replace(File.separatorChar, '/');
        int wildcard = Math.min((text + '*').indexOf('*'), (text + '?').indexOf('?'));
        int start = text.lastIndexOf('/', wildcard) + 1;
        return new Selection(base.resolve(text.substring(0, start)).normalize(), Glob.of(text.substring(start)));
    }

    /**
     * What a pattern may select.
     *
     * @param folder the part in front of the first wildcard, absolute; it may lie anywhere
     * @param glob the rest, relative to the folder
     */
    private record Selection(Path folder, Glob glob) {

        boolean has(Path file) {
            return file.startsWith(folder) && glob.matches(Names.relative(folder, file));
        }

        boolean reachesInto(Path subfolder) {
            return glob.reachesInto(Names.relative(folder, subfolder));
        }

        boolean names(Path entry) {
            return glob.names(entry.getFileName().toString());
        }
    }
}
