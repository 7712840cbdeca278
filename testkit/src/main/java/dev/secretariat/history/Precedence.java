package dev.secretariat.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which operations must come before which, as lists of calls and answers: an operation can come next if, in its list, before its call there is no
 * answer of one that has not come yet. Those without an answer keep nobody waiting; those without effect are in no list.
 */
final class Precedence {
    private Precedence() {}

    static <O, R extends @Nullable Object> List<List<Event<O, R>>> of(
            List<Operation<O, R>> operations, Consistency consistency) {
        List<Event<O, R>> events = events(operations);
        if (consistency == Consistency.SEQUENTIAL) return byClient(events);
        List<Event<O, R>> one = consistency == Consistency.QUIESCENT ? stretched(events) : effective(events);
        return List.of(one);
    }

    private static <O, R extends @Nullable Object> List<Event<O, R>> events(List<Operation<O, R>> operations) {
        record Numbered<O, R extends @Nullable Object>(long number, Event<O, R> event) {}
        List<Numbered<O, R>> numbered = new ArrayList<>();
        for (Operation<O, R> operation : operations) {
            numbered.add(new Numbered<>(operation.called().number(), new Event<>(operation, true)));
            Moment ended = operation.ended();
            if (ended != null && !operation.response().isUnknown())
                numbered.add(new Numbered<>(ended.number(), new Event<>(operation, false)));
        }
        numbered.sort(Comparator.comparingLong(Numbered::number));
        return numbered.stream().map(Numbered::event).toList();
    }

    private static <O, R extends @Nullable Object> List<Event<O, R>> effective(List<Event<O, R>> events) {
        Predicate<Event<O, R>> hasEffect = event -> !event.operation().hadNoEffect();
        return events.stream().filter(hasEffect).toList();
    }

    private static <O, R extends @Nullable Object> List<List<Event<O, R>>> byClient(List<Event<O, R>> events) {
        Map<String, List<Event<O, R>>> lists = new LinkedHashMap<>();
        for (Event<O, R> event : effective(events)) {
            lists.computeIfAbsent(event.operation().client(), any -> new ArrayList<>())
                    .add(event);
        }
        return List.copyOf(lists.values());
    }

    /** All that happens between two quiescent moments overlaps: first come its calls, then its answers. */
    private static <O, R extends @Nullable Object> List<Event<O, R>> stretched(List<Event<O, R>> events) {
        List<Event<O, R>> stretched = new ArrayList<>();
        List<Event<O, R>> answers = new ArrayList<>();
        int open = 0;
        for (Event<O, R> event : events) {
            open += event.isCall() ? 1 : -1;
            (event.isCall() ? stretched : answers).add(event);
            if (open == 0) {
                stretched.addAll(answers);
                answers.clear();
            }
        }
        stretched.addAll(answers);
        return effective(stretched);
    }
}
