package dev.secretariat.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations that have no place in the order yet: linked lists of their calls and answers, out of which an operation is taken, and put back in the
 * reverse order, in constant time (Wing and Gong 1993; these lists: Lowe 2017).
 *
 * <p>Operations are numbered in the order of their calls. Node {@code i} is the call of operation {@code i}, node {@code count + i} its answer, and
 * after these comes a head for each list.
 */
final class Unplaced<O, R extends @Nullable Object> {
    private static final int END = -1;

    private final List<Operation<O, R>> operations = new ArrayList<>();
    private final int count;
    private final int[] next;
    private final int[] previous;
    private final int[] heads;

    /** Of each operation, twice the middle between its call and its answer; of one without, never. */
    private final long[] middles;

    /** Of each answer, its place in its list. */
    private final int[] places;

    private int complete;

    Unplaced(List<List<Event<O, R>>> lists) {
        Map<Operation<O, R>, Integer> numbers = new HashMap<>();
        lists.stream()
                .flatMap(List::stream)
                .filter(Event::isCall)
                .map(Event::operation)
                .sorted((one, other) ->
                        Long.compare(one.called().number(), other.called().number()))
                .forEach(operation -> {
                    numbers.put(operation, operations.size());
                    operations.add(operation);
                });
        this.count = operations.size();
        int nodes = 2 * count + lists.size();
        this.next = new int[nodes];
        this.previous = new int[nodes];
        this.places = new int[nodes];
        this.middles = operations.stream().mapToLong(Unplaced::middle).toArray();
        this.heads = new int[lists.size()];
        for (int list = 0; list < heads.length; list++) link(2 * count + list, list, lists.get(list), numbers);
    }

    private static long middle(Operation<?, ?> operation) {
        Moment ended = operation.ended();
        if (ended == null || !operation.isComplete()) return Long.MAX_VALUE;
        return operation.called().number() + ended.number();
    }

    private void link(int head, int list, List<Event<O, R>> events, Map<Operation<O, R>, Integer> numbers) {
        heads[list] = head;
        int last = head;
        for (int place = 0; place < events.size(); place++) {
            Event<O, R> event = events.get(place);
            Integer number = numbers.get(event.operation());
            if (number == null) throw new IllegalStateException("an answer without a call: " + event.operation());
            int node = event.isCall() ? number : count + number;
            if (!event.isCall()) complete++;
            places[node] = place;
            next[last] = node;
            previous[node] = last;
            last = node;
        }
        next[last] = END;
    }

    List<Operation<O, R>> operations() {
        return operations;
    }

    /** Returns whether all have a place that must have one. */
    boolean isDone() {
        return complete == 0;
    }

    /** Returns how many must have a place and have none. */
    int complete() {
        return complete;
    }

    /**
     * Returns which operations can come next, the likeliest first: those that, if each had taken effect in the middle between its call and its answer, would have
     * come first.
     */
    int[] candidates() {
        int[] found = new int[8];
        int size = 0;
        for (int head : heads) {
            for (int node = next[head]; node != END && node < count; node = next[node]) {
                if (size == found.length) found = Arrays.copyOf(found, 2 * size);
                found[size++] = node;
            }
        }
        int[] candidates = Arrays.copyOf(found, size);
        sortByMiddle(candidates);
        return candidates;
    }

    /** Sorts what is short and nearly sorted, as a rule. */
    private void sortByMiddle(int[] candidates) {
        for (int i = 1; i < candidates.length; i++) {
            int each = candidates[i];
            int at = i;
            for (; at > 0 && middles[candidates[at - 1]] > middles[each]; at--) candidates[at] = candidates[at - 1];
            candidates[at] = each;
        }
    }

    /** Returns the operation that keeps the later ones from coming: that with the first answer; -1 if there are several lists, or no answer is left. */
    int blocking() {
        int answer = firstAnswer();
        return answer == END ? -1 : answer - count;
    }

    /** Returns how far the history is explained: up to which place in it; 0 if there are several lists. */
    int reach() {
        int answer = firstAnswer();
        return answer == END ? 0 : places[answer];
    }

    private int firstAnswer() {
        if (heads.length != 1) return END;
        int node = next[heads[0]];
        while (node != END && node < count) node = next[node];
        return node;
    }

    void take(int operation) {
        unlink(operation);
        if (operations.get(operation).isComplete()) {
            unlink(count + operation);
            complete--;
        }
    }

    /** Undoes the last {@link #take} that was not undone. */
    void putBack(int operation) {
        if (operations.get(operation).isComplete()) {
            relink(count + operation);
            complete++;
        }
        relink(operation);
    }

    private void unlink(int node) {
        int after = next[node];
        next[previous[node]] = after;
        if (after != END) previous[after] = previous[node];
    }

    private void relink(int node) {
        next[previous[node]] = node;
        if (next[node] != END) previous[next[node]] = node;
    }
}
