package io.github.tokenaudit.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.tokenaudit.source.Node.Scalar;
import io.github.tokenaudit.source.TreeBuilder.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON to trees: one document or a stream of them, as kubectl reads. */
final class JsonParser {

    private final Excerpt excerpt;
    private final LineIndex lines;
    private final Limits limits;
    private final List<Problem> problems;

    JsonParser(Excerpt excerpt, LineIndex lines, Limits limits, List<Problem> problems) {
        this.excerpt = excerpt;
        this.lines = lines;
        this.limits = limits;
        this.problems = problems;
    }

    /** The documents of the excerpt, in order. */
    List<Node> parse() throws Refused {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
        List<Node> documents = new ArrayList<>();
        try (com.fasterxml.jackson.core.JsonParser json = factory.createParser(excerpt.content())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                Node document = parseDocument(json, token);
                if (document != null) {
                    documents.add(document);
                }
            }
            return documents;
        } catch (JsonProcessingException e) {
            int offset = e.getLocation() == null ? 0 : (int) e.getLocation().getCharOffset();
            int place = excerpt.offsetOfChar(
                    Math.max(0, Math.min(offset, excerpt.content().length())));
            throw new Refused(
                    lines.span(place, place),
                    e.getOriginalMessage(),
                    "mend the JSON at this place; nothing of this document was audited");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory can't fail", e);
        }
    }

    private @Nullable Node parseDocument(com.fasterxml.jackson.core.JsonParser json, JsonToken first)
            throws IOException, Refused {
        TreeBuilder tree = new TreeBuilder(limits, problems);
        int depth = 0;
        JsonToken token = first;
        do {
            if (token == null) {
                throw new Refused(
                        at(json, 0),
                        "the JSON ends in the middle",
                        "complete it; nothing of this document was audited");
            }
            switch (token) {
                case START_OBJECT -> {
                    depth++;
                    tree.startMapping(at(json, 1));
                }
                case START_ARRAY -> {
                    depth++;
                    tree.startSequence(at(json, 1));
                }
                case END_OBJECT, END_ARRAY -> {
                    depth--;
                    tree.end(at(json, 1));
                }
                case FIELD_NAME, VALUE_STRING -> tree.add(scalar(json, false));
                default -> tree.add(scalar(json, true));
            }
            token = depth > 0 ? json.nextToken() : null;
        } while (depth > 0);
        return tree.root();
    }

    private Scalar scalar(com.fasterxml.jackson.core.JsonParser json, boolean plain) throws IOException {
        String text = json.getText();
        return new Scalar(text, plain, at(json, 0));
    }

    private Location at(com.fasterxml.jackson.core.JsonParser json, int length) {
        long start = json.currentTokenLocation().getCharOffset();
        long end = length > 0 ? start + length : json.currentLocation().getCharOffset();
        return lines.span(excerpt.offsetOfChar((int) start), excerpt.offsetOfChar((int) end));
    }
}
