package dev.secretariat.loops;

/**
 * What sorting needs to know of a type of elements.
 *
 * @param <A> the type of their arrays
 */
abstract class SortKernel<A> {
    /** A second array, of the same type. */
    abstract A newArray(A like, int length);

    /** Sorts a range, as the JDK does. */
    abstract void sort(A array, int from, int to);

    /** Whether one element is greater than the other, not equal to it. */
    abstract boolean isAfter(A array, int one, int other);

    /**
     * Merges two runs for so long that neither comes to its end.
     *
     * @param left where the left run, whose elements go first among equals, goes on
     * @param right where the right run goes on
     * @param at where in the target the merged run goes on
     * @param end where to stop
     * @return where the left run has come to
     */
    abstract int mergeWithin(A source, int left, int right, A target, int at, int end);

    /**
     * Merges the beginnings of two runs.
     *
     * @return where the left run has come to; the right one gave the rest
     */
    @SuppressWarnings("SuspiciousSystemArraycopy") // A is an array
    final int merge(A source, int left, int leftTo, int right, int rightTo, A target, int at, int end) {
        int sum = left + right - at; // at each point, right == at + sum - left
        int taken = left;
        int next = at;
        while (next < end && taken < leftTo && next + sum - taken < rightTo) {
            int safe = Math.min(leftTo - taken, rightTo - (next + sum - taken));
            int stop = next + Math.min(safe, end - next);
            taken = mergeWithin(source, taken, next + sum - taken, target, next, stop);
            next = stop;
        }
        int rest = end - next;
        if (rest == 0) return taken;
        boolean isRight = taken == leftTo;
        System.arraycopy(source, isRight ? next + sum - taken : taken, target, next, rest);
        return isRight ? taken : taken + rest;
    }

    /**
     * Where to cut two runs in two, so that all merged elements of the first parts come before those of the
     * second ones.
     *
     * @param count how many elements the first parts have in all
     * @return how many of them are the left run's
     */
    final int cut(A source, int left, int leftTo, int right, int rightTo, int count) {
        int low = Math.max(0, count - (rightTo - right));
        int high = Math.min(count, leftTo - left);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isAfter(source, left + middle, right + count - middle - 1)) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
