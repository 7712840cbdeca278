package dev.secretariat.simulation;

import dev.secretariat.Ticker;
import java.time.Duration;

/** Virtual time: it passes when nothing can be done now, and while a step spends it. */
final class SimulatedClock implements Ticker {
    /** Of the simulation's thread; what others read may be out of date. */
    private long now;

    /** How much of its cost the running step has spent. */
    private long spent;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void parkUntil(Object blocker, long untilNanos) {
        throw new IllegalStateException("this would block the thread that drives the simulation, whose time then"
                + " stands still; in a step return Step.await(...), elsewhere join a task of the simulation");
    }

    void advanceTo(long nanos) {
        now = nanos;
    }

    /** In a step. */
    void spend(long nanos) {
        now += nanos;
        spent += nanos;
    }

    /** After a step: back to the time of its beginning; says what it has cost. */
    long takeBack() {
        long cost = spent;
        if (cost > 0) {
            now -= cost;
            spent = 0;
        }
        return cost;
    }

    @Override
    public String toString() {
        return "virtual time " + Duration.ofNanos(now);
    }
}
