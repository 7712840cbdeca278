package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/** A problem whose answer is a whole number. */
abstract class Counting extends Problem {
    private static final long NONE = Long.MIN_VALUE;

    private final long known;
    private long answer = NONE;

    Counting(long known) {
        this.known = known;
    }

    abstract long count(Worker worker) throws Exception;

    abstract long count(Peer peer);

    long countAsking(Worker worker) throws Exception {
        throw refused(Peer.SECRETARIAT_ASKING);
    }

    @Override
    void prepare() {
        answer = NONE;
    }

    @Override
    final void solve(Worker worker) throws Exception {
        answer = count(worker);
    }

    @Override
    final void solveAsking(Worker worker) throws Exception {
        answer = countAsking(worker);
    }

    @Override
    final void solve(Peer peer) {
        answer = count(peer);
    }

    @Override
    void check() {
        if (answer != known) throw new WrongAnswerException(answer, known);
    }
}
