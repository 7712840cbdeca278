package dev.secretariat.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Tries every order of every set of operations, by the definitions of {@link Consistency} and nothing else. */
final class BruteForce<S> {
    private final Rules<S, String, String> rules;
    private final List<Operation<String, String>> all;
    private final boolean[][] before;

    private BruteForce(Rules<S, String, String> rules, List<Operation<String, String>> all, boolean[][] before) {
        this.rules = rules;
        this.all = all;
        this.before = before;
    }

    /**
     * Returns whether some operations of a history have an order.
     *
     * @param history all operations, for what is quiescent
     */
    static <S> boolean fits(
            S initial,
            Rules<S, String, String> rules,
            Consistency consistency,
            List<Operation<String, String>> history,
            List<Operation<String, String>> some) {
        List<Operation<String, String>> operations =
                some.stream().filter(each -> !each.hadNoEffect()).toList();
        boolean[][] before = new boolean[operations.size()][operations.size()];
        for (int i = 0; i < before.length; i++) {
            for (int k = 0; k < before.length; k++) {
                before[i][k] = isBefore(operations.get(i), operations.get(k), consistency, history);
            }
        }
        return new BruteForce<>(rules, operations, before).fits(initial, new ArrayList<>());
    }

    private static boolean isBefore(
            Operation<String, String> one,
            Operation<String, String> other,
            Consistency consistency,
            List<Operation<String, String>> history) {
        if (!one.isComplete() || answered(one) > other.called().number()) return false;
        return switch (consistency) {
            case LINEARIZABLE -> true;
            case SEQUENTIAL -> one.client().equals(other.client());
            case QUIESCENT -> {
                boolean quiet = false;
                for (long moment = answered(one); moment < other.called().number(); moment++) {
                    long now = moment;
                    quiet |= history.stream().noneMatch(each -> isOpen(each, now));
                }
                yield quiet;
            }
        };
    }

    /** Returns whether it is in progress just after a moment. */
    private static boolean isOpen(Operation<String, String> operation, long moment) {
        return operation.called().number() <= moment
                && (operation.response().isUnknown() || answered(operation) > moment);
    }

    private static long answered(Operation<String, String> operation) {
        return Objects.requireNonNull(operation.ended()).number();
    }

    private boolean fits(S state, List<Integer> placed) {
        if (Stream.iterate(0, i -> i + 1)
                .limit(all.size())
                .allMatch(i -> placed.contains(i) || !all.get(i).isComplete())) return true;
        for (int i = 0; i < all.size(); i++) {
            if (placed.contains(i) || !mayCome(i, placed)) continue;
            placed.add(i);
            for (S next : rules.after(state, all.get(i))) {
                if (fits(next, placed)) return true;
            }
            placed.remove(placed.size() - 1);
        }
        return false;
    }

    private boolean mayCome(int operation, List<Integer> placed) {
        for (int i = 0; i < all.size(); i++) {
            if (before[i][operation] && !placed.contains(i)) return false;
        }
        return true;
    }
}
