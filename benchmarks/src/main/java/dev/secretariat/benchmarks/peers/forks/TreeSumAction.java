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
        TreeSumAction left = new TreeSumAction(node.left);
        left.fork();
        long right = sum(node.right);
        left.join();
        return node.value + left.result + right;
    }
}
