package dev.secretariat.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of an object that consists of parts. Parts that are not in the map are in their initial state. */
record KeyedRules<S, O, R extends @Nullable Object>(S initial, Rules<S, O, R> rules, Keys<O> keys)
        implements Rules<Map<Object, S>, O, R> {
    @Override
    public Collection<Map<Object, S>> after(Map<Object, S> parts, Operation<O, R> operation) {
        Object key = keys.of(operation);
        List<Map<Object, S>> wholes = new ArrayList<>();
        for (S part : rules.after(parts.getOrDefault(key, initial), operation)) {
            Map<Object, S> whole = new HashMap<>(parts);
            whole.put(key, part);
            wholes.add(whole);
        }
        return wholes;
    }

    @Override
    public @Nullable String expected(Map<Object, S> parts, Operation<O, R> operation) {
        return rules.expected(parts.getOrDefault(keys.of(operation), initial), operation);
    }
}
