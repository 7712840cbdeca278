package dev.secretariat.history;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a history can be explained by a model: whether its operations, put in some order, would have been answered as they were.
 *
 * <pre>{@code
 * Checker.of(model).check(history);                                                    // linearizable?
 * Checker.of(model).consistency(Consistency.SEQUENTIAL).limit(5_000_000).check(history);
 * }</pre>
 *
 * <p>The question is NP-complete. Its cost is in proportion to the length of the history, as a rule, and to all that the calls that overlap at one time
 * might have led to, which grows quickly with their number and with that of calls that never returned. What helps is a key
 * ({@link Model#byKey}); for thousands of operations, fewer clients. Memory is bounded by the {@link #limit}.
 *
 * <p>The search is Wing and Gong's (1993) with Lowe's memory of where it has been (2017); parts are looked at by themselves as Horn and Kroening do
 * (Faster linearizability checking via P-compositionality, 2015). Immutable, and thread-safe if the model is.
 *
 * @param <O> the type of the operations
 * @param <R> the type of the results
 */
public final class Checker<O, R extends @Nullable Object> {
    /** Some hundred megabytes of small states. */
    private static final int DEFAULT_LIMIT = 500_000;

    private final Model<?, O, R> model;
    private final Consistency consistency;
    private final int limit;

    private Checker(Model<?, O, R> model, Consistency consistency, int limit) {
        this.model = model;
        this.consistency = consistency;
        this.limit = limit;
    }

    /** Makes one that looks for linearizability, and at half a million configurations at most. */
    public static <O, R extends @Nullable Object> Checker<O, R> of(Model<?, O, R> model) {
        return new Checker<>(Objects.requireNonNull(model, "model"), Consistency.LINEARIZABLE, DEFAULT_LIMIT);
    }

    /** Returns one that looks for another consistency. */
    public Checker<O, R> consistency(Consistency consistency) {
        return new Checker<>(model, Objects.requireNonNull(consistency, "consistency"), limit);
    }

    /**
     * Returns one that gives up sooner or later.
     *
     * @param configurations how many it looks at, all parts together, before it is undecided; each is a state, which is kept, after a set of operations;
     *     for a weaker consistency than linearizability, that is looked for before, at half as many
     */
    public Checker<O, R> limit(int configurations) {
        if (configurations < 1) throw new IllegalArgumentException("configurations is not positive: " + configurations);
        return new Checker<>(model, consistency, configurations);
    }

    /**
     * Returns if the history can be explained.
     *
     * @throws HistoryFailure if it cannot, or if that is not known when the limit is reached; tells why
     * @throws FaultyModelException if the model throws, returns null or changes a state
     */
    public void check(History<O, R> history) {
        Verdict verdict = verdict(history);
        if (!verdict.isConsistent()) throw new HistoryFailure(verdict);
    }

    /**
     * Returns whether the history can be explained.
     *
     * @throws FaultyModelException if the model throws, returns null or changes a state
     */
    public Verdict verdict(History<O, R> history) {
        return verdict(Objects.requireNonNull(history, "history").operations());
    }

    /** What is linearizable is consistent in each other way, too, and that is quickly found. */
    private Verdict verdict(List<Operation<O, R>> operations) {
        if (consistency == Consistency.LINEARIZABLE) return verdict(model, consistency, operations, limit);
        Verdict first = verdict(model, Consistency.LINEARIZABLE, operations, (limit + 1) / 2);
        if (first.isConsistent()) return first.as(consistency);
        return verdict(model, consistency, operations, limit);
    }

    private static <S, O, R extends @Nullable Object> Verdict verdict(
            Model<S, O, R> model, Consistency consistency, List<Operation<O, R>> operations, int limit) {
        Parts<O, R> parts = new Parts<>(consistency, limit, operations);
        List<List<Event<O, R>>> lists = Precedence.of(operations, consistency);
        Function<? super O, ?> key = model.key();
        if (key == null) return parts.verdict(model.initial(), model.rules(), List.of(lists));
        Keys<O> keys = new Keys<>(key);
        if (consistency == Consistency.SEQUENTIAL) { // which the whole need not be if its parts are
            Rules<Map<Object, S>, O, R> whole = new KeyedRules<>(model.initial(), model.rules(), keys);
            return parts.verdict(Map.of(), whole, List.of(lists));
        }
        return parts.verdict(model.initial(), model.rules(), Parts.byKey(keys, lists.get(0)));
    }
}
