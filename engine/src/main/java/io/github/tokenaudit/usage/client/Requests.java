package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.client.Request.Certainty;
import io.github.tokenaudit.usage.flow.Call;
import io.github.tokenaudit.usage.flow.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects requests; of a context that is followed again, those of the last time count. */
final class Requests {

    private final Map<Context, Set<Request>> ofCalls = new LinkedHashMap<>();
    private final Set<Request> ofDeclarations = new LinkedHashSet<>();

    void begin(Context context) {
        ofCalls.remove(context);
    }

    /** What a call requests. */
    void add(Call call, String verb, Subject subject, Certainty certainty, String via) {
        add(call, verb, subject.permissions(verb), subject.unresolved(), certainty, via);
    }

    /** What a call requests of which the resource isn't known. */
    void addUnresolved(Call call, String verb, String reason, String via) {
        add(call, verb, List.of(), reason, Certainty.ALWAYS, via);
    }

    private void add(
            Call call,
            String verb,
            List<Permission> permissions,
            @Nullable String unresolved,
            Certainty certainty,
            String via) {
        ofCalls.computeIfAbsent(call.caller(), context -> new LinkedHashSet<>())
                .add(new Request(
                        verb, permissions, unresolved, certainty, via, call.caller(), call.site(), null, call.guess()));
    }

    /** What a framework requests for a declaration; {@code declaredBy} is null where the class path alone tells. */
    void declare(@Nullable ClassInfo declaredBy, String verb, Subject subject, Certainty certainty, String via) {
        ofDeclarations.add(new Request(
                verb, subject.permissions(verb), subject.unresolved(), certainty, via, null, null, declaredBy, false));
    }

    /** All of those that still count. */
    List<Request> all() {
        List<Request> all = new ArrayList<>(ofDeclarations);
        ofCalls.forEach((context, requests) -> {
            if (context.counts()) {
                all.addAll(requests);
            }
        });
        return all;
    }
}
