package dev.secretariat.examples.forks.quicksort;

import dev.secretariat.Fork;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Worker;

/** Quicksort with Secretariat: as in the textbook, except that one of the two parts is forked. */
final class SecretariatSort {
    private SecretariatSort() {}

    static void sort(int[] numbers, Scheduler scheduler) throws InterruptedException {
        scheduler
                .submit("quicksort", worker -> {
                    sort(worker, numbers, 0, numbers.length);
                    return Step.done();
                })
                .join();
    }

    private static void sort(Worker worker, int[] numbers, int from, int to) throws Exception {
        if (to - from < 2) return;
        int middle = Partition.divide(numbers, from, to);
        Fork<Void> left = worker.forkRun(w -> sort(w, numbers, from, middle)); // w: the worker that runs it
        sort(worker, numbers, middle, to);
        worker.join(left);
    }
}
