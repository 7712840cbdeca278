package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** A board with one queen more, and the task that was forked before for the same row. */
@SuppressWarnings("serial") // nobody serializes it
final class QueensSurplus extends RecursiveAction {
    private final int all;
    private final int columns;
    private final int left;
    private final int right;
    private final @Nullable QueensSurplus older;
    private long result;

    private QueensSurplus(int all, int columns, int left, int right, @Nullable QueensSurplus older) {
        this.all = all;
        this.columns = columns;
        this.left = left;
        this.right = right;
        this.older = older;
    }

    @Override
    protected void compute() {
        result = solutions(all, columns, left, right);
    }

    static long solutions(int all, int columns, int left, int right) {
        if (columns == all) return 1;
        long solutions = 0;
        QueensSurplus youngest = null;
        for (int free = all & ~(columns | left | right); free != 0; free &= free - 1) {
            int queen = free & -free;
            boolean isLast = queen == free;
            if (isLast || Surplus.isEnough()) {
                solutions += solutions(all, columns | queen, (left | queen) << 1, (right | queen) >>> 1);
            } else {
                youngest =
                        new QueensSurplus(all, columns | queen, (left | queen) << 1, (right | queen) >>> 1, youngest);
                youngest.fork();
            }
        }
        for (QueensSurplus action = youngest; action != null; action = action.older) solutions += action.result();
        return solutions;
    }

    private long result() {
        if (tryUnfork()) return solutions(all, columns, left, right);
        join();
        return result;
    }
}
