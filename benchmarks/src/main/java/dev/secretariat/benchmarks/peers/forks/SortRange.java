package dev.secretariat.benchmarks.peers.forks;

import java.util.Arrays;

/**
 * A range that is to be sorted by merging.
 *
 * @param array has the numbers
 * @param scratch has as much room
 * @param from where the range begins, in both
 * @param to where it ends
 * @param intoScratch whether the sorted numbers are to stand there, not in the array
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record SortRange(int[] array, int[] scratch, int from, int to, boolean intoScratch) {
    boolean isSmall() {
        return Sorting.isSmall(from, to);
    }

    void sort() {
        Arrays.sort(array, from, to);
        if (intoScratch) System.arraycopy(array, from, scratch, from, to - from);
    }

    SortRange firstHalf() {
        return new SortRange(array, scratch, from, middle(), !intoScratch);
    }

    SortRange secondHalf() {
        return new SortRange(array, scratch, middle(), to, !intoScratch);
    }

    /** What to do when both halves are sorted. */
    Merge merge() {
        int[] source = intoScratch ? array : scratch;
        int[] target = intoScratch ? scratch : array;
        return new Merge(source, from, middle(), middle(), to, target, from);
    }

    private int middle() {
        return (from + to) >>> 1;
    }
}
