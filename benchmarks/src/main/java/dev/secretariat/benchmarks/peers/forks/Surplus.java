package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.ForkJoinTask;

/**
 * The ForkJoinPool's own measure of whether another fork would be of use to anyone. Its makers recommend to
 * look at it before each fork; one that nobody has stolen is then taken back and called like any method.
 */
final class Surplus {
    /** The constant in the documentation of {@link ForkJoinTask#getSurplusQueuedTaskCount()}. */
    private static final int ENOUGH = 3;

    private Surplus() {}

    /** Whether the other workers find enough to steal from this one. */
    static boolean isEnough() {
        return ForkJoinTask.getSurplusQueuedTaskCount() > ENOUGH;
    }
}
