package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class TreeSumAction extends RecursiveAction {
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
