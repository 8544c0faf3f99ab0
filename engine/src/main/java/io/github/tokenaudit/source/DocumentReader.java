package io.github.tokenaudit.source;

import io.github.tokenaudit.source.Document.Reading;
import io.github.tokenaudit.source.TreeBuilder.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
        Text text = Text.of(name, bytes);
        if (!text.isWellEncoded()) {
            return refused(
                    name,
                    new LineIndex(text, text.start(), 0).span(text.end(), text.end()),
                    "the bytes here are not UTF-8, which Kubernetes requires",
                    "save the file as UTF-8; nothing of it was audited");
        }
        return new FileReading(text).read();
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
        String text =
                Text.charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The reading of one file. */
    private final class FileReading {
        private final Text text;
        private final List<Document> documents = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        FileReading(Text text) {
            this.text = text;
        }

        SourceFile read() {
            for (Chunk chunk : Chunk.split(text)) {
                read(chunk);
            }
            problems.sort(Comparator.comparing(Problem::location));
            return new SourceFile(text.file(), documents, problems);
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
                List<Node> roots = new YamlParser(excerpt, chunk.lines(), limits, found).parse();
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
                boolean template = chunk.whole().content().contains("{{");
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
            return text.at(chunk.contentStart()) == '{' ? parseJson(chunk) : parseYaml(chunk);
        }

        /** JSON as such, which unlike YAML may be indented with tabs; else the YAML that it may be after all. */
        private List<Node> parseJson(Chunk chunk) throws Refused {
            List<Problem> found = new ArrayList<>();
            try {
                Excerpt json = Excerpt.of(text, chunk.contentStart(), chunk.end());
                List<Node> roots = new JsonParser(json, chunk.lines(), limits, found).parse();
                problems.addAll(found);
                return roots;
            } catch (Refused notJson) {
                try {
                    return parseYaml(chunk);
                } catch (Refused notYaml) {
                    throw text.file().endsWith(".json") ? notJson : notYaml;
                }
            }
        }

        private List<Node> parseYaml(Chunk chunk) throws Refused {
            return new YamlParser(chunk.whole(), chunk.lines(), limits, problems).parse();
        }

        private void add(Chunk chunk, Reading reading, Map<String, String> head, @Nullable Node root) {
            int content = chunk.contentStart();
            Location location = root == null ? chunk.lines().span(content, content) : root.location();
            documents.add(new Document(text.file(), documents.size(), location, reading, head, root));
        }
    }
}
