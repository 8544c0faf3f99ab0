package io.github.tokenaudit.usage.bytecode;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The class files of a folder or jar, which may be named by a symbolic link; those inside a folder are not followed. */
final class ClassFiles implements Closeable {

    private static final String SUFFIX = ".class";

    private final Path root;
    private final @Nullable ZipFile jar;
    private final TreeMap<String, String> entries = new TreeMap<>();
    private final TreeSet<String> others = new TreeSet<>();

    private ClassFiles(Path root, @Nullable ZipFile jar) {
        this.root = root;
        this.jar = jar;
    }

    /** Opens a folder or jar; trouble goes to {@code problems}, and then nothing is in it. */
    static ClassFiles open(Path root, List<ReadProblem> problems) {
        try {
            return new ClassFiles(root, Files.isDirectory(root) ? null : new ZipFile(root.toFile()));
        } catch (IOException e) {
            problems.add(new ReadProblem(root.toString(), "this is neither a folder nor a jar: " + e.getMessage()));
            return new ClassFiles(root, null);
        }
    }

    /** Lists what is in it; of a library, that would take longer than asking for the few classes that matter. */
    void list(ReadLimits limits, List<ReadProblem> problems) {
        try {
            if (jar != null) {
                listJar(jar, limits, problems);
            } else if (Files.isDirectory(root)) {
                listFolder(limits, problems);
            }
        } catch (IOException e) {
            problems.add(new ReadProblem(root.toString(), "this folder can't be listed: " + e.getMessage()));
        }
    }

    private void listFolder(ReadLimits limits, List<ReadProblem> problems) throws IOException {
        Path folder = root.toRealPath();
        try (Stream<Path> walk = Files.walk(folder)) {
            List<String> names = new ArrayList<>();
            walk.filter(ClassFiles::isFile).forEach(file -> names.add(slashed(folder.relativize(file))));
            add(names.stream().sorted(), limits, problems);
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String slashed(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    private void listJar(ZipFile file, ReadLimits limits, List<ReadProblem> problems) {
        add(file.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName), limits, problems);
    }

    private void add(Stream<String> names, ReadLimits limits, List<ReadProblem> problems) {
        names.limit(limits.entries() + 1L).forEach(name -> {
            if (isClass(name)) {
                entries.put(classOf(name), name);
            } else if (!name.endsWith(SUFFIX)) {
                others.add(name);
            }
        });
        if (entries.size() + others.size() > limits.entries()) {
            problems.add(new ReadProblem(
                    root.toString(), "there are more than " + limits.entries() + " files; the rest was not read"));
        }
    }

    /** Versions for newer Java releases stand beside the ones for all, which say the same of what matters here. */
    private static boolean isClass(String name) {
        return name.endsWith(SUFFIX)
                && !name.startsWith("META-INF/")
                && !name.endsWith("module-info.class")
                && !name.endsWith("package-info.class");
    }

    /** Spring Boot puts an operator's classes into a folder of its jar. */
    private static String classOf(String entry) {
        String inside = entry.startsWith("BOOT-INF/classes/") ? entry.substring("BOOT-INF/classes/".length()) : entry;
        return inside.substring(0, inside.length() - SUFFIX.length());
    }

    /** Whether a class is here, listed or not. */
    boolean has(String name) {
        return entries.containsKey(name) || find(name + SUFFIX) != null || isInside(name + SUFFIX);
    }

    private @Nullable ZipEntry find(String entry) {
        return jar == null ? null : jar.getEntry(entry);
    }

    /** Names come from class files, which may name anything. */
    private boolean isInside(String entry) {
        if (jar != null) {
            return false;
        }
        try {
            Path file = root.resolve(entry).normalize();
            return file.startsWith(root.normalize()) && isFile(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Internal names of the classes that are listed, as their places say, in alphabetical order. */
    Set<String> names() {
        return entries.keySet();
    }

    /** Where a class's file is, for messages. */
    String placeOf(String name) {
        String entry = entries.getOrDefault(name, name + SUFFIX);
        return jar == null ? slashed(root.resolve(entry)) : slashed(root) + "!/" + entry;
    }

    /** The bytes of a class; null when it isn't here, too large or unreadable, which goes to {@code problems}. */
    byte @Nullable [] read(String name, ReadLimits limits, List<ReadProblem> problems) {
        return readFile(entries.getOrDefault(name, name + SUFFIX), limits.classBytes(), problems);
    }

    /** The bytes of any file; null when it isn't here, too large or unreadable, which goes to {@code problems}. */
    byte @Nullable [] readFile(String entry, int limit, List<ReadProblem> problems) {
        try (InputStream in = stream(entry)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length <= limit) {
                return bytes;
            }
            problems.add(new ReadProblem(placeOf(entry), "it has more than " + limit + " bytes and was not read"));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new ReadProblem(placeOf(entry), "it can't be read: " + e.getMessage()));
        }
        return null;
    }

    private @Nullable InputStream stream(String entry) throws IOException {
        if (jar != null) {
            ZipEntry found = find(entry);
            return found == null ? null : jar.getInputStream(found);
        }
        return isInside(entry) ? Files.newInputStream(root.resolve(entry)) : null;
    }

    /** Gives every other file whose name is wanted to {@code reader}, by name and bytes. */
    void each(Predicate<String> wanted, int limit, List<ReadProblem> problems, BiConsumer<String, byte[]> reader) {
        others.stream().filter(wanted).forEach(name -> {
            byte[] bytes = readFile(name, limit, problems);
            if (bytes != null) {
                reader.accept(name, bytes);
            }
        });
    }

    @Override
    public void close() throws IOException {
        if (jar != null) {
            jar.close();
        }
    }
}
