package io.github.tokenaudit.usage;

import java.util.List;

/**
 * How much of the operator's own code the analysis understood.
 *
 * @param calls calls of a Kubernetes client that make a request
 * @param resolved those of which the resource is known
 * @param unresolved the others, and those that are known in some cases only
 */
public record Coverage(int calls, int resolved, List<UnresolvedCall> unresolved) {

    public Coverage {
        unresolved = List.copyOf(unresolved);
    }

    /** How many calls are unresolved in code that no entry point leads to, as in generic classes that nobody uses. */
    public int unreached() {
        return (int) unresolved.stream()
                .filter(call -> !call.reached() && !call.partly())
                .count();
    }

    /**
     * A call of which it is not known, or not in all cases, what it requests.
     *
     * @param site where it stands
     * @param verbs what it would do
     * @param via what makes the request, as {@code Gettable.get}
     * @param reason why it isn't known
     * @param reached whether an entry point of the program leads to it
     * @param partly whether it is counted as resolved, because other ways to it are known
     */
    public record UnresolvedCall(
            CallSite site, List<String> verbs, String via, String reason, boolean reached, boolean partly) {

        public UnresolvedCall {
            verbs = List.copyOf(verbs);
        }
    }
}
