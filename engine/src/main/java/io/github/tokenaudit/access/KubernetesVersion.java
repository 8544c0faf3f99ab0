package io.github.tokenaudit.access;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A minor version of Kubernetes, compared as numbers.
 *
 * @param major 1, so far
 * @param minor what changes three times a year
 */
record KubernetesVersion(int major, int minor) implements Comparable<KubernetesVersion> {

    /** Reads {@code 1.34}. */
    static KubernetesVersion of(String text) {
        int dot = text.indexOf('.');
        return new KubernetesVersion(
                Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(KubernetesVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    boolean isAtLeast(String text) {
        return compareTo(of(text)) >= 0;
    }

    /** Whether this version has what our data files say exists from {@code since} to {@code until}, both included. */
    boolean has(JsonNode thing) {
        return (!thing.has("since") || isAtLeast(thing.get("since").asText()))
                && (!thing.has("until") || compareTo(of(thing.get("until").asText())) <= 0);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
