package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * The number of nodes of an unbalanced tree whose shape cannot be known beforehand: some subtrees are large, most are
 * leaves, and each node costs a SHA-1. There is a fork for each child but the first.
 */
final class Uts extends Counting {
    private static final int ORIGINAL_HEIGHT = 10;
    private static final long ORIGINAL_SIZE = 4_130_071;

    private final UtsNode root;

    Uts(int height) {
        super(height == ORIGINAL_HEIGHT ? ORIGINAL_SIZE : UtsNode.root(height).size());
        this.root = UtsNode.root(height);
    }

    @Override
    long count(Worker worker) throws Exception {
        return UtsFork.size(worker, root);
    }

    @Override
    long countAsking(Worker worker) throws Exception {
        return UtsAsking.size(worker, root);
    }

    @Override
    long count(Peer peer) {
        return switch (peer) {
            case SEQUENTIAL -> root.size();
            case FJP_ACTION -> UtsAction.size(root);
            case FJP_SURPLUS -> UtsSurplus.size(root);
            default -> throw refused(peer);
        };
    }

    /** A child, and the fork that was made before for a sibling. */
    private static final class UtsFork extends Fork<@Nullable Void> {
        private final UtsNode parent;
        private final int index;
        private final @Nullable UtsFork older;
        private long result;

        private UtsFork(UtsNode parent, int index, @Nullable UtsFork older) {
            this.parent = parent;
            this.index = index;
            this.older = older;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            result = size(worker, parent.child(index));
            return null;
        }

        static long size(Worker worker, UtsNode node) throws Exception {
            int children = node.children();
            if (children == 0) return 1;
            UtsFork youngest = null;
            for (int i = 1; i < children; i++) {
                youngest = new UtsFork(node, i, youngest);
                worker.fork(youngest);
            }
            long size = 1 + size(worker, node.child(0));
            for (UtsFork fork = youngest; fork != null; fork = fork.older) {
                worker.join(fork);
                size += fork.result;
            }
            return size;
        }
    }

    /** A child, and the fork that was made before for a sibling. */
    private static final class UtsAsking extends Fork<@Nullable Void> {
        private final UtsNode parent;
        private final int index;
        private final @Nullable UtsAsking older;
        private long result;

        private UtsAsking(UtsNode parent, int index, @Nullable UtsAsking older) {
            this.parent = parent;
            this.index = index;
            this.older = older;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            result = size(worker, parent.child(index));
            return null;
        }

        static long size(Worker worker, UtsNode node) throws Exception {
            long size = 1;
            UtsAsking youngest = null;
            for (int i = node.children() - 1; i >= 0; i--) {
                if (i == 0 || !worker.isForkWorthwhile()) {
                    size += size(worker, node.child(i));
                } else {
                    youngest = new UtsAsking(node, i, youngest);
                    worker.fork(youngest);
                }
            }
            for (UtsAsking fork = youngest; fork != null; fork = fork.older) {
                worker.join(fork);
                size += fork.result;
            }
            return size;
        }
    }

    /** A child, and the task that was forked before for a sibling. */
    @SuppressWarnings("serial") // nobody serializes it
    private static final class UtsAction extends RecursiveAction {
        private final UtsNode parent;
        private final int index;
        private final @Nullable UtsAction older;
        private long result;

        private UtsAction(UtsNode parent, int index, @Nullable UtsAction older) {
            this.parent = parent;
            this.index = index;
            this.older = older;
        }

        @Override
        protected void compute() {
            result = size(parent.child(index));
        }

        static long size(UtsNode node) {
            int children = node.children();
            if (children == 0) return 1;
            UtsAction youngest = null;
            for (int i = 1; i < children; i++) {
                youngest = new UtsAction(node, i, youngest);
                youngest.fork();
            }
            long size = 1 + size(node.child(0));
            for (UtsAction action = youngest; action != null; action = action.older) {
                action.join();
                size += action.result;
            }
            return size;
        }
    }

    /** A child, and the task that was forked before for a sibling. */
    @SuppressWarnings("serial") // nobody serializes it
    private static final class UtsSurplus extends RecursiveAction {
        private final UtsNode parent;
        private final int index;
        private final @Nullable UtsSurplus older;
        private long result;

        private UtsSurplus(UtsNode parent, int index, @Nullable UtsSurplus older) {
            this.parent = parent;
            this.index = index;
            this.older = older;
        }

        @Override
        protected void compute() {
            result = size(parent.child(index));
        }

        static long size(UtsNode node) {
            long size = 1;
            UtsSurplus youngest = null;
            for (int i = node.children() - 1; i >= 0; i--) {
                if (i == 0 || Surplus.isEnough()) {
                    size += size(node.child(i));
                } else {
                    youngest = new UtsSurplus(node, i, youngest);
                    youngest.fork();
                }
            }
            for (UtsSurplus action = youngest; action != null; action = action.older) size += action.result();
            return size;
        }

        private long result() {
            if (tryUnfork()) return size(parent.child(index));
            join();
            return result;
        }
    }
}
