package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/**
 * The sum of a balanced tree: of a small one, what a fork costs where there is hardly anything to divide;
 * of a large one, how it goes with memory. All go on
 * with the left half and fork the right one: that is the order of the nodes in memory, which makes up to five
 * times the difference. A small tree is summed many times, one after the other inside
 * the scheduler: else the time would be that of waking it.
 */
final class TreeSum extends Counting {
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
    long count(Worker worker) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) sum += TreeSumFork.sum(worker, root);
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
}
