package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/**
 * The number of nodes of an unbalanced tree that nobody knows beforehand: some subtrees are large, most are
 * leaves, and each node costs a SHA-1. A fork for each child but the first.
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
    long count(Worker worker) {
        return UtsFork.size(worker, root);
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
}
