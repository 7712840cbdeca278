package dev.secretariat.simulation;

/**
 * Tells when all that goes on is polling, so that time has to pass for something to come of it: a task that
 * yields until a sleeper has done something is always ready, and time passes only when nothing can be done.
 *
 * <p>A step is idle if nothing came of it that the simulation could see, but that its task is ready again. Working
 * without a visible effect looks the same, so it takes many idle steps in a row: a tenth of the limit after which the run
 * would be called a livelock, and fewer each time, since then there are tasks that poll.
 */
final class Idling {
    /** Below this, tasks that yield some dozens of times before they do something would be taken to poll. */
    private static final long SHORTEST = 100;

    private long patience;
    private long idleSteps;

    Idling(long stepLimit) {
        this.patience = Math.max(SHORTEST, stepLimit / 10);
    }

    void step(boolean isIdle) {
        idleSteps = isIdle ? idleSteps + 1 : 0;
    }

    /** Returns whether time should pass. */
    boolean isLong() {
        return idleSteps >= patience;
    }

    /** Begins anew, as time has passed. */
    void end() {
        idleSteps = 0;
        patience = Math.max(SHORTEST, patience / 2);
    }
}
