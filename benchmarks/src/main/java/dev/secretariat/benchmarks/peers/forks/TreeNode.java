package dev.secretariat.benchmarks.peers.forks;

import org.jspecify.annotations.Nullable;

/** A node of a binary tree with a number; both children or none. */
final class TreeNode {
    final int value;
    final @Nullable TreeNode left;
    final @Nullable TreeNode right;

    private TreeNode(int value, @Nullable TreeNode left, @Nullable TreeNode right) {
        this.value = value;
        this.left = left;
        this.right = right;
    }

    /** A balanced tree with the numbers from {@code first} on. */
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
