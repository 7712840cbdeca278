package dev.secretariat.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A history whose parts are looked at by themselves: one, or one for each key.
 *
 * @param limit of configurations, for all parts together
 * @param all the whole history
 */
record Parts<O, R extends @Nullable Object>(Consistency consistency, int limit, List<Operation<O, R>> all) {
    static <O, R extends @Nullable Object> List<List<List<Event<O, R>>>> byKey(Keys<O> keys, List<Event<O, R>> events) {
        Map<Object, List<Event<O, R>>> parts = new LinkedHashMap<>();
        for (Event<O, R> event : events)
            parts.computeIfAbsent(keys.of(event.operation()), any -> new ArrayList<>())
                    .add(event);
        return parts.values().stream().map(List::of).toList();
    }

    /** Looks at each part. One that cannot be explained decides, also after one that was given up. */
    <S> Verdict verdict(S initial, Rules<S, O, R> rules, List<List<List<Event<O, R>>>> parts) {
        Report<S, O, R> report = new Report<>(rules, new Core<>(initial, rules, consistency), all);
        int configurations = 0;
        boolean isUndecided = false;
        for (List<List<Event<O, R>>> part : parts) {
            Search<S, O, R> search = new Search<>(initial, rules, part, Math.max(1, limit - configurations));
            Search.End end = search.run();
            configurations += search.size();
            if (end == Search.End.NONE)
                return Verdict.inconsistent(consistency, report.of(search.deadEnd()), configurations);
            if (end == Search.End.GIVEN_UP) isUndecided = true;
            else report.add(search.order());
        }
        if (isUndecided) return Verdict.undecided(consistency, report.ofUndecided(initial, limit), configurations);
        return Verdict.consistent(consistency, report::ofOrders, configurations);
    }
}
