package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import java.util.Arrays;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * Two sorted ranges that are to be merged.
 *
 * @param source has the ranges
 * @param from where the first one begins
 * @param to where it ends
 * @param otherFrom where the second one begins
 * @param otherTo where it ends
 * @param target gets the merged range
 * @param at where that begins
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Merge(int[] source, int from, int to, int otherFrom, int otherTo, int[] target, int at) {
    boolean isSmall() {
        return Sorting.isSmall(at, at + length());
    }

    private int length() {
        return to - from + otherTo - otherFrom;
    }

    /** Merges, without a branch on the numbers, which would be unpredictable. */
    void run() {
        int one = from;
        int other = otherFrom;
        int next = at;
        while (one < to && other < otherTo) {
            int first = source[one];
            int second = source[other];
            boolean isFirst = first <= second;
            target[next++] = isFirst ? first : second;
            one += isFirst ? 1 : 0;
            other += isFirst ? 0 : 1;
        }
        System.arraycopy(source, one, target, next, to - one);
        System.arraycopy(source, other, target, next + to - one, otherTo - other);
    }

    /** Returns the part that comes before the {@link #secondPart}. */
    Merge firstPart() {
        return new Merge(source, from, cut(), otherFrom, otherCut(), target, at);
    }

    /** Returns the part that comes after the {@link #firstPart}. */
    Merge secondPart() {
        int cut = cut();
        int otherCut = otherCut();
        return new Merge(source, cut, to, otherCut, otherTo, target, at + cut - from + otherCut - otherFrom);
    }

    /** Returns the cut of the first range: its middle if it is the longer one, else where the cut number belongs. */
    private int cut() {
        return isFirstLonger() ? (from + to) >>> 1 : place(otherCut(), from, to);
    }

    private int otherCut() {
        return isFirstLonger() ? place(cut(), otherFrom, otherTo) : (otherFrom + otherTo) >>> 1;
    }

    private boolean isFirstLonger() {
        return to - from >= otherTo - otherFrom;
    }

    private int place(int index, int first, int last) {
        int found = Arrays.binarySearch(source, first, last, source[index]);
        return found >= 0 ? found : -found - 1;
    }

    static final class MergeFork extends Fork<@Nullable Void> {
        private final Merge merge;

        private MergeFork(Merge merge) {
            this.merge = merge;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            merge(worker, merge);
            return null;
        }

        static void merge(Worker worker, Merge merge) throws Exception {
            if (merge.isSmall()) {
                merge.run();
                return;
            }
            MergeFork first = new MergeFork(merge.firstPart());
            worker.fork(first);
            merge(worker, merge.secondPart());
            worker.join(first);
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    static final class MergeAction extends RecursiveAction {
        private final Merge merge;

        private MergeAction(Merge merge) {
            this.merge = merge;
        }

        @Override
        protected void compute() {
            merge(merge);
        }

        static void merge(Merge merge) {
            if (merge.isSmall()) {
                merge.run();
                return;
            }
            MergeAction first = new MergeAction(merge.firstPart());
            first.fork();
            merge(merge.secondPart());
            first.join();
        }
    }
}
