package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/** A computation whose answer is known. It is solved over and over, never twice at a time. */
abstract class Problem {
    /** Prepares the next time; not measured. */
    void prepare() {}

    /** Solves it in our way. */
    abstract void solve(Worker worker) throws Exception;

    /**
     * Solves it in our way, and asks before each fork whether it is worthwhile.
     *
     * @throws IllegalArgumentException if there is no such way
     */
    void solveAsking(Worker worker) throws Exception {
        throw refused(Peer.SECRETARIAT_ASKING);
    }

    /**
     * Solves it in a peer's way, on this thread: one of the peer's pool, if it has one.
     *
     * @throws IllegalArgumentException if the peer does not take part
     */
    abstract void solve(Peer peer);

    /**
     * Compares the answer with the known one; not measured.
     *
     * @throws WrongAnswerException if it is another
     */
    abstract void check();

    static IllegalArgumentException refused(Peer peer) {
        return new IllegalArgumentException(peer.id() + " does not take part in this computation");
    }
}
