package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * The sum of a balanced tree. A small tree shows what a fork costs where there is hardly anything to divide, a large
 * one how forks get on with the memory's caches. All contestants go on with the left half and fork the right one: the
 * nodes lie in memory in that order, and the other one is up to five times as slow. A small tree is summed many times
 * inside the scheduler; otherwise the time would be that of waking it.
 */
final class TreeSum extends Counting {
    /** How many nodes are summed in all, if the tree has fewer. */
    private static final int NODES = 1 << 20;

    private final TreeNode root;
    private final int rounds;

    TreeSum(int nodes) {
        super(rounds(nodes) * (nodes * (nodes + 1L) / 2));
        if (nodes < 1 || (nodes & (nodes + 1)) != 0)
            throw new IllegalArgumentException("nodes: expected a power of two less one, got " + nodes);
        this.root = TreeNode.balanced(1, nodes);
        this.rounds = rounds(nodes);
    }

    private static int rounds(int nodes) {
        return Math.max(1, NODES / (nodes + 1));
    }

    @Override
    long count(Worker worker) throws Exception {
        long sum = 0;
        for (int i = 0; i < rounds; i++) sum += TreeSumFork.sum(worker, root);
        return sum;
    }

    @Override
    long countAsking(Worker worker) throws Exception {
        long sum = 0;
        for (int i = 0; i < rounds; i++) sum += TreeSumAsking.sum(worker, root);
        return sum;
    }

    @Override
    long count(Peer peer) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) sum += sum(peer);
        return sum;
    }

    private long sum(Peer peer) {
        return switch (peer) {
            case SEQUENTIAL -> root.sum();
            case FJP_ACTION -> TreeSumAction.sum(root);
            case FJP_SURPLUS -> TreeSumSurplus.sum(root);
            default -> throw refused(peer);
        };
    }

    /** A node of a binary tree, with a number, and both children or none. */
    private static final class TreeNode {
        final int value;
        final @Nullable TreeNode left;
        final @Nullable TreeNode right;

        private TreeNode(int value, @Nullable TreeNode left, @Nullable TreeNode right) {
            this.value = value;
            this.left = left;
            this.right = right;
        }

        /** Makes a balanced tree with the numbers from {@code first} on. */
        static TreeNode balanced(int first, int nodes) {
            if (nodes == 1) return new TreeNode(first, null, null);
            int half = nodes / 2;
            return new TreeNode(first, balanced(first + 1, half), balanced(first + 1 + half, half));
        }

        long sum() {
            if (left == null || right == null) return value;
            return value + left.sum() + right.sum();
        }
    }

    private static final class TreeSumFork extends Fork<@Nullable Void> {
        private final TreeNode node;
        private long result;

        private TreeSumFork(TreeNode node) {
            this.node = node;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            result = sum(worker, node);
            return null;
        }

        static long sum(Worker worker, TreeNode node) throws Exception {
            if (node.left == null || node.right == null) return node.value;
            TreeSumFork right = new TreeSumFork(node.right);
            worker.fork(right);
            long left = sum(worker, node.left);
            worker.join(right);
            return node.value + left + right.result;
        }
    }

    private static final class TreeSumAsking extends Fork<@Nullable Void> {
        private final TreeNode node;
        private long result;

        private TreeSumAsking(TreeNode node) {
            this.node = node;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            result = sum(worker, node);
            return null;
        }

        static long sum(Worker worker, TreeNode node) throws Exception {
            if (node.left == null || node.right == null) return node.value;
            if (!worker.isForkWorthwhile()) return node.value + sum(worker, node.left) + sum(worker, node.right);
            TreeSumAsking right = new TreeSumAsking(node.right);
            worker.fork(right);
            long left = sum(worker, node.left);
            worker.join(right);
            return node.value + left + right.result;
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class TreeSumAction extends RecursiveAction {
        private final TreeNode node;
        private long result;

        private TreeSumAction(TreeNode node) {
            this.node = node;
        }

        @Override
        protected void compute() {
            result = sum(node);
        }

        static long sum(TreeNode node) {
            if (node.left == null || node.right == null) return node.value;
            TreeSumAction right = new TreeSumAction(node.right);
            right.fork();
            long left = sum(node.left);
            right.join();
            return node.value + left + right.result;
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class TreeSumSurplus extends RecursiveAction {
        private final TreeNode node;
        private long result;

        private TreeSumSurplus(TreeNode node) {
            this.node = node;
        }

        @Override
        protected void compute() {
            result = sum(node);
        }

        static long sum(TreeNode node) {
            if (node.left == null || node.right == null) return node.value;
            if (Surplus.isEnough()) return node.value + sum(node.left) + sum(node.right);
            TreeSumSurplus right = new TreeSumSurplus(node.right);
            right.fork();
            long left = sum(node.left);
            if (right.tryUnfork()) return node.value + left + sum(node.right);
            right.join();
            return node.value + left + right.result;
        }
    }
}
