package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.GenericType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was written to fields, told apart by the type of the object, and who reads them. */
final class Fields {

    /** A field of all objects of a type; {@code holder} is null for a static field. */
    record Key(String owner, String name, @Nullable GenericType holder) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && name.equals(key.name)
                    && owner.equals(key.owner)
                    && Objects.equals(holder, key.holder);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Objects.hashCode(holder);
        }
    }

    private final Map<Key, Value> values = new HashMap<>();
    private final Map<Key, Set<Context>> readers = new HashMap<>();

    @Nullable
    Value read(Key key, Context reader) {
        readers.computeIfAbsent(key, field -> new LinkedHashSet<>()).add(reader);
        return values.get(key);
    }

    /** Takes in a written value; those who must look again, for it says something new. */
    Set<Context> write(Key key, Value value) {
        Value joined = Value.either(values.get(key), value);
        boolean changed = !joined.equals(values.put(key, joined));
        return changed ? readers.getOrDefault(key, Set.of()) : Set.of();
    }
}
