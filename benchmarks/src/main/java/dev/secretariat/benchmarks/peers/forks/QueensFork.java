package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/** A board with one queen more, and the fork that was made before for the same row. */
final class QueensFork extends Fork<@Nullable Void> {
    private final int all;
    private final int columns;
    private final int left;
    private final int right;
    private final @Nullable QueensFork older;
    private long result;

    private QueensFork(int all, int columns, int left, int right, @Nullable QueensFork older) {
        this.all = all;
        this.columns = columns;
        this.left = left;
        this.right = right;
        this.older = older;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        result = solutions(worker, all, columns, left, right);
        return null;
    }

    static long solutions(Worker worker, int all, int columns, int left, int right) {
        if (columns == all) return 1;
        int free = all & ~(columns | left | right);
        if (free == 0) return 0;
        QueensFork youngest = null;
        for (int rest = free & (free - 1); rest != 0; rest &= rest - 1) {
            int queen = rest & -rest;
            youngest = new QueensFork(all, columns | queen, (left | queen) << 1, (right | queen) >>> 1, youngest);
            worker.fork(youngest);
        }
        int queen = free & -free;
        long solutions = solutions(worker, all, columns | queen, (left | queen) << 1, (right | queen) >>> 1);
        for (QueensFork fork = youngest; fork != null; fork = fork.older) {
            fork.join(worker);
            solutions += fork.result;
        }
        return solutions;
    }
}
