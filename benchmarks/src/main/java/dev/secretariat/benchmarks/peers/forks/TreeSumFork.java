package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

final class TreeSumFork extends Fork<@Nullable Void> {
    private final TreeNode node;
    private long result;

    private TreeSumFork(TreeNode node) {
        this.node = node;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        result = sum(worker, node);
        return null;
    }

    static long sum(Worker worker, TreeNode node) {
        if (node.left == null || node.right == null) return node.value;
        TreeSumFork right = new TreeSumFork(node.right);
        worker.fork(right);
        long left = sum(worker, node.left);
        right.join(worker);
        return node.value + left + right.result;
    }
}
