package io.github.tokenaudit.report.html;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Path;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.posture.Opening;
import io.github.tokenaudit.posture.OperatorCard;
import io.github.tokenaudit.report.Prose;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A way from a pod to its power as boxes below each other, each with an arrow to the next. Sizes are in pixels; the width is
 * a phone's, so that it never has to shrink.
 *
 * @param title what tells it from the other ways of the pod; null where it is the only one
 * @param boxes from the pod to where it leads
 * @param height of the whole
 * @param description the same in words, for who doesn't see it
 */
record Picture(@Nullable String title, List<Box> boxes, int height, String description) {

    /** As wide as the text of a box may get. */
    static final int WIDTH = 340;

    private static final int PADDING = 10;
    private static final int LINE = 18;
    private static final int GAP = 22;
    private static final int CLOSE = 6;
    /** More letters than that don't fit on a line of a box. */
    private static final int LETTERS = 46;

    private static final int MOST_LINES = 4;
    private static final int MOST_STEPS = 8;
    private static final int MOST_ABILITIES = 2;

    /**
     * A box.
     *
     * @param y its upper edge
     * @param height its height
     * @param lines what stands in it
     * @param color its colour; null for none
     * @param beside whether it is one more end beside the box above it, which no arrow leads to
     * @param condition whether one comes here only under a condition that manifests can't show
     */
    record Box(
            int y, int height, List<String> lines, @Nullable String color, boolean beside, boolean condition) {

        /** The base line of the text's n-th line, from 0. */
        int line(int n) {
            return y + PADDING + LINE * n + LINE - 5;
        }
    }

    /** What the pod itself gives of its node, if anything; and the way that its token goes. */
    static List<Picture> allOf(OperatorCard operator) {
        List<Opening> openings = operator.openings();
        return openings.isEmpty()
                ? List.of(ofToken(operator, null))
                : List.of(ofNode(operator, openings), ofToken(operator, "By its token"));
    }

    private static Picture ofNode(OperatorCard operator, List<Opening> openings) {
        Drawing drawing = new Drawing();
        drawing.add(name(operator), null, false);
        openings.stream()
                .limit(MOST_STEPS)
                .forEach(opening ->
                        drawing.addBeside(Words.sentence(Prose.plain(opening.gain())), color(opening.severity())));
        if (openings.size() > MOST_STEPS) {
            drawing.addBeside((openings.size() - MOST_STEPS) + " more", color(Severity.INFO));
        }
        return drawing.finish("By the pod itself, without its token");
    }

    private static Picture ofToken(OperatorCard operator, @Nullable String title) {
        Drawing drawing = new Drawing();
        drawing.add(workload(operator), null, false);
        List<TokenMount> own = operator.ownTokens();
        List<String> others = operator.otherAccounts();
        if (own.isEmpty() && others.isEmpty()) {
            drawing.add("no container holds a token that the API server takes", color(Capability.OWN), false);
            return drawing.finish(title);
        }
        if (own.isEmpty()) {
            drawing.add("a token of account " + String.join(" and one of account ", others), null, false);
            drawing.add("whatever that one may do", null, false);
            return drawing.finish(title);
        }
        drawing.add("the token of account " + operator.account().display() + ", " + Words.valid(own), null, false);
        Path path = operator.power().worstPath();
        if (path == null) {
            Capability capability = operator.power().capability();
            drawing.add(
                    capability == Capability.OWN
                            ? "nothing dangerous by its grants"
                            : operator.power().words(),
                    color(capability),
                    false);
            return drawing.finish(title);
        }
        path.steps().stream().limit(MOST_STEPS).forEach(step -> drawing.add(words(step), null, false));
        if (path.steps().size() > MOST_STEPS) {
            drawing.add((path.steps().size() - MOST_STEPS) + " more steps", null, false);
        }
        drawing.add(
                path.goal().words()
                        + (path.isCertain() ? "" : ", provided that " + String.join(" and ", path.conditions())),
                color(path.capability()),
                !path.isCertain());
        if (!path.isCertain()) {
            addCertain(drawing, operator.power());
        }
        return drawing.finish(title);
    }

    /** Beside an end that a condition decides, what is certain: both are what the token is worth. */
    private static void addCertain(Drawing drawing, Power power) {
        List<Ability> certain = power.worst();
        if (!certain.isEmpty()) {
            Capability capability = certain.get(0).gain().capability();
            drawing.addBeside(
                    "without conditions: "
                            + certain.stream()
                                    .filter(ability -> ability.gain().capability() == capability)
                                    .limit(MOST_ABILITIES)
                                    .map(Words::can)
                                    .collect(Collectors.joining(", and ")),
                    color(capability));
        }
    }

    private static String name(OperatorCard operator) {
        return operator.workload().id().kind() + " " + operator.workload().id().name();
    }

    private static String workload(OperatorCard operator) {
        long containers =
                operator.tokens().stream().map(TokenMount::container).distinct().count();
        return name(operator) + (containers < 2 ? "" : ", in " + containers + " containers");
    }

    private static String words(Step step) {
        Account holder = step.holder();
        String prefix = holder == null ? "" : "account " + holder.display() + " can ";
        return step.text().startsWith(prefix) ? step.text().substring(prefix.length()) : step.text();
    }

    private static String color(Capability capability) {
        return switch (capability) {
            case CLUSTER, NODE -> "#9b1c31";
            case TENANT -> "#c2410c";
            case NAMESPACE -> "#8a6100";
            case OWN -> "#566073";
        };
    }

    private static String color(Severity severity) {
        return switch (severity) {
            case CRITICAL -> color(Capability.NODE);
            case HIGH -> color(Capability.TENANT);
            case MEDIUM -> color(Capability.NAMESPACE);
            case LOW, INFO -> color(Capability.OWN);
        };
    }

    /** Puts boxes below each other. */
    private static final class Drawing {
        private final List<Box> boxes = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private int y = 1;

        void add(String text, @Nullable String color, boolean condition) {
            words.add((boxes.isEmpty() ? "" : "; then ") + text);
            add(text, color, false, condition);
        }

        /** Adds an end; those after the first one, which an arrow leads to, stand close below it. */
        void addBeside(String text, String color) {
            boolean first = boxes.size() == 1;
            y -= first ? 0 : GAP - CLOSE;
            words.add((first ? "; then " : "; or ") + text);
            add(text, color, !first, false);
        }

        private void add(String text, @Nullable String color, boolean beside, boolean condition) {
            List<String> lines = lines(text);
            int height = 2 * PADDING + LINE * lines.size();
            boxes.add(new Box(y, height, lines, color, beside, condition));
            y += height + GAP;
        }

        Picture finish(@Nullable String title) {
            return new Picture(title, List.copyOf(boxes), y - GAP + 1, String.join("", words));
        }

        /** Breaks a text into lines, at spaces where there are any, and cuts what is too long for a picture. */
        private static List<String> lines(String text) {
            List<String> lines = new ArrayList<>();
            String rest = text;
            while (!rest.isEmpty() && lines.size() < MOST_LINES) {
                if (rest.length() <= LETTERS) {
                    lines.add(rest);
                    return lines;
                }
                boolean last = lines.size() == MOST_LINES - 1;
                int space = rest.lastIndexOf(' ', LETTERS);
                int end = last || space < LETTERS / 3 ? LETTERS - 1 : space;
                end -= Character.isHighSurrogate(rest.charAt(end - 1)) ? 1 : 0;
                lines.add(rest.substring(0, end) + (last ? "…" : ""));
                rest = rest.substring(end).strip();
            }
            return lines;
        }
    }
}
