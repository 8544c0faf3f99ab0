package io.github.tokenaudit.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file between two {@code ---} lines: in every ordinary file one document. Kubernetes' readers split
 * before they parse, so that one broken document does not take the others with it, and so do we.
 *
 * <p>A chunk is understood by its lines alone as far as that is safe: everything outside the plainest block style
 * (flow style, quotes, tags, anchors or indentation in the first column, a key twice) is doubt, and doubt means that
 * the document is parsed whole.
 *
 * @param text the whole file
 * @param start offset of the chunk's first character
 * @param end offset behind its last
 */
record Chunk(String text, int start, int end) {

    /** Splits a file; chunks without content are left out. */
    static List<Chunk> split(String text) {
        if (LineIndex.hasLoneReturn(text)) {
            return withContent(List.of(new Chunk(text, 0, text.length())));
        }
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        for (int at = nextSeparator(text, 0); at >= 0; at = nextSeparator(text, at + 3)) {
            Chunk before = new Chunk(text, start, at);
            if (before.isDirectives()) {
                continue;
            }
            chunks.add(before);
            start = at;
        }
        chunks.add(new Chunk(text, start, text.length()));
        return withContent(chunks);
    }

    private static List<Chunk> withContent(List<Chunk> chunks) {
        return chunks.stream().filter(chunk -> chunk.contentStart() >= 0).toList();
    }

    /** Offset of the next separator line, from the line that starts at an offset; -1 when there is none. */
    private static int nextSeparator(String text, int from) {
        int at = from;
        while (at >= 0 && !isSeparator(text, at, text.length())) {
            int feed = text.indexOf("\n---", at);
            at = feed < 0 ? -1 : feed + 1;
        }
        return at;
    }

