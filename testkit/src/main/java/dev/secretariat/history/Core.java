package dev.secretariat.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the few answers that cannot all be right. An operation that does not fit stands among many that have nothing to do with it; but none of them can just be left
 * out, since a pop without its push would not fit either. So each in turn is taken to be never answered: then it may come anywhere or not at all, with any
 * result. If there is no order even so, its answer does not matter.
 */
final class Core<S, O, R extends @Nullable Object> {
    /** Configurations of one search, and of all, with the lists made for it: a report is made in a moment, and tells more where these are too few. */
    private static final int MAX_EACH = 1_000;

    private static final int MAX_ALL = 50_000;

    private final S initial;
    private final Rules<S, O, R> rules;
    private final Consistency consistency;
    private int left = MAX_ALL;

    Core(S initial, Rules<S, O, R> rules, Consistency consistency) {
        this.initial = initial;
        this.rules = rules;
        this.consistency = consistency;
    }

    /**
     * Returns the operations whose answers are enough.
     *
     * @param all the history, for what is quiescent
     * @param part some of them, which have no order
     */
    List<Operation<O, R>> of(List<Operation<O, R>> all, Set<Operation<O, R>> part) {
        List<Operation<O, R>> weak = new ArrayList<>(all);
        List<Operation<O, R>> core = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Operation<O, R> operation = all.get(i);
            if (!part.contains(operation) || !operation.isComplete()) continue;
            weak.set(
                    i,
                    new Operation<>(
                            operation.client(),
                            operation.operation(),
                            new Unanswered<>(true),
                            operation.called(),
                            null));
            if (left > 0 && fitsNowhere(all, weak, part)) continue;
            weak.set(i, operation);
            core.add(operation);
        }
        return core;
    }

    private boolean fitsNowhere(List<Operation<O, R>> all, List<Operation<O, R>> weak, Set<Operation<O, R>> part) {
        Set<Operation<O, R>> weakPart = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            if (part.contains(all.get(i))) weakPart.add(weak.get(i));
        }
        List<List<Event<O, R>>> lists = new ArrayList<>();
        for (List<Event<O, R>> list : Precedence.of(weak, consistency)) {
            lists.add(list.stream()
                    .filter(event -> weakPart.contains(event.operation()))
                    .toList());
        }
        Search<S, O, R> search = new Search<>(initial, rules, lists, MAX_EACH);
        Search.End end = search.run();
        left -= search.size() + all.size();
        return end == Search.End.NONE;
    }
}
