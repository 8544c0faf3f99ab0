package io.github.tokenaudit.report.html;

import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Path;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.posture.OperatorCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from a pod to its power as boxes below each other, each with an arrow to the next. Sizes are in pixels; the
 * width is a phone's, so that it never has to shrink.
 *
 * @param boxes from the pod to where its token leads
 * @param height of the whole
 * @param description the same in words, for who doesn't see it
 */
record Picture(List<Box> boxes, int height, String description) {

    /** As wide as the text of a box may get. */
    static final int WIDTH = 340;

    private static final int PADDING = 10;
    private static final int LINE = 18;
    private static final int GAP = 22;
    /** More letters than that don't fit on a line of a box. */
    private static final int LETTERS = 46;

    private static final int MOST_LINES = 3;
    private static final int MOST_STEPS = 8;

    /**
     * A box.
     *
     * @param y its upper edge
     * @param height its height
     * @param lines what stands in it
     * @param color its colour; null for none
     * @param condition whether one comes here only under a condition that manifests can't show
     */
    record Box(
            int y, int height, List<String> lines, @Nullable String color, boolean condition) {

        int bottom() {
            return y + height;
        }

        /** The base line of the text's n-th line, from 0. */
        int line(int n) {
            return y + PADDING + LINE * n + LINE - 5;
        }
    }

    static Picture of(OperatorCard operator) {
        Drawing drawing = new Drawing();
        drawing.add(workload(operator), null, false);
        Path path = operator.power().worstPath();
        boolean needsNoToken = operator.workload().pod().containers().stream().anyMatch(Container::isPrivileged)
                && (path == null || path.capability().compareTo(Capability.NODE) < 0);
        if (needsNoToken) {
            drawing.add("a privileged container", null, false);
            drawing.add("root on its node, with the tokens of all pods there", color(Capability.NODE), false);
            return drawing.finish();
        }
        if (operator.tokens().isEmpty()) {
            drawing.add("no container holds a token", color(Capability.OWN), false);
            return drawing.finish();
        }
        Account account = operator.account();
        drawing.add("the token of account " + account.display() + lifetime(operator), null, false);
        if (path == null) {
            Capability capability = operator.power().capability();
            drawing.add(
                    capability == Capability.OWN
                            ? "nothing dangerous"
                            : operator.power().words(),
                    color(capability),
                    false);
            return drawing.finish();
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
        return drawing.finish();
    }

    private static String workload(OperatorCard operator) {
        long containers =
                operator.tokens().stream().map(TokenMount::container).distinct().count();
        String name =
                operator.workload().id().kind() + " " + operator.workload().id().name();
        return containers < 2 ? name : name + ", in " + containers + " containers";
    }

    private static String lifetime(OperatorCard operator) {
        boolean forEver = operator.tokens().stream().anyMatch(token -> token.validSeconds() == null);
        Long longest = operator.tokens().stream()
                .map(TokenMount::validSeconds)
                .filter(seconds -> seconds != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
        boolean extended = operator.tokens().stream()
                .anyMatch(token -> token.validSeconds() != null
                        && token.validSeconds().equals(longest)
                        && !token.validSeconds().equals(token.requestedSeconds()));
        return ", valid " + (forEver ? "for ever" : "for " + Words.lifetime(longest) + (extended ? " by default" : ""));
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

    /** Puts boxes below each other. */
    private static final class Drawing {
        private final List<Box> boxes = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private int y = 1;

        void add(String text, @Nullable String color, boolean condition) {
            List<String> lines = lines(text);
            int height = 2 * PADDING + LINE * lines.size();
            boxes.add(new Box(y, height, lines, color, condition));
            words.add(text);
            y += height + GAP;
        }

        Picture finish() {
            return new Picture(List.copyOf(boxes), y - GAP + 1, String.join("; then ", words));
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
