package io.github.tokenaudit.usage.bytecode;

import io.github.tokenaudit.usage.bytecode.ClassInfo.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * All classes that can be known: the operator's own are read at once and with their code, those of libraries when
 * somebody asks, those of the JDK from the Java that runs. Class files are only read; nothing of them is loaded or
 * executed. Not thread-safe.
 */
public final class ClassPool implements Closeable {

    /** The newest class file that ASM reads; a running JDK may be newer, and its declarations read the same. */
    private static final int NEWEST = Opcodes.V26;

    /** No library may have classes of these packages; the class loader refuses them. */
    private static final String ONLY_JAVAS = "java/";

    private static final int SMALL_FILE_BYTES = 1 << 20;

    private final ReadLimits limits;
    private final LibraryCode libraryCode;
    private final List<ClassFiles> own = new ArrayList<>();
    private final List<ClassFiles> libraries = new ArrayList<>();
    private final Map<String, Optional<ClassFiles>> libraryOf = new HashMap<>();
    private final Map<String, ClassInfo> operators = new LinkedHashMap<>();
    private final Map<String, Optional<ClassInfo>> others = new HashMap<>();
    private final Map<String, Set<String>> supertypes = new HashMap<>();
    private final Map<String, Set<ClassInfo>> subclasses = new HashMap<>();
    private final Map<String, Set<ClassInfo>> directSubclasses = new HashMap<>();
    private final List<ReadProblem> problems = new ArrayList<>();

    private ClassPool(ReadLimits limits, LibraryCode libraryCode) {
        this.limits = limits;
        this.libraryCode = libraryCode;
    }

    /**
     * Reads the operator's classes.
     *
     * @param classes folders and jars with the operator's own classes; of a class that is there twice, the first counts
     * @param libraries jars and folders on its class path, in its order
     * @param libraryCode what is a library's, wherever it lies, and what of it is read with its code
     */
    public static ClassPool open(List<Path> classes, List<Path> libraries, LibraryCode libraryCode, ReadLimits limits) {
        ClassPool pool = new ClassPool(limits, libraryCode);
        for (Path root : classes) {
            ClassFiles files = ClassFiles.open(root, pool.problems);
            files.list(limits, pool.problems);
            pool.own.add(files);
            for (String name : files.names()) {
                if (libraryCode.isLibrary(name)) {
                    pool.libraryOf.putIfAbsent(name, Optional.of(files));
                } else {
                    pool.readOwn(files, name);
                }
            }
        }
        for (Path root : libraries) {
            pool.libraries.add(ClassFiles.open(root, pool.problems));
        }
        return pool;
    }

    private void readOwn(ClassFiles files, String place) {
        byte[] bytes = files.read(place, limits, problems);
        ClassInfo read = bytes == null ? null : parse(bytes, Origin.OPERATOR, files.placeOf(place));
        if (read != null && operators.putIfAbsent(read.name(), read) == null) {
            enter(read);
        }
    }

    private @Nullable ClassInfo parse(byte[] bytes, Origin origin, String place) {
        int flags = origin == Origin.LIBRARY ? ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG : ClassReader.SKIP_FRAMES;
        try {
            ClassNode node = new ClassNode();
            new ClassReader(bytes).accept(node, flags);
            if (Soundness.isSound(node)) {
                return new ClassInfo(node, origin);
            }
            problems.add(new ReadProblem(place, "this is no class file that can be read (names are missing)"));
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            // ASM tells of malformed class files by whatever exception its reading runs into.
            problems.add(new ReadProblem(place, "this is no class file that can be read (" + e + ")"));
            return null;
        }
    }

    private void enter(ClassInfo withCode) {
        subclasses.clear();
        List<String> parents = new ArrayList<>(withCode.interfaces());
        if (withCode.superclass() != null) {
            parents.add(withCode.superclass());
        }
        for (String parent : parents) {
            directSubclasses
                    .computeIfAbsent(parent, name -> new LinkedHashSet<>())
                    .add(withCode);
        }
    }

    /** The operator's own classes, in the order of the folders and jars, there by name. */
    public List<ClassInfo> operatorClasses() {
        return List.copyOf(operators.values());
    }

    /** A class by its internal name; null when nobody has it. */
    public @Nullable ClassInfo find(String name) {
        ClassInfo operators = this.operators.get(name);
        if (operators != null) {
            return operators;
        }
        Optional<ClassInfo> known = others.get(name);
        if (known == null) {
            known = Optional.ofNullable(read(name));
            others.put(name, known);
        }
        return known.orElse(null);
    }

    private @Nullable ClassFiles libraryOf(String name) {
        return libraryOf
                .computeIfAbsent(
                        name,
                        asked -> asked.startsWith(ONLY_JAVAS)
                                ? Optional.empty()
                                : libraries.stream()
                                        .filter(files -> files.has(asked))
                                        .findFirst())
                .orElse(null);
    }

