package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * All ways to place queens that do not threaten each other, with a fork for each safe place but the first of a row.
 *
 * <p>A board is four ints with a bit for each column: {@code all} columns, the {@code columns} that have a queen,
 * and those that the diagonal of a queen to the {@code left} or to the {@code right} reaches in the next row.
 */
final class Queens extends Counting {
    /** How many ways there are, by the board's edge. */
    private static final long[] KNOWN = {
        1, 1, 0, 0, 2, 10, 4, 40, 92, 352, 724, 2_680, 14_200, 73_712, 365_596, 2_279_184, 14_772_512
    };

    private final int all;

    Queens(int edge) {
        super(known(edge));
        this.all = (1 << edge) - 1;
    }

    private static long known(int edge) {
        if (edge < 0 || edge >= KNOWN.length)
            throw new IllegalArgumentException("edge: expected up to " + (KNOWN.length - 1) + ", got " + edge);
        return KNOWN[edge];
    }

    @Override
    long count(Worker worker) throws Exception {
        return QueensFork.solutions(worker, all, 0, 0, 0);
    }

    @Override
    long countAsking(Worker worker) throws Exception {
        return QueensAsking.solutions(worker, all, 0, 0, 0);
    }

    @Override
    long count(Peer peer) {
        return switch (peer) {
            case SEQUENTIAL -> plain(all, 0, 0, 0);
            case FJP_ACTION -> QueensAction.solutions(all, 0, 0, 0);
            case FJP_SURPLUS -> QueensSurplus.solutions(all, 0, 0, 0);
            default -> throw refused(peer);
        };
    }

    private static long plain(int all, int columns, int left, int right) {
        if (columns == all) return 1;
        long solutions = 0;
        for (int free = all & ~(columns | left | right); free != 0; free &= free - 1) {
            int queen = free & -free;
            solutions += plain(all, columns | queen, (left | queen) << 1, (right | queen) >>> 1);
        }
        return solutions;
    }

    /** A board with one queen more, and the fork that was made before for the same row. */
    private static final class QueensFork extends Fork<@Nullable Void> {
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
        public @Nullable Void run(Worker worker) throws Exception {
            result = solutions(worker, all, columns, left, right);
            return null;
        }

        static long solutions(Worker worker, int all, int columns, int left, int right) throws Exception {
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
                worker.join(fork);
                solutions += fork.result;
            }
            return solutions;
        }
    }

    /** A board with one queen more, and the fork that was made before for the same row. */
    private static final class QueensAsking extends Fork<@Nullable Void> {
        private final int all;
        private final int columns;
        private final int left;
        private final int right;
        private final @Nullable QueensAsking older;
        private long result;

        private QueensAsking(int all, int columns, int left, int right, @Nullable QueensAsking older) {
            this.all = all;
            this.columns = columns;
            this.left = left;
            this.right = right;
            this.older = older;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            result = solutions(worker, all, columns, left, right);
            return null;
        }

        static long solutions(Worker worker, int all, int columns, int left, int right) throws Exception {
            if (columns == all) return 1;
            long solutions = 0;
            QueensAsking youngest = null;
            for (int free = all & ~(columns | left | right); free != 0; free &= free - 1) {
                int queen = free & -free;
                boolean isLast = queen == free;
                if (isLast || !worker.isForkWorthwhile()) {
                    solutions += solutions(worker, all, columns | queen, (left | queen) << 1, (right | queen) >>> 1);
                } else {
                    youngest = new QueensAsking(
                            all, columns | queen, (left | queen) << 1, (right | queen) >>> 1, youngest);
                    worker.fork(youngest);
                }
            }
            for (QueensAsking fork = youngest; fork != null; fork = fork.older) {
                worker.join(fork);
                solutions += fork.result;
            }
            return solutions;
        }
    }

    /** A board with one queen more, and the task that was forked before for the same row. */
    @SuppressWarnings("serial") // nobody serializes it
    private static final class QueensAction extends RecursiveAction {
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

    /** A board with one queen more, and the task that was forked before for the same row. */
    @SuppressWarnings("serial") // nobody serializes it
    private static final class QueensSurplus extends RecursiveAction {
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
                    youngest = new QueensSurplus(
                            all, columns | queen, (left | queen) << 1, (right | queen) >>> 1, youngest);
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
}
