package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.tools.ant.types.FileSet;

/**
 * The files of a folder that Ant patterns name, as everywhere in Jenkins. Nothing outside of the folder is found, whatever
 * a pattern or a link in it says.
 */
final class WorkspaceFiles {

    /** What kubectl takes of a folder. */
    private static final List<String> MANIFESTS = List.of("**/*.yaml", "**/*.yml", "**/*.json");

    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");

    private final File folder;

    WorkspaceFiles(File folder) {
        this.folder = folder;
    }

    /**
     * Finds manifests.
     *
     * @param includes patterns; one that is a folder's name stands for what kubectl would take of it
     * @param excludes patterns; null for none
     * @return by their names, relative to the folder with {@code /}
     */
    SortedMap<String, Path> manifests(String includes, @CheckForNull String excludes) {
        List<String> patterns = new ArrayList<>();
        for (String entry : SEPARATOR.split(includes)) {
            String name = entry.replace('\\', '/').replaceAll("^(\\./)+", "").replaceAll("/+$", "");
            if (name.isEmpty() || name.equals(".")) {
                patterns.addAll(MANIFESTS);
            } else if (new File(folder, name).isDirectory()) {
                MANIFESTS.forEach(pattern -> patterns.add(name + "/" + pattern));
            } else {
                patterns.add(name);
            }
        }
        return find(String.join(",", patterns), Util.fixNull(excludes));
    }

    /**
     * Finds files.
     *
     * @return by their names, relative to the folder with {@code /}
     */
    SortedMap<String, Path> find(String includes, String excludes) {
        FileSet files = Util.createFileSet(folder, includes, excludes);
        files.setFollowSymlinks(false);
        SortedMap<String, Path> found = new TreeMap<>();
        for (String name : files.getDirectoryScanner().getIncludedFiles()) {
            found.put(name.replace(File.separatorChar, '/'), new File(folder, name).toPath());
        }
        return found;
    }

    /**
     * Folders and files: each entry is a folder's name or a pattern of files.
     *
     * @throws AbortException if a folder is outside of this one
     */
    SortedMap<String, Path> foldersAndFiles(String entries) throws IOException {
        SortedMap<String, Path> found = new TreeMap<>();
        for (String entry : SEPARATOR.split(entries)) {
            Path named = folder.toPath().resolve(entry).normalize();
            if (Files.isDirectory(named)) {
                found.put(entry, inside(entry, named));
            } else {
                found.putAll(find(entry, ""));
            }
        }
        return found;
    }

    /**
     * One file by its name.
     *
     * @throws AbortException if it is not there, or outside of the folder
     */
    Path file(String name) throws IOException {
        Path file = folder.toPath().resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new AbortException("There is no file " + LogText.of(name) + " in " + folder + ".");
        }
        return inside(name, file);
    }

    private Path inside(String name, Path file) throws IOException {
        if (!file.toRealPath().startsWith(folder.toPath().toRealPath())) {
            throw new AbortException(
                    LogText.of(name) + " lies outside of " + folder + " and is not read. Copy it there.");
        }
        return file;
    }
}
