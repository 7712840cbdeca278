package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** A board with one queen more, and the task that was forked before for the same row. */
@SuppressWarnings("serial") // nobody serializes it
final class QueensAction extends RecursiveAction {
    private final int all;
    private final int columns;
    private final int left;
    private final int right;
    private final @Nullable QueensAction older;
    private long result;

    private QueensAction(int all, int columns, int left, int right, @Nullable QueensAction older) {
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
        int free = all & ~(columns | left | right);
        if (free == 0) return 0;
        QueensAction youngest = null;
        for (int rest = free & (free - 1); rest != 0; rest &= rest - 1) {
            int queen = rest & -rest;
            youngest = new QueensAction(all, columns | queen, (left | queen) << 1, (right | queen) >>> 1, youngest);
            youngest.fork();
        }
        int queen = free & -free;
        long solutions = solutions(all, columns | queen, (left | queen) << 1, (right | queen) >>> 1);
        for (QueensAction action = youngest; action != null; action = action.older) {
            action.join();
            solutions += action.result;
        }
        return solutions;
    }
}
