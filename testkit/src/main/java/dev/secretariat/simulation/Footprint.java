package dev.secretariat.simulation;

import java.util.Arrays;
import java.util.function.LongPredicate;

/** What a step has read and written that others may see, by {@linkplain Touches the labels} of the objects. Immutable. */
final class Footprint {
    static final Footprint NONE = new Footprint(new long[0], false);

    /** Of a step that may have touched anything. */
    static final Footprint ALL = new Footprint(new long[0], true);

    /** Rising; each object once: twice its label, and one more if it was written. */
    private final long[] touches;

    private final boolean isAll;

    private Footprint(long[] touches, boolean isAll) {
        this.touches = touches;
        this.isAll = isAll;
    }

    /**
     * Returns that of some touches.
     *
     * @param touches twice the label of each object, and one more if it was written, in any order, perhaps several times
     * @param size how many of them count
     */
    static Footprint of(long[] touches, int size) {
        if (size == 0) return NONE;
        long[] sorted = Arrays.copyOf(touches, size);
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            // Of a read and a write the write is the last, and is all that counts.
            if (i + 1 == size || sorted[i + 1] >> 1 != sorted[i] >> 1) sorted[kept++] = sorted[i];
        }
        return new Footprint(Arrays.copyOf(sorted, kept), false);
    }

    boolean isAll() {
        return isAll;
    }

    /** Returns how many objects it has touched. */
    int size() {
        return touches.length;
    }

    long object(int index) {
        return touches[index] >> 1;
    }

    boolean isWritten(int index) {
        return (touches[index] & 1) != 0;
    }

    /** Returns whether something was written, or may have been. */
    boolean writes() {
        for (long touch : touches) {
            if ((touch & 1) != 0) return true;
        }
        return isAll;
    }

    /** Returns whether it matters which of two steps comes first: one has written what the other one has touched. */
    boolean conflictsWith(Footprint other) {
        if (isAll || other.isAll) return true;
        long[] mine = touches;
        long[] theirs = other.touches;
        for (int i = 0, j = 0; i < mine.length && j < theirs.length; ) {
            int difference = Long.compare(mine[i] >> 1, theirs[j] >> 1);
            if (difference == 0 && ((mine[i] | theirs[j]) & 1) != 0) return true;
            if (difference <= 0) i++;
            if (difference >= 0) j++;
        }
        return false;
    }

    /** Returns what is left without some objects. */
    Footprint without(LongPredicate object) {
        long[] left =
                Arrays.stream(touches).filter(touch -> !object.test(touch >> 1)).toArray();
        return left.length == touches.length ? this : new Footprint(left, isAll);
    }

    /** Returns what either of two has touched. */
    Footprint and(Footprint other) {
        if (isAll || other.isAll) return ALL;
        long[] both = Arrays.copyOf(touches, touches.length + other.touches.length);
        System.arraycopy(other.touches, 0, both, touches.length, other.touches.length);
        return of(both, both.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Footprint that && isAll == that.isAll && Arrays.equals(touches, that.touches);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(touches);
    }

    @Override
    public String toString() {
        return isAll ? "all" : Arrays.toString(touches);
    }
}
