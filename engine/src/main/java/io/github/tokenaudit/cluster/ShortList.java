package io.github.tokenaudit.cluster;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of manifests in messages, which a long one would bury. */
public final class ShortList {

    private ShortList() {}

    /** The first texts of a list, and a sign where there are more: {@code pods, services, …}. */
    public static String of(Collection<String> texts, int most) {
        String some = texts.stream().limit(most).collect(Collectors.joining(", "));
        return texts.size() > most ? some + ", …" : some;
    }
}