    private static boolean isSeparator(String text, int at, int end) {
        return text.startsWith("---", at) && (at + 3 >= end || isBlank(text.charAt(at + 3)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Offset of the first character that is neither space, comment nor document marker; -1 when there is none. */
    int contentStart() {
        for (int at = start; at < end; ) {
            int lineEnd = lineEnd(at);
            int from = at == start && isSeparator(text, at, end) ? at + 3 : at;
            while (from < lineEnd && isBlank(text.charAt(from))) {
                from++;
            }
            if (from < lineEnd
                    && text.charAt(from) != '#'
                    && !(lineEnd - at >= 3
                            && text.startsWith("...", at)
                            && text.substring(at + 3, lineEnd).isBlank())) {
                return from;
            }
            at = lineEnd + 1;
        }
        return -1;
    }

    private boolean isDirectives() {
        int content = contentStart();
        return content >= 0 && text.charAt(content) == '%' && !isSeparator(text, start, end);
    }

    private int lineEnd(int at) {
        int feed = text.indexOf('\n', at);
        return feed < 0 || feed > end ? end : feed;
    }

    /**
     * The top level of a chunk.
     *
     * @param scalars the values that stand beside their keys
     * @param keys where the lines of keys begin
     */
    record Outline(Map<String, String> scalars, List<Integer> keys) {}

    /** The top level, found by looking at lines; null when the lines leave a doubt. */
    @Nullable
    Outline outline() {
        Map<String, String> scalars = new TreeMap<>();
        List<Integer> lines = new ArrayList<>();
        Set<String> keys = new java.util.HashSet<>();
        for (int at = start; at < end; ) {
            int lineEnd = lineEnd(at);
            if (startsTopLevelLine(at, lineEnd)) {
                int colon = simpleKeyEnd(at, lineEnd);
                if (colon < 0 || !keys.add(text.substring(at, colon))) {
                    return null;
                }
                String value = simpleValue(colon + 1, lineEnd);
                if (value == null) {
                    return null;
                }
                if (!value.isEmpty()) {
                    scalars.put(text.substring(at, colon), value);
                }
                lines.add(at);
            }
            at = lineEnd + 1;
        }
        return keys.isEmpty() ? null : new Outline(scalars, lines);
    }

    /** Whether a line starts something at the top level; a list may stand there below its key. */
    private boolean startsTopLevelLine(int at, int lineEnd) {
        if (at >= lineEnd || text.charAt(at) == ' ' || text.charAt(at) == '#' || text.charAt(at) == '\r') {
            return false;
        }
        if (text.charAt(at) == '-') {
            boolean item = at + 1 == lineEnd || isBlank(text.charAt(at + 1));
            boolean opening = at == start && isSeparator(text, at, end) && restIsBlank(at + 3, lineEnd);
            return !item && !opening;
        }
        return true;
    }

    private boolean restIsBlank(int from, int lineEnd) {
        for (int at = from; at < lineEnd; at++) {
            if (text.charAt(at) == '#') {
                return true;
            }
            if (!isBlank(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** Offset of the colon behind a key of letters, digits, {@code . _ / -}; -1 for anything else. */
    private int simpleKeyEnd(int from, int lineEnd) {
        int at = from;
        while (at < lineEnd && isKeyCharacter(text.charAt(at))) {
            at++;
        }
        boolean key = at > from
                && at < lineEnd
                && text.charAt(at) == ':'
                && (at + 1 == lineEnd || isBlank(text.charAt(at + 1)));
        return key ? at : -1;
    }

    private static boolean isKeyCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._/-".indexOf(c) >= 0;
    }

    /** A one-word value, empty when the value stands below; null for whatever else starts here. */
    private @Nullable String simpleValue(int from, int lineEnd) {
        if (restIsBlank(from, lineEnd)) {
            return "";
        }
        int at = from;
        while (isBlank(text.charAt(at))) {
            at++;
        }
        int word = at;
        while (at < lineEnd && isKeyCharacter(text.charAt(at))) {
            at++;
        }
        return at > word && restIsBlank(at, lineEnd) ? text.substring(word, at) : null;
    }

    /** This chunk whole. */
    Excerpt whole() {
        return Excerpt.of(text, start, end);
    }

    /** Just the wanted keys of this chunk, whose outline it is; null when the lines leave a doubt. */
    @Nullable
    Excerpt only(Set<String> paths, Outline outline) {
        Excerpt.Builder excerpt = Excerpt.builder(text);
        int block = start;
        for (int key : outline.keys()) {
            if (key > block && !keep(block, key, paths, excerpt)) {
                return null;
            }
            block = key;
        }
        return keep(block, end, paths, excerpt) ? excerpt.build() : null;
    }

    /** Adds what is wanted of a top-level key's block of lines; false on doubt. */
    private boolean keep(int from, int to, Set<String> paths, Excerpt.Builder excerpt) {
        int lineEnd = Math.min(lineEnd(from), to);
        int colon = simpleKeyEnd(from, lineEnd);
        if (colon < 0) {
            // What stands before the first key: the separator, comments.
            excerpt.add(from, to);
            return true;
        }
        String key = text.substring(from, colon);
        if (paths.contains(key)) {
            excerpt.add(from, to);
            return true;
        }
        String prefix = key + ".";
        if (paths.stream().noneMatch(path -> path.startsWith(prefix))) {
            return true;
        }
        return restIsBlank(colon + 1, lineEnd) && keepChildren(from, to, prefix, paths, excerpt);
    }

    private boolean keepChildren(int start, int to, String prefix, Set<String> paths, Excerpt.Builder excerpt) {
        int next = Math.min(lineEnd(start) + 1, to);
        excerpt.add(start, next);
        int indent = -1;
        boolean keeping = false;
        for (int at = next; at < to; at = next) {
            next = Math.min(lineEnd(at) + 1, to);
            int from = at;
            // How much deeper a line is than the keys that are looked for does not matter.
            while (from < next && text.charAt(from) == ' ' && (indent < 0 || from - at <= indent)) {
                from++;
            }
            int depth = from - at;
            boolean deeper = indent >= 0 && depth > indent;
            if (!deeper && (from == next || isBlank(text.charAt(from)) || text.charAt(from) == '#')) {
                continue;
            }
            indent = indent < 0 ? depth : indent;
            if (depth < indent) {
                return false;
            }
            if (depth == indent && text.charAt(from) != '-') {
                int colon = simpleKeyEnd(from, next);
                if (colon < 0) {
                    return false;
                }
                keeping = paths.contains(prefix + text.substring(from, colon));
            }
            if (keeping) {
                excerpt.add(at, next);
            }
        }
        return true;
    }
}
