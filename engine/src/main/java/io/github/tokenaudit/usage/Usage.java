package io.github.tokenaudit.usage;

import java.util.List;

/**
 * What an operator needs of the Kubernetes API.
 *
 * @param uses permissions in their order, each with its evidence
 * @param coverage how much of the code was understood
 * @param problems what could not be read or followed
 */
public record Usage(List<Use> uses, Coverage coverage, List<Problem> problems) {

    public Usage {
        uses = List.copyOf(uses);
        problems = List.copyOf(problems);
    }

    /**
     * Trouble with the code, because of which something may be missing here.
     *
     * @param place a file, class or method
     * @param message what is wrong and what follows, as a sentence
     */
    public record Problem(String place, String message) {}
}
