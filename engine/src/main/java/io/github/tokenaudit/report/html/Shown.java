package io.github.tokenaudit.report.html;

import java.util.List;

/**
 * As much of a list as the page has room for: no input makes the page grow without bound.
 *
 * @param items the first ones
 * @param leftOut how many come after them
 */
record Shown<T>(List<T> items, int leftOut) {

    Shown {
        items = List.copyOf(items);
    }

    static <T> Shown<T> of(List<T> all, int most) {
        int shown = Math.min(all.size(), most);
        return new Shown<>(all.subList(0, shown), all.size() - shown);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }
}
