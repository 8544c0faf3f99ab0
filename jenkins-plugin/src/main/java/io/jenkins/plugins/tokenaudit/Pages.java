package io.jenkins.plugins.tokenaudit;

/**
 * A long list cut into pages.
 *
 * @param number of the page, from 1; a number too high is the last one
 * @param size how much goes on a page
 * @param all how much there is
 */
record Pages(int number, int size, int all) {

    Pages {
        number = Math.max(1, Math.min(number, last(size, all)));
    }

    private static int last(int size, int all) {
        return (all + size - 1) / size;
    }

    /** The index of the first element. */
    int from() {
        return (number - 1) * size;
    }

    /** The index behind the last element. */
    int to() {
        return Math.min(all, number * size);
    }

    boolean hasPrevious() {
        return number > 1;
    }

    boolean hasNext() {
        return number < last(size, all);
    }

    boolean isOnly() {
        return all <= size;
    }
}
