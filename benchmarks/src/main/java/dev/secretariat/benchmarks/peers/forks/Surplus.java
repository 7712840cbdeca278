package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.ForkJoinTask;

/**
 * Asks a ForkJoinPool whether another fork would be of use to anyone, as its documentation recommends before each fork.
 * A fork that nobody has stolen is then taken back by {@code tryUnfork}, and called like any method.
 */
final class Surplus {
    /** The threshold in the documentation of {@link ForkJoinTask#getSurplusQueuedTaskCount()}. */
    private static final int ENOUGH = 3;

    private Surplus() {}

    /** Returns whether the other workers find enough to steal from this one. */
    static boolean isEnough() {
        return ForkJoinTask.getSurplusQueuedTaskCount() > ENOUGH;
    }
}
