package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.Arrays;

/** Sorting by a call of each library. */
final class LibrarySort extends Sorting {
    LibrarySort(int size) {
        super(size);
    }

    @Override
    void solve(Worker worker) {
        dev.secretariat.loops.Sorting.sort(worker, array());
    }

    @Override
    void solve(Peer peer) {
        if (peer == Peer.SEQUENTIAL) Arrays.sort(array());
        else super.solve(peer);
    }
}
