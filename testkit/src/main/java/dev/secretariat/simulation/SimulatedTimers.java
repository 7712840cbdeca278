package dev.secretariat.simulation;

import dev.secretariat.Deadline;
import dev.secretariat.Ticker;
import dev.secretariat.Timers;
import dev.secretariat.spi.TimerQueue;
import java.util.Objects;

/** Rings deadlines when virtual time has come to them, or somewhat later. */
final class SimulatedTimers implements Timers {
    private final SimulatedClock clock;
    private final Faults faults;
    private final long seed;
    private final Owner owner;
    private final TimerQueue queue;

    SimulatedTimers(SimulatedClock clock, Faults faults, long seed, Owner owner) {
        this.clock = clock;
        this.faults = faults;
        this.seed = seed;
        this.owner = owner;
        this.queue = new TimerQueue(clock);
    }

    @Override
    public Ticker ticker() {
        return clock;
    }

    @Override
    public void set(Deadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        owner.check("waits for a deadline");
        queue.set(deadline);
    }

    @Override
    public void clear(Deadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        owner.check("leaves a deadline");
        queue.update(deadline);
    }

    /** When something rings next; {@link Long#MAX_VALUE} for never. */
    long nextNanos() {
        if (queue.isEmpty()) return Long.MAX_VALUE;
        long next = queue.nextNanos();
        // Whoever waits for so long waits for ever: time must not jump there, nor beyond what a long holds.
        if (next - clock.nanos() >= SimulationScheduler.UNLIMITED.toNanos()) return Long.MAX_VALUE;
        return next + faults.latenessNanos(seed, next);
    }

    void ringDue() {
        if (queue.size() > 0 && nextNanos() <= clock.nanos()) queue.ringDue();
    }
}
