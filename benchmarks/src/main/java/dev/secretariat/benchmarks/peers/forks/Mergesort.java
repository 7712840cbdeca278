package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/** Top-down, between the array and a second one, where large merges are divided too. */
final class Mergesort extends Sorting {
    private final int[] scratch;

    Mergesort(int size) {
        super(size);
        this.scratch = new int[size];
    }

    private SortRange whole() {
        return new SortRange(array(), scratch, 0, scratch.length, false);
    }

    @Override
    void solve(Worker worker) {
        MergesortFork.sort(worker, whole());
    }

    @Override
    void solve(Peer peer) {
        switch (peer) {
            case SEQUENTIAL -> plain(whole());
            case FJP_ACTION -> MergesortAction.sort(whole());
            default -> super.solve(peer);
        }
    }

    private static void plain(SortRange range) {
        if (range.isSmall()) {
            range.sort();
            return;
        }
        plain(range.firstHalf());
        plain(range.secondHalf());
        range.merge().run();
    }
}
