package io.github.tokenaudit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/**
 * How our JSON files look: indented by two, {@code \n} on every platform, places and lists of words on one line. Pure
 * ASCII, so that no terminal, log or code page makes something else of an invisible character.
 */
final class PrettyJson extends DefaultPrettyPrinter {

    private static final long serialVersionUID = 1;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    /** Fields whose values take one line, however deep. */
    private static final Set<String> ON_ONE_LINE = Set.of(
            "binding",
            "location",
            "namespaces",
            "object",
            "region",
            "resourceNames",
            "suppressions",
            "tags",
            "tool",
            "verbs");

    private PrettyJson() {
        super(SEPARATORS);
        indentObjectsWith(new Lines());
        indentArraysWith(new Lines());
    }

    /** Starts a file; closing the generator flushes the stream, but leaves it open. */
    static JsonGenerator to(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).setPrettyPrinter(new PrettyJson());
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
        super.writeObjectEntrySeparator(json);
        spaceOnOneLine(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
        super.writeArrayValueSeparator(json);
        spaceOnOneLine(json);
    }

    private static void spaceOnOneLine(JsonGenerator json) throws IOException {
        if (isOnOneLine(json)) {
            json.writeRaw(' ');
        }
    }

    private static final class Lines implements Indenter {

        @Override
        public void writeIndentation(JsonGenerator json, int level) throws IOException {
            if (!isOnOneLine(json)) {
                json.writeRaw('\n');
                json.writeRaw("  ".repeat(level));
            }
        }

        @Override
        public boolean isInline() {
            return false;
        }
    }

    private static boolean isOnOneLine(JsonGenerator json) {
        JsonStreamContext inside = json.getOutputContext();
        for (JsonStreamContext at = inside.getParent(); at != null; at = at.getParent()) {
            if (at.hasCurrentName() && ON_ONE_LINE.contains(at.getCurrentName())) {
                return true;
            }
        }
        return false;
    }
}
