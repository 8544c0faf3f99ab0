package io.github.tokenaudit.usage.bytecode;

/**
 * What of class files is read. A bound that is hit is a {@link ReadProblem}, never a silent cut.
 *
 * @param classBytes size of one class file in bytes; javac's own largest classes have a few hundred KB
 * @param entries class files of one jar or folder
 */
public record ReadLimits(int classBytes, int entries) {

    /** Generous to every real operator known, small enough for a build machine. */
    public static ReadLimits standard() {
        return new ReadLimits(8 << 20, 200_000);
    }
}
