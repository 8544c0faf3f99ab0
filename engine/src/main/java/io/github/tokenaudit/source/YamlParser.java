package io.github.tokenaudit.source;

import io.github.tokenaudit.source.Node.Scalar;
import io.github.tokenaudit.source.TreeBuilder.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML to trees. Works on SnakeYAML's events rather than on its node graph, which keeps neither an alias's place nor
 * duplicate keys, leaves merge keys raw, and has limits of its own.
 */
final class YamlParser {

    /** More tabs between tokens than this are nobody's style; each costs a parse. */
    private static final int MAX_SEPARATING_TABS = 100;

    private static final String MEND = "mend the YAML at this place; nothing of this document was audited";
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Set<String> TYPED_BY_TEXT = Set.of(CORE + "bool", CORE + "int", CORE + "float", CORE + "null");

    private final Excerpt excerpt;
    private final LineIndex lines;
    private final Limits limits;
    private final List<Problem> problems;
    private final Map<String, Node> anchors = new HashMap<>();
    private final boolean countsAsEditorsDo;

    YamlParser(Excerpt excerpt, LineIndex lines, Limits limits, List<Problem> problems) {
        this.excerpt = excerpt;
        this.lines = lines;
        this.countsAsEditorsDo =
                excerpt.isAsciiFrom(lines.start()) && excerpt.content().indexOf('\r') < 0;
        this.limits = limits;
        this.problems = problems;
    }

    /** The documents of the excerpt, in order; documents that are null are left out. */
    List<Node> parse() throws Refused {
        String content = excerpt.content();
        for (int tabs = 0; ; tabs++) {
            StreamReader reader = new StreamReader(content);
            try {
                List<Problem> found = new ArrayList<>();
                List<Node> documents = parse(reader, found);
                problems.addAll(found);
                return documents;
            } catch (MarkedYAMLException e) {
                int tab = tabs < MAX_SEPARATING_TABS ? separatingTab(content, e.getProblemMark()) : -1;
                if (tab < 0) {
                    throw refused(e);
                }
                content = content.substring(0, tab) + ' ' + content.substring(tab + 1);
            } catch (ReaderException e) {
                int offset = excerpt.offsetOfCodePoint(Math.max(0, e.getPosition()));
                throw new Refused(
                        lines.span(offset, offset),
                        String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()),
                        "remove it, or write it as an escape in double quotes");
            } catch (YAMLException e) {
                // Thrown without a mark where text stands behind a value that ends at the indentation of its key.
                int offset = excerpt.offsetOfCodePoint(reader.getIndex());
                throw new Refused(lines.span(offset, offset), String.valueOf(e.getMessage()), MEND);
            }
        }
    }

    /**
     * Where SnakeYAML stumbled over a tab that only separates, as in {@code key:<tab>value} or between the items of a
     * flow collection; -1 for any other trouble. Kubernetes' parser skips such tabs (libyaml,
     * {@code yaml_parser_scan_to_next_token}) and, like SnakeYAML, refuses those that indent or follow a dash.
     */
    private static int separatingTab(String content, @Nullable Mark mark) {
        if (mark == null) {
            return -1;
        }
        int tab = content.offsetByCodePoints(0, mark.getIndex());
        if (tab >= content.length() || content.charAt(tab) != '\t') {
            return -1;
        }
        String before =
                content.substring(content.lastIndexOf('\n', tab) + 1, tab).stripTrailing();
        boolean flow =
                content.stripLeading().startsWith("{") || content.stripLeading().startsWith("[");
        boolean separates = !before.isBlank() && !before.endsWith("-") && !before.endsWith("?");
        return flow || separates ? tab : -1;
    }

    private List<Node> parse(StreamReader reader, List<Problem> found) throws Refused {
        ParserImpl parser = new ParserImpl(reader, options());
        List<Node> documents = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.StreamEnd)) {
            if (parser.getEvent().is(Event.ID.DocumentStart)) {
                Node document = parseDocument(parser, found);
                if (document != null && !(document instanceof Scalar scalar && scalar.isNull())) {
                    documents.add(document);
                }
            }
        }
        return documents;
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(Integer.MAX_VALUE);
        return options;
    }

    private @Nullable Node parseDocument(ParserImpl parser, List<Problem> found) throws Refused {
        TreeBuilder tree = new TreeBuilder(limits, found);
        List<String> openAnchors = new ArrayList<>();
        anchors.clear();
        for (Event event = parser.getEvent(); !event.is(Event.ID.DocumentEnd); event = parser.getEvent()) {
            if (event instanceof ScalarEvent scalar) {
                Node node = scalar(scalar);
                tree.add(node);
                remember(scalar.getAnchor(), node);
            } else if (event instanceof AliasEvent alias) {
                tree.add(named(alias));
            } else if (event instanceof MappingStartEvent start) {
                openAnchors.add(anchorOf(start));
                tree.startMapping(at(event));
            } else if (event instanceof SequenceStartEvent start) {
                openAnchors.add(anchorOf(start));
                tree.startSequence(at(event));
            } else {
                remember(openAnchors.remove(openAnchors.size() - 1), tree.end(at(event)));
            }
        }
        return tree.root();
    }

    private static String anchorOf(NodeEvent event) {
        String anchor = event.getAnchor();
        return anchor == null ? "" : anchor;
    }

    private void remember(@Nullable String anchor, Node node) {
        if (anchor != null && !anchor.isEmpty()) {
            anchors.put(anchor, node);
        }
    }

    private Node named(AliasEvent alias) throws Refused {
        Node node = anchors.get(alias.getAnchor());
        if (node == null) {
            throw new Refused(
                    at(alias),
                    "the alias *" + alias.getAnchor() + " names no anchor above it, or one that contains it",
                    "write the value out, or define the anchor in the same document");
        }
        return node;
    }

    private Scalar scalar(ScalarEvent event) throws Refused {
        String tag = event.getTag();
        if ((CORE + "binary").equals(tag)) {
            return new Scalar(decoded(event), false, at(event));
        }
        boolean typedByText = tag == null ? event.isPlain() : TYPED_BY_TEXT.contains(tag);
        return new Scalar(event.getValue(), typedByText, at(event));
    }

    private String decoded(ScalarEvent event) throws Refused {
        try {
            return new String(Base64.getMimeDecoder().decode(event.getValue()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new Refused(at(event), "a !!binary value is not base64", "write the value as a plain string");
        }
    }

    /** SnakeYAML breaks lines at a few characters more than editors, all beyond ASCII; mostly its count will do. */
    private Location at(Event event) {
        Mark first = event.getStartMark();
        Mark last = event.getEndMark();
        if (countsAsEditorsDo && last.getIndex() >= first.getIndex()) {
            return lines.span(first.getLine(), first.getColumn(), last.getLine(), last.getColumn());
        }
        int start = excerpt.offsetOfCodePoint(first.getIndex());
        int end = excerpt.offsetOfCodePoint(last.getIndex());
        return lines.span(start, end);
    }

    private Refused refused(MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        int offset = excerpt.offsetOfCodePoint(mark == null ? 0 : mark.getIndex());
        String problem = e.getProblem() == null ? "not valid YAML" : e.getProblem();
        String message = e.getContext() == null ? problem : e.getContext() + ", " + problem;
        String remedy = message.contains("\\t") ? "indent with spaces: YAML allows no tab there" : MEND;
        return new Refused(lines.span(offset, offset), message, remedy);
    }
}
