package io.github.tokenaudit.source;

import java.util.ArrayList;
import java.util.HashSet;
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
 * @param start offset of the chunk's first byte
 * @param end offset behind its last
 * @param lines places in it
 */
record Chunk(Text text, int start, int end, LineIndex lines) {

    /** The indentation of keys of which none was met yet. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    /** Splits a file; chunks without content are left out. */
    static List<Chunk> split(Text text) {
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        boolean directives = false;
        for (int line = 1; line < text.shallowLineCount() && !text.hasLoneReturns(); line++) {
            int at = text.shallowLine(line);
            if (!isSeparator(text, at, text.end())) {
                continue;
            }
            Chunk before = between(text, start, at);
            // The separator below directives belongs to the same document.
            directives = !directives && before.isDirectives();
            if (!directives) {
                chunks.add(before);
                start = line;
            }
        }
        chunks.add(between(text, start, text.end()));
        return chunks.stream().filter(chunk -> chunk.contentStart() >= 0).toList();
    }

    private static Chunk between(Text text, int shallowLine, int end) {
        int start = text.shallowLine(shallowLine);
        return new Chunk(text, start, end, new LineIndex(text, start, text.lineNumber(shallowLine)));
    }

    private static boolean isSeparator(Text text, int at, int end) {
        return text.startsWith("---", at) && (at + 3 >= end || isBlank(text.at(at + 3)));
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Offset of the first character that is neither space, comment nor document marker; -1 when there is none. */
    int contentStart() {
        for (int at = start; at < end; ) {
            int lineEnd = lineEnd(at);
            int from = at == start && isSeparator(text, at, end) ? at + 3 : at;
            while (from < lineEnd && isBlank(text.at(from))) {
                from++;
            }
            if (from < lineEnd && text.at(from) != '#' && !isEndMarker(at, lineEnd)) {
                return from;
            }
            at = lineEnd + 1;
        }
        return -1;
    }

    private boolean isEndMarker(int at, int lineEnd) {
        return text.startsWith("...", at) && text.decode(at + 3, lineEnd).isBlank();
    }

    private boolean isDirectives() {
        int content = contentStart();
        return content >= 0 && text.at(content) == '%' && !isSeparator(text, start, end);
    }

    private int lineEnd(int at) {
        return Math.min(text.lineEnd(at), end);
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
        Set<String> keys = new HashSet<>();
        for (int line = text.firstShallowLine(start); line < text.shallowLineCount(); line++) {
            int at = text.shallowLine(line);
            if (at >= end) {
                break;
            }
            if (!startsTopLevel(at)) {
                continue;
            }
            int lineEnd = lineEnd(at);
            int colon = simpleKeyEnd(at, lineEnd);
            String value = colon < 0 ? null : simpleValue(colon + 1, lineEnd);
            if (value == null) {
                return null;
            }
            String key = text.decode(at, colon);
            if (!keys.add(key)) {
                return null;
            }
            if (!value.isEmpty()) {
                scalars.put(key, value);
            }
            lines.add(at);
        }
        return keys.isEmpty() ? null : new Outline(scalars, lines);
    }

    /** Whether a line starts something at the top level; a list may stand there below its key. */
    private boolean startsTopLevel(int line) {
        byte first = text.at(line);
        if (first == '-') {
            boolean item = line + 1 == end || isBlank(text.at(line + 1));
            boolean opening = line == start && isSeparator(text, line, end) && restIsBlank(line + 3, lineEnd(line));
            return !item && !opening;
        }
        return first != ' ' && first != '#' && first != '\r' && first != '\n';
    }

    private boolean restIsBlank(int from, int lineEnd) {
        for (int at = from; at < lineEnd; at++) {
            if (text.at(at) == '#') {
                return true;
            }
            if (!isBlank(text.at(at))) {
                return false;
            }
        }
        return true;
    }

    /** Offset of the colon behind a key of letters, digits, {@code . _ / -}; -1 for anything else. */
    private int simpleKeyEnd(int from, int lineEnd) {
        int at = from;
        while (at < lineEnd && isKeyCharacter(text.at(at))) {
            at++;
        }
        boolean key =
                at > from && at < lineEnd && text.at(at) == ':' && (at + 1 == lineEnd || isBlank(text.at(at + 1)));
        return key ? at : -1;
    }

    private static boolean isKeyCharacter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || "._/-".indexOf(b) >= 0;
    }

    /** A one-word value, empty when the value stands below; null for whatever else starts here. */
    private @Nullable String simpleValue(int from, int lineEnd) {
        if (restIsBlank(from, lineEnd)) {
            return "";
        }
        int at = from;
        while (isBlank(text.at(at))) {
            at++;
        }
        int word = at;
        while (at < lineEnd && isKeyCharacter(text.at(at))) {
            at++;
        }
        return at > word && restIsBlank(at, lineEnd) ? text.decode(word, at) : null;
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
        String key = text.decode(from, colon);
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

    /** Adds what is wanted of the lines below a top-level key, which stands at the start; false on doubt. */
    private boolean keepChildren(int start, int to, String prefix, Set<String> paths, Excerpt.Builder excerpt) {
        int next = Math.min(lineEnd(start) + 1, to);
        excerpt.add(start, next);
        int indent = UNKNOWN;
        boolean keeping = false;
        for (int at = next; at < to; at = next) {
            int from = at;
            while (from < to && text.at(from) == ' ') {
                from++;
            }
            boolean blank = from == to || isBlank(text.at(from)) || text.at(from) == '#';
            int depth = from - at;
            if (!blank) {
                indent = indent == UNKNOWN ? depth : indent;
                if (depth < indent) {
                    return false;
                }
                if (depth == indent && text.at(from) != '-') {
                    int colon = simpleKeyEnd(from, to);
                    if (colon < 0) {
                        return false;
                    }
                    keeping = paths.contains(prefix + text.decode(from, colon));
                }
            }
            // Lines that are deeper than the keys belong to the one above: no need to look at them.
            next = Math.min(text.nextLine(at, indent), to);
            if (keeping) {
                excerpt.add(at, next);
            }
        }
        return true;
    }
}
