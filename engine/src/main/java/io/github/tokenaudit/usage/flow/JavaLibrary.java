package io.github.tokenaudit.usage.flow;

import java.util.Set;

/** Methods of the JDK's collections that hand on what they are given, beyond what their types tell. */
final class JavaLibrary {

    private static final Set<String> MAKERS = Set.of(
            "asList",
            "copyOf",
            "of",
            "ofNullable",
            "requireNonNull",
            "requireNonNullElse",
            "singleton",
            "singletonList",
            "unmodifiableList",
            "unmodifiableSet",
            "valueOf");

    private static final Set<String> TAKERS = Set.of(
            "filter",
            "findAny",
            "findFirst",
            "get",
            "getFirst",
            "getLast",
            "iterator",
            "next",
            "orElse",
            "orElseThrow",
            "parallelStream",
            "peek",
            "sorted",
            "stream",
            "toString",
            "toList");

    private JavaLibrary() {}

    /** What a call returns, with the strings that it hands on. */
    static Value after(Call call, Value returned) {
        if (!call.owner().startsWith("java/util/") && !call.owner().startsWith("java/lang/")) {
            return returned;
        }
        Constants handed = Constants.NONE;
        if (call.receiver() == null && MAKERS.contains(call.name())) {
            for (Value argument : call.arguments()) {
                handed = handed.join(argument.constants());
            }
        } else if (call.receiver() != null && TAKERS.contains(call.name())) {
            handed = call.receiver().constants();
        }
        return handed.equals(Constants.NONE) ? returned : returned.with(handed);
    }
}
