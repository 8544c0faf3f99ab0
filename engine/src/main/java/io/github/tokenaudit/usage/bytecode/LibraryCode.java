package io.github.tokenaudit.usage.bytecode;

/** Tells libraries' classes apart by their internal names. */
public interface LibraryCode {

    /**
     * Whether a class is a library's even where it lies among the operator's own, as in a jar that brings all it needs.
     *
     * @param className internal name
     */
    boolean isLibrary(String className);

    /**
     * Whether a library's class is read with its code, because that tells more than any table could.
     *
     * @param className internal name
     */
    boolean isFollowed(String className);
}
