package dev.secretariat.simulation;

import dev.secretariat.Ticker;
import java.time.Duration;

/** Virtual time: it passes when nothing can be done now, and while a step spends it. */
final class SimulatedClock implements Ticker {
    /** Longer waits are for ever: some 73 years. */
    static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE / 4);

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

    static boolean isForEver(Duration duration) {
        return duration.compareTo(UNLIMITED) >= 0;
    }

    /**
     * Returns the time after a duration from now, of which a negative one counts as zero; {@link Long#MAX_VALUE} for
     * never.
     */
    long after(Duration duration) {
        if (duration.isNegative()) return now;
        return isForEver(duration) ? Long.MAX_VALUE : now + duration.toNanos();
    }

    void advanceTo(long nanos) {
        now = nanos;
    }

    /** Spends time in a step; a negative duration counts as zero. */
    void spend(Duration duration) {
        if (duration.isNegative()) return;
        if (isForEver(duration)) throw new IllegalArgumentException("duration is too long: " + duration);
        long nanos = duration.toNanos();
        now += nanos;
        spent += nanos;
    }

    /** Goes back to the time of the step's beginning, after it; says what it has cost. */
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
