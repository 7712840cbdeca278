package dev.secretariat.examples.forks.quicksort;

import dev.secretariat.Scheduler;
import dev.secretariat.examples.forks.ThreeWays;
import java.util.concurrent.ForkJoinPool;

/** Sorts a copy of the numbers. */
final class Quicksort implements ThreeWays<int[]> {
    private final int[] numbers;

    Quicksort(int... numbers) {
        this.numbers = numbers;
    }

    @Override
    public int[] sequential() {
        int[] copy = numbers.clone();
        SequentialSort.sort(copy, 0, copy.length);
        return copy;
    }

    @Override
    public int[] forkJoin(ForkJoinPool pool) {
        int[] copy = numbers.clone();
        ForkJoinSort.sort(copy, pool);
        return copy;
    }

    @Override
    public int[] secretariat(Scheduler scheduler) throws InterruptedException {
        int[] copy = numbers.clone();
        SecretariatSort.sort(copy, scheduler);
        return copy;
    }
}
