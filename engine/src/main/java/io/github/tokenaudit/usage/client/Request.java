package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.flow.Context;
import io.github.tokenaudit.usage.flow.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that a call or a declaration makes.
 *
 * @param verb what it does
 * @param permissions what it needs; empty where that isn't known
 * @param unresolved why not all of it is known; null when it is
 * @param certainty whether it is made
 * @param via what makes it, as {@code Gettable.get}
 * @param context from where the call is followed; null when there is no call
 * @param site where the call stands; null when there is no call
 * @param declaredBy the class that declares what a framework acts on; null when there is a call
 * @param guessed whether the call was guessed from types, for want of better knowledge
 */
public record Request(
        String verb,
        List<Permission> permissions,
        @Nullable String unresolved,
        Certainty certainty,
        String via,
        @Nullable Context context,
        @Nullable Site site,
        @Nullable ClassInfo declaredBy,
        boolean guessed) {

    /** Whether it was seen only for want of better knowledge. */
    public boolean isGuess() {
        return guessed || (context != null && context.isGuess());
    }

    /** Whether a request is made. */
    public enum Certainty {
        /** Whenever the code runs. */
        ALWAYS,
        /** In some cases. */
        SOMETIMES,
        /** By a framework, for what the code declares. */
        BY_FRAMEWORK,
        /** Never by the code itself: it grants to others what it must hold for that. */
        BY_OTHERS
    }

    public Request {
        permissions = List.copyOf(permissions);
    }
}