    private @Nullable ClassInfo read(String name) {
        ClassFiles library = libraryOf(name);
        if (library == null) {
            byte[] bytes = ofRunningJava(name);
            return bytes == null ? null : parse(bytes, Origin.LIBRARY, name);
        }
        byte[] bytes = library.read(name, limits, problems);
        if (bytes == null) {
            return null;
        }
        Origin origin = libraryCode.isFollowed(name) ? Origin.ANALYSED_LIBRARY : Origin.LIBRARY;
        ClassInfo read = parse(bytes, origin, library.placeOf(name));
        if (read != null && read.hasCode()) {
            enter(read);
        }
        return read;
    }

    private static byte @Nullable [] ofRunningJava(String name) {
        try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            int major = ((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff);
            if (major > NEWEST) {
                bytes[6] = 0;
                bytes[7] = NEWEST;
            }
            return bytes;
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether a class, when it is read, is read with its code; of most no more is asked, and then it needs not be read. */
    public boolean mayHaveCode(String name) {
        return operators.containsKey(name) || libraryCode.isFollowed(name);
    }

    /** A library class read with its code, whatever is analysed else; null when no library has it. */
    public @Nullable ClassInfo readWithCode(String name) {
        ClassFiles library = libraryOf(name);
        byte[] bytes = library == null ? null : library.read(name, limits, problems);
        return library == null || bytes == null ? null : parse(bytes, Origin.ANALYSED_LIBRARY, library.placeOf(name));
    }

    /** Whether a library on the class path has a class. */
    public boolean isInLibraries(String name) {
        return libraryOf(name) != null;
    }

    /** Gives the operator's own files under a folder, as {@code META-INF/services/}, to {@code reader} by path. */
    public void resources(Predicate<String> wanted, BiConsumer<String, byte[]> reader) {
        own.forEach(files -> files.each(wanted, SMALL_FILE_BYTES, problems, reader));
    }

    /** The operator's own files of a path, as {@code application.properties}. */
    public List<byte[]> resource(String path) {
        return own.stream()
                .map(files -> files.readFile(path, SMALL_FILE_BYTES, problems))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What could not be read so far. */
    public List<ReadProblem> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** A class itself and all that it extends and implements, superclasses first. */
    public Set<String> supertypes(String name) {
        Set<String> known = supertypes.get(name);
        if (known == null) {
            known = findSupertypes(name);
            supertypes.put(name, known);
        }
        return known;
    }

    private Set<String> findSupertypes(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.pop();
            ClassInfo info = found.add(next) ? find(next) : null;
            if (info != null) {
                for (int i = info.interfaces().size() - 1; i >= 0; i--) {
                    open.push(info.interfaces().get(i));
                }
                if (info.superclass() != null) {
                    open.push(info.superclass());
                }
            }
        }
        return found;
    }

    /** Whether a class is, extends or implements another one. */
    public boolean isSubtype(String name, String supertype) {
        return name.equals(supertype)
                || supertype.equals("java/lang/Object")
                || supertypes(name).contains(supertype);
    }

    /** The classes read with their code that are, extend or implement a class. */
    public Set<ClassInfo> subclassesWithCode(String name) {
        Set<ClassInfo> known = subclasses.get(name);
        if (known == null) {
            known = findSubclasses(name);
            subclasses.put(name, known);
        }
        return known;
    }

    private Set<ClassInfo> findSubclasses(String name) {
        Set<ClassInfo> found = new LinkedHashSet<>();
        ClassInfo itself = find(name);
        if (itself != null && itself.hasCode()) {
            found.add(itself);
        }
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            for (ClassInfo subclass : directSubclasses.getOrDefault(open.pop(), Set.of())) {
                if (found.add(subclass)) {
                    open.add(subclass.name());
                }
            }
        }
        return found;
    }

    /** The method that a call names (JVMS 5.4.3.3, 5.4.3.4); null when it isn't known. */
    public @Nullable MethodInfo resolve(String owner, String key) {
        MethodInfo abstractOne = null;
        for (String supertype : supertypes(owner)) {
            ClassInfo info = find(supertype);
            MethodInfo method = info == null ? null : info.method(key);
            if (method != null && !method.isAbstract()) {
                return method;
            }
            abstractOne = abstractOne == null ? method : abstractOne;
        }
        return abstractOne;
    }

    /** The class that declares the field that an instruction names; null when it isn't known. */
    public @Nullable ClassInfo fieldOwner(String owner, String field) {
        for (String supertype : supertypes(owner)) {
            ClassInfo info = find(supertype);
            if (info != null && info.field(field) != null) {
                return info;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        for (ClassFiles files : own) {
            files.close();
        }
        for (ClassFiles files : libraries) {
            files.close();
        }
    }
}
