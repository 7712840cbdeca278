package dev.secretariat.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of operations that a model allows: depth first, by trying what can come next (Wing and Gong, Testing and verifying
 * concurrent objects, 1993), and never twice from the same state after the same operations (Lowe, Testing for linearizability, 2017). It has a stack of
 * its own, so that a long history needs no deep one.
 *
 * <p>Two more things are left out, for operations that were never answered, of which each could else double the work. One that would leave
 * the state as it is need not come. And of several equal ones in the same list, the first comes first: any order in which it does not is as good with the two
 * exchanged, since it may come wherever the later one may.
 */
final class Search<S, O, R extends @Nullable Object> {
    /** How a search ended. */
    enum End {
        FOUND,
        NONE,
        GIVEN_UP
    }

    /** Each is a state, which may be large; and most are alike in what is told of them. */
    private static final int MAX_BLOCKED = 1_000;

    /** What was placed, and what can be tried after it. */
    private final class Level {
        final int placed;
        final S state;
        final int hash;
        final int[] candidates = unplaced.candidates();
        final int reach = unplaced.reach();
        final int missing = unplaced.complete();
        int tried;
        Iterator<? extends S> states = List.<S>of().iterator();

        Level(int placed, S state, int hash) {
            this.placed = placed;
            this.state = state;
            this.hash = hash;
        }

        boolean getsFartherThan(Level other) {
            return reach != other.reach ? reach > other.reach : missing < other.missing;
        }
    }

    private final Rules<S, O, R> rules;
    private final Unplaced<O, R> unplaced;
    private final List<Operation<O, R>> operations;
    private final int limit;

    /** Of each operation, the last equal one before it that was not answered either; -1 if there is none. */
    private final int[] twins;

    /** Of each operation, its number among those that were answered, or among the others. */
    private final int[] slots;

    private final Placed answered;
    private final Placed unanswered;
    private final Visited<S> visited = new Visited<>();
    private final List<Level> path = new ArrayList<>();

    /** Where the operation does not fit that keeps {@link #farthest} from going on. */
    private final Set<S> blocked = new LinkedHashSet<>();

    private @Nullable Level farthest;
    private @Nullable DeadEnd<S, O, R> deadEnd;

    /**
     * Begins nothing yet.
     *
     * @param limit after how many configurations to give up
     */
    Search(S initial, Rules<S, O, R> rules, List<List<Event<O, R>>> lists, int limit) {
        this.rules = rules;
        this.unplaced = new Unplaced<>(lists);
        this.operations = unplaced.operations();
        this.limit = limit;
        this.twins = twins(operations, lists.size() > 1);
        this.slots = new int[operations.size()];
        int complete = 0;
        for (int i = 0; i < slots.length; i++) slots[i] = operations.get(i).isComplete() ? complete++ : i - complete;
        this.answered = new Placed(complete);
        this.unanswered = new Placed(operations.size() - complete);
        int hash = initial.hashCode();
        visited.add(answered, unanswered, initial, hash);
        path.add(new Level(-1, initial, hash));
    }

    private static <O, R extends @Nullable Object> int[] twins(List<Operation<O, R>> operations, boolean byClient) {
        record Kind(Object operation, String client) {}
        int[] twins = new int[operations.size()];
        Map<Kind, Integer> last = new HashMap<>();
        for (int i = 0; i < twins.length; i++) {
            Operation<O, R> each = operations.get(i);
            Kind kind = new Kind(Objects.requireNonNull(each.operation()), byClient ? each.client() : "");
            Integer twin = each.isComplete() ? null : last.put(kind, i);
            twins[i] = twin == null ? -1 : twin;
        }
        return twins;
    }

    /** Looks for an order, once. */
    End run() {
        while (!unplaced.isDone()) {
            if (visited.size() > limit) return End.GIVEN_UP;
            Level top = path.get(path.size() - 1);
            if (!goOn(top)) {
                checkUnchanged(top, null);
                meet(top);
                if (path.size() == 1) return End.NONE;
                path.remove(path.size() - 1);
                takeBack(top.placed);
            }
        }
        return End.FOUND;
    }

    /** Places something after the top of the path, in a state that is new; returns false if there is nothing left to try. */
    private boolean goOn(Level top) {
        while (true) {
            while (top.states.hasNext()) {
                if (placed(top.candidates[top.tried - 1], top.states.next(), top)) return true;
            }
            if (top.tried == top.candidates.length) return false;
            int operation = top.candidates[top.tried++];
            if (twins[operation] >= 0 && !unanswered.contains(slots[twins[operation]])) continue;
            checkUnchanged(top, operations.get(operation));
            top.states = rules.after(top.state, operations.get(operation)).iterator();
        }
    }

    private boolean placed(int operation, S state, Level top) {
        boolean mustCome = operations.get(operation).isComplete();
        if (!mustCome && state.equals(top.state)) return false;
        unplaced.take(operation);
        (mustCome ? answered : unanswered).add(slots[operation]);
        int hash = state.hashCode();
        if (visited.add(answered, unanswered, state, hash)) {
            path.add(new Level(operation, state, hash));
            return true;
        }
        takeBack(operation);
        return false;
    }

    private void takeBack(int operation) {
        (operations.get(operation).isComplete() ? answered : unanswered).remove(slots[operation]);
        unplaced.putBack(operation);
    }

    private void checkUnchanged(Level level, @Nullable Operation<O, R> next) {
        if (level.state.hashCode() == level.hash) return;
        String where = next == null ? "" : " before it was asked of '" + next + "'";
        throw new FaultyModelException(
                "the model has changed a state, which is now " + Texts.of(level.state) + where
                        + "; let it return a new one, and leave the old one as it is",
                null);
    }

    /** Looks at where nothing fits: of those that get farthest, the first is told, and the states in which others come as far. */
    private void meet(Level level) {
        Level best = farthest;
        if (best == null || level.reach > best.reach) blocked.clear();
        if (best == null || level.getsFartherThan(best)) {
            best = level;
            farthest = level;
            deadEnd = new DeadEnd<>(order(), states(), operations(level.candidates), blocking(), blocked);
        }
        if (level.reach == best.reach && blocked.size() < MAX_BLOCKED && unplaced.blocking() >= 0)
            blocked.add(level.state);
    }

    private @Nullable Operation<O, R> blocking() {
        int blocking = unplaced.blocking();
        return blocking < 0 ? null : operations.get(blocking);
    }

    private List<Operation<O, R>> operations(int[] numbers) {
        List<Operation<O, R>> found = new ArrayList<>();
        for (int number : numbers) found.add(operations.get(number));
        return found;
    }

    /** Returns what has been placed, in this order. */
    List<Operation<O, R>> order() {
        List<Operation<O, R>> order = new ArrayList<>();
        for (Level level : path.subList(1, path.size())) order.add(operations.get(level.placed));
        return order;
    }

    /** Returns the initial state and the one after each that has been placed. */
    List<S> states() {
        return path.stream().map(level -> level.state).toList();
    }

    /** Returns where it got farthest, if it has found none. */
    DeadEnd<S, O, R> deadEnd() {
        if (deadEnd == null) throw new IllegalStateException("an order was found, or it was given up");
        return deadEnd;
    }

    /** Returns how many configurations it has looked at. */
    int size() {
        return visited.size();
    }
}
