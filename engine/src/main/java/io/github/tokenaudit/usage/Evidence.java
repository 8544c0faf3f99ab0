package io.github.tokenaudit.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shows that a permission is needed.
 *
 * @param strength how much it shows
 * @param site the call, or the class that declares something to a framework; null where only the class path tells
 * @param chain methods from the entry point to the call, as {@code C.method}; empty where there is no call
 * @param via what makes the request, as {@code Gettable.get}
 */
public record Evidence(Strength strength, @Nullable CallSite site, List<String> chain, String via) {

    public Evidence {
        chain = List.copyOf(chain);
    }
}
