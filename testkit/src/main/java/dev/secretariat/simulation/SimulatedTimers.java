package dev.secretariat.simulation;

import dev.secretariat.Ticker;
import dev.secretariat.spi.TimerDeadline;
import dev.secretariat.spi.TimerQueue;
import dev.secretariat.spi.Timers;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Rings deadlines when virtual time has come to them, or somewhat later. */
final class SimulatedTimers implements Timers {
    private final SimulatedClock clock;
    private final FaultInjector faults;
    private final Owner owner;
    private final TimerQueue queue;

    /** By the time at which they ring; apart, so that they hold up none that is on time. */
    private final NavigableMap<Long, Set<TimerDeadline>> late = new TreeMap<>();

    SimulatedTimers(SimulatedClock clock, FaultInjector faults, Owner owner) {
        this.clock = clock;
        this.faults = faults;
        this.owner = owner;
        this.queue = new TimerQueue(clock);
    }

    @Override
    public Ticker ticker() {
        return clock;
    }

    @Override
    public void set(TimerDeadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        owner.check("waits for a deadline");
        long lateness = faults.latenessNanos(deadline.nanos());
        if (lateness == 0) queue.set(deadline);
        else
            late.computeIfAbsent(deadline.nanos() + lateness, at -> new LinkedHashSet<>())
                    .add(deadline);
    }

    @Override
    public void clear(TimerDeadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        owner.check("leaves a deadline");
        long lateness = faults.latenessNanos(deadline.nanos());
        if (lateness == 0) queue.update(deadline);
        else if (!deadline.isAwaited()) forget(deadline, deadline.nanos() + lateness);
    }

    private void forget(TimerDeadline deadline, long rings) {
        late.computeIfPresent(rings, (at, deadlines) -> {
            deadlines.remove(deadline);
            return deadlines.isEmpty() ? null : deadlines;
        });
    }

    /** Returns when something rings next; {@link Long#MAX_VALUE} for never. */
    long nextNanos() {
        long next = queue.isEmpty() ? Long.MAX_VALUE : queue.nextNanos();
        if (!late.isEmpty()) next = Math.min(next, late.firstKey());
        // Whoever waits for so long waits for ever: time must not jump there, nor beyond what a long holds.
        return next - clock.nanos() >= SimulatedClock.UNLIMITED.toNanos() ? Long.MAX_VALUE : next;
    }

    void ringDue() {
        queue.ringDue();
        while (!late.isEmpty() && late.firstKey() <= clock.nanos()) {
            late.pollFirstEntry().getValue().forEach(TimerDeadline::ring);
        }
    }
}
