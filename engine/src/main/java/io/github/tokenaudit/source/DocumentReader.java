package io.github.tokenaudit.source;

import io.github.tokenaudit.source.Document.Reading;
import io.github.tokenaudit.source.TreeBuilder.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of YAML or JSON as Kubernetes does (sigs.k8s.io/yaml on go-yaml v2, behind
 * k8s.io/apimachinery/pkg/util/yaml). Parses a document only as far as somebody is interested in it. Trouble never
 * ends the reading: it becomes a {@link Problem}, and the other documents of the file are read all the same.
 */
public final class DocumentReader {

    private final Limits limits;
    private final Function<Map<String, String>, Interest> interest;

    /**
     * @param limits what to refuse
     * @param interest how much of a document matters, given its top-level scalars. Not asked where those can't be told
     *     without parsing: such a document is parsed whole
     */
    public DocumentReader(Limits limits, Function<Map<String, String>, Interest> interest) {
        this.limits = limits;
        this.interest = interest;
    }

    /** Reads one file. */
    public SourceFile read(String name, byte[] bytes) {
        if (bytes.length > limits.fileBytes()) {
            return refused(
                    name,
                    Location.startOf(name),
                    "the file has " + bytes.length + " bytes, more than the limit of " + limits.fileBytes(),
                    "split the file; nothing of it was audited");
        }
        String text;
        try {
            text = decode(bytes);
        } catch (CharacterCodingException e) {
            return refused(
                    name,
                    firstUndecodable(name, bytes),
                    "the bytes here are not UTF-8, which Kubernetes requires",
                    "save the file as UTF-8; nothing of it was audited");
        }
        return new FileReading(name, text).read();
    }

    /** What reading gives for a file that could not even be opened. */
    public static SourceFile unreadable(String name, String message) {
        return refused(name, Location.startOf(name), message, "make the file readable, or leave it out of the audit");
    }

    private static SourceFile refused(String name, Location location, String message, String remedy) {
        Document document = new Document(name, 0, location, Reading.UNREADABLE, Map.of(), null);
        return new SourceFile(name, List.of(document), List.of(Problem.unreadable(location, message, remedy)));
    }

    /** The text of a file as the places of findings count its lines and columns: a byte order mark is no part of it. */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        Charset charset = charset(bytes);
        String text = new String(bytes, charset);
        if (text.indexOf('\uFFFD') >= 0) {
            // Rarely, somebody wrote that very character; only a strict decoder tells.
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** UTF-8 unless a byte order mark says UTF-16, as in go-yaml's reader. */
    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    private static Location firstUndecodable(String name, byte[] bytes) {
        String lenient = new String(bytes, charset(bytes));
        int offset = Math.max(0, lenient.indexOf('\uFFFD'));
        return new LineIndex(name, lenient).span(offset, offset);
    }

    /** The reading of one file. */
    private final class FileReading {
        private final String name;
        private final String text;
        private final LineIndex lines;
        private final List<Document> documents = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        FileReading(String name, String text) {
            this.name = name;
            this.text = text;
            this.lines = new LineIndex(name, text);
        }

        SourceFile read() {
            for (Chunk chunk : Chunk.split(text)) {
                read(chunk);
            }
            problems.sort(Comparator.comparing(Problem::location));
            return new SourceFile(name, documents, problems);
        }

        private void read(Chunk chunk) {
            Chunk.Outline outline = chunk.outline();
            if (outline == null) {
                readWhole(chunk, Map.of());
                return;
            }
            Map<String, String> head = outline.scalars();
            Interest wanted = interest.apply(head);
            if (wanted instanceof Interest.None) {
                add(chunk, Reading.SKIPPED, head, null);
            } else if (!(wanted instanceof Interest.Only only && readOnly(chunk, outline, only))) {
                readWhole(chunk, head);
            }
        }

        /** False when the document has to be parsed whole after all. */
        private boolean readOnly(Chunk chunk, Chunk.Outline outline, Interest.Only only) {
            Excerpt excerpt = chunk.only(only.paths(), outline);
            if (excerpt == null) {
                return false;
            }
            try {
                List<Problem> found = new ArrayList<>();
                List<Node> roots = new YamlParser(excerpt, lines, limits, found).parse();
                if (roots.size() != 1) {
                    return false;
                }
                problems.addAll(found);
                add(chunk, Reading.PARTIAL, outline.scalars(), roots.get(0));
                return true;
            } catch (Refused perhapsOnlyInPart) {
                return false;
            }
        }

        private void readWhole(Chunk chunk, Map<String, String> head) {
            try {
                for (Node root : parse(chunk)) {
                    add(chunk, Reading.WHOLE, head, root);
                }
            } catch (Refused e) {
                boolean template =
                        text.indexOf("{{", chunk.start()) >= 0 && text.indexOf("{{", chunk.start()) < chunk.end();
                problems.add(new Problem(
                        template ? Problem.Kind.TEMPLATE : Problem.Kind.UNREADABLE,
                        e.location(),
                        e.reason(),
                        e.remedy(),
                        List.of()));
                add(chunk, Reading.UNREADABLE, head, null);
            }
        }

        private List<Node> parse(Chunk chunk) throws Refused {
            return text.charAt(chunk.contentStart()) == '{' ? parseJson(chunk) : parseYaml(chunk);
        }

        /** JSON as such, which unlike YAML may be indented with tabs; else the YAML that it may be after all. */
        private List<Node> parseJson(Chunk chunk) throws Refused {
            List<Problem> found = new ArrayList<>();
            try {
                Excerpt json = Excerpt.of(text, chunk.contentStart(), chunk.end());
                List<Node> roots = new JsonParser(json, lines, limits, found).parse();
                problems.addAll(found);
                return roots;
            } catch (Refused notJson) {
                try {
                    return parseYaml(chunk);
                } catch (Refused notYaml) {
                    throw name.endsWith(".json") ? notJson : notYaml;
                }
            }
        }

        private List<Node> parseYaml(Chunk chunk) throws Refused {
            return new YamlParser(chunk.whole(), lines, limits, problems).parse();
        }

        private void add(Chunk chunk, Reading reading, Map<String, String> head, @Nullable Node root) {
            int content = chunk.contentStart();
            Location location = root == null ? lines.span(content, content) : root.location();
            documents.add(new Document(name, documents.size(), location, reading, head, root));
        }
    }
}
