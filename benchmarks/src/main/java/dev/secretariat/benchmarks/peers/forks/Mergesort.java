package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.Arrays;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** Mergesort, top-down, between the array and a second one. Large merges are divided, too. */
final class Mergesort extends Sorting {
    private final int[] scratch;

    Mergesort(int size) {
        super(size);
        this.scratch = new int[size];
    }

    private SortRange whole() {
        return new SortRange(array(), scratch, 0, scratch.length, false);
    }

    @Override
    void solve(Worker worker) throws Exception {
        MergesortFork.sort(worker, whole());
    }

    @Override
    void solve(Peer peer) {
        switch (peer) {
            case SEQUENTIAL -> plain(whole());
            case FJP_ACTION -> MergesortAction.sort(whole());
            default -> super.solve(peer);
        }
    }

    private static void plain(SortRange range) {
        if (range.isSmall()) {
            range.sort();
            return;
        }
        plain(range.firstHalf());
        plain(range.secondHalf());
        range.merge().run();
    }

    /**
     * A range that is to be sorted by merging.
     *
     * @param array has the numbers
     * @param scratch has as much room
     * @param from where the range begins, in both
     * @param to where it ends
     * @param intoScratch whether the sorted numbers are to stand in {@code scratch}, not in the array
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record SortRange(int[] array, int[] scratch, int from, int to, boolean intoScratch) {
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

        /** Returns what is left to do when both halves are sorted. */
        Merge merge() {
            int[] source = intoScratch ? array : scratch;
            int[] target = intoScratch ? scratch : array;
            return new Merge(source, from, middle(), middle(), to, target, from);
        }

        private int middle() {
            return (from + to) >>> 1;
        }
    }

    private static final class MergesortFork extends Fork<@Nullable Void> {
        private final SortRange range;

        private MergesortFork(SortRange range) {
            this.range = range;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            sort(worker, range);
            return null;
        }

        static void sort(Worker worker, SortRange range) throws Exception {
            if (range.isSmall()) {
                range.sort();
                return;
            }
            MergesortFork first = new MergesortFork(range.firstHalf());
            worker.fork(first);
            sort(worker, range.secondHalf());
            worker.join(first);
            Merge.MergeFork.merge(worker, range.merge());
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class MergesortAction extends RecursiveAction {
        private final SortRange range;

        private MergesortAction(SortRange range) {
            this.range = range;
        }

        @Override
        protected void compute() {
            sort(range);
        }

        static void sort(SortRange range) {
            if (range.isSmall()) {
                range.sort();
                return;
            }
            MergesortAction first = new MergesortAction(range.firstHalf());
            first.fork();
            sort(range.secondHalf());
            first.join();
            Merge.MergeAction.merge(range.merge());
        }
    }
}
