package io.github.tokenaudit.source;

/**
 * What the reader accepts before it calls an input unreadable. A bound that is hit is a {@link Problem}, never a
 * silent cut.
 *
 * @param fileBytes size of one file in bytes; real operators ship manifests of 12 MB
 * @param depth nested levels; real CRDs reach 58, go-yaml stops at 10,000
 * @param nodes nodes of one document with its aliases expanded, which stops "billion laughs"
 */
public record Limits(int fileBytes, int depth, long nodes) {

    /** Generous to every real manifest known, small enough for a build machine. */
    public static Limits standard() {
        return new Limits(64 << 20, 1_000, 10_000_000);
    }
}
