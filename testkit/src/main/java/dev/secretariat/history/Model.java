package dev.secretariat.history;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an object does whose operations come one after the other.
 *
 * <pre>{@code
 * static final Model<List<Integer>, QueueOperation, Integer> QUEUE = Model.of(List.of(), (queue, operation) -> {
 *     if (operation instanceof Put put) return Next.of(append(queue, put.element()));
 *     if (queue.isEmpty()) return Next.blocked();            // a take waits; else: Next.of(queue, null)
 *     return Next.of(queue.subList(1, queue.size()), queue.get(0));
 * });
 * }</pre>
 *
 * <p>A state is a value: it does not change, has {@code equals} and {@code hashCode} by what is in it, as records and the collections of
 * {@code List.of} and the like have, and a text. A search remembers states, so without {@code equals} it may take for ever; a state
 * that an operation has changed is reported, by its hash code. Functions depend on nothing but their arguments. What they throw is a {@link FaultyModelException}.
 *
 * <p>Immutable, and thread-safe if the functions are.
 *
 * @param <S> the type of the states
 * @param <O> the type of the operations
 * @param <R> the type of the results
 */
public final class Model<S, O, R extends @Nullable Object> {
    private final S initial;
    private final Rules<S, O, R> rules;
    private final @Nullable Function<? super O, ?> key;

    private Model(S initial, Rules<S, O, R> rules, @Nullable Function<? super O, ?> key) {
        this.initial = initial;
        this.rules = rules;
        this.key = key;
    }

    /**
     * Makes a model of an object that does one certain thing in each state.
     *
     * @param initial the state before all operations
     * @param next what comes of an operation in a state
     */
    public static <S, O, R extends @Nullable Object> Model<S, O, R> of(S initial, BiFunction<S, O, Next<S, R>> next) {
        Objects.requireNonNull(initial, "initial");
        return new Model<>(initial, new ComputedRules<>(Objects.requireNonNull(next, "next")), null);
    }

    /**
     * Makes a model of an object that may do several things, such as take any element out of a bag:
     *
     * <pre>{@code
     * Model.judging(Set.of(1, 2, 3), (bag, operation, observed) -> bag.stream()
     *         .filter(observed::mayBe)
     *         .map(element -> without(bag, element))
     *         .toList());
     * }</pre>
     *
     * @param initial the state before all operations
     * @param judge says which answers are legal
     */
    public static <S, O, R extends @Nullable Object> Model<S, O, R> judging(S initial, Judge<S, O, R> judge) {
        Objects.requireNonNull(initial, "initial");
        return new Model<>(initial, new JudgedRules<>(Objects.requireNonNull(judge, "judge")), null);
    }

    /**
     * Returns the same model for an object with many parts, such as the entries of a map, each of which is as this model says, and
     * begins in its initial state. Checks look at the parts by themselves, which is far quicker, and come to the same verdict as a model
     * of the whole would. (Sequential consistency of the whole does not follow from that of its parts, so for that they are looked at together.)
     *
     * @param key says which part an operation is about; by equals
     */
    public Model<S, O, R> byKey(Function<? super O, ?> key) {
        return new Model<>(initial, rules, Objects.requireNonNull(key, "key"));
    }

    S initial() {
        return initial;
    }

    Rules<S, O, R> rules() {
        return rules;
    }

    @Nullable
    Function<? super O, ?> key() {
        return key;
    }
}
