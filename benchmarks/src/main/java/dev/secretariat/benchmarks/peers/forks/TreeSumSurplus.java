package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class TreeSumSurplus extends RecursiveAction {
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
