package io.github.tokenaudit.usage;

import java.util.List;

/**
 * How much of the operator's own code the analysis understood.
 *
 * @param calls calls of a Kubernetes client that make a request, without those that stand apart
 * @param resolved those of which the resource is known
 * @param unresolved the others, those that are known in some cases only, and those that stand apart
 * @param missing names of the classes of Kubernetes clients and frameworks that the code uses and no class path has;
 *     where there are any, requests of all kinds may have been missed
 */
public record Coverage(int calls, int resolved, List<UnresolvedCall> unresolved, List<String> missing) {

    public Coverage {
        unresolved = List.copyOf(unresolved);
        missing = List.copyOf(missing);
    }

    /** How many calls stand apart. */
    public int apart() {
        return (int) unresolved.stream().filter(UnresolvedCall::apart).count();
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
     * @param apart whether it is not counted, because it can't run: it stands in a generic class of which nothing in the
     *     code makes an object, so that there is no resource that it could be about
     */
    public record UnresolvedCall(
            CallSite site,
            List<String> verbs,
            String via,
            String reason,
            boolean reached,
            boolean partly,
            boolean apart) {

        public UnresolvedCall {
            verbs = List.copyOf(verbs);
        }
    }
}
