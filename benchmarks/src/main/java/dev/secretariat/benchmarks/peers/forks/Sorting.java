package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Random ints that are to be sorted. All contestants leave small ranges to {@code Arrays.sort}. */
abstract class Sorting extends Problem {
    private static final int SEED = 42;

    /** What {@code Arrays.parallelSort} left to one thread up to JDK 13. */
    private static final int SMALL = 1 << 13;

    private final int[] input;
    private final long sum;
    private int[] array;

    Sorting(int size) {
        this.input = new SplittableRandom(SEED).ints(size).toArray();
        this.sum = sum(input);
        this.array = input.clone();
    }

    static boolean isSmall(int from, int to) {
        return to - from <= SMALL;
    }

    final int[] array() {
        return array;
    }

    @Override
    final void prepare() {
        System.arraycopy(input, 0, array, 0, input.length);
    }

    /** Sorts by what the JDK has for the purpose. */
    @Override
    void solve(Peer peer) {
        switch (peer) {
            case PARALLEL_SORT -> Arrays.parallelSort(array);
            case STREAM -> array = Arrays.stream(array).parallel().sorted().toArray();
            default -> throw refused(peer);
        }
    }

    @Override
    final void check() {
        for (int i = 1; i < array.length; i++) {
            if (array[i - 1] > array[i]) throw new WrongAnswerException(array[i - 1] + " before " + array[i], "sorted");
        }
        if (array.length != input.length || sum(array) != sum)
            throw new WrongAnswerException("other numbers", "those of the input");
    }

    /** Returns the sum of the numbers' hashes: the same in each order, and hardly ever the same for other numbers. */
    private static long sum(int[] numbers) {
        long sum = 0;
        for (int number : numbers) sum += (number + 1L) * number * 0x9e3779b97f4a7c15L;
        return sum;
    }
}
