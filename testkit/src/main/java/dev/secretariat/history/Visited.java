package dev.secretariat.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Where a search has been: in which state, after which operations (Lowe's memo). Having been there without an operation that was never
 * answered is better than with it: it may still come. So, for each state and set of answered operations, only the least sets of the others are kept.
 */
final class Visited<S> {
    private static final class Configuration {
        private final long[] answered;
        private final Object state;
        private final int hash;

        Configuration(long[] answered, Object state, int hash) {
            this.answered = answered;
            this.state = state;
            this.hash = hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Configuration that
                    && hash == that.hash
                    && Arrays.equals(answered, that.answered)
                    && state.equals(that.state);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Map<Configuration, List<long[]>> seen = new HashMap<>();
    private int size;

    /** Returns how often it was told of something new. */
    int size() {
        return size;
    }

    /** Remembers it, unless one as good as it has been seen: then returns false. */
    boolean add(Placed answered, Placed unanswered, S state, int hash) {
        long[] key = answered.toKey();
        Configuration configuration = new Configuration(key, state, 31 * Arrays.hashCode(key) + hash);
        List<long[]> sets = seen.computeIfAbsent(configuration, any -> new ArrayList<>(1));
        long[] set = unanswered.toWords();
        for (Iterator<long[]> each = sets.iterator(); each.hasNext(); ) {
            long[] other = each.next();
            if (Placed.isSubset(other, set)) return false;
            if (Placed.isSubset(set, other)) each.remove();
        }
        sets.add(set);
        size++;
        return true;
    }
}
