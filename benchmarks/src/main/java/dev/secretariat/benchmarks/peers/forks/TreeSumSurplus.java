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
        TreeSumSurplus left = new TreeSumSurplus(node.left);
        left.fork();
        long right = sum(node.right);
        if (left.tryUnfork()) return node.value + sum(node.left) + right;
        left.join();
        return node.value + left.result + right;
    }
}
