package dev.secretariat.examples.demo.stories;

import dev.secretariat.Ticker;
import java.util.ArrayList;
import java.util.List;

/**
 * The system's clock, held while somebody oversleeps: it passes no moment for which a thread is parked
 * before that thread is up. On a busy machine threads come late, by several minutes of a workday; with
 * this ticker that costs real time, but no time of the story. It does not see threads that are slow to
 * come when another one unparks them. Thread-safe.
 */
public final class SteadyTicker implements Ticker {
    private final Ticker system;
    private final List<Alarm> alarms = new ArrayList<>();
    private long heldNanos;

    /** A moment for which a thread is parked; compared by identity. */
    private static final class Alarm {
        private final long atNanos;

        Alarm(long atNanos) {
            this.atNanos = atNanos;
        }
    }

    /** The system's clock, held where need be. */
    public SteadyTicker() {
        this(Ticker.system());
    }

    SteadyTicker(Ticker system) {
        this.system = system;
    }

    @Override
    public synchronized long nanos() {
        long now = system.nanos() - heldNanos;
        long late = 0;
        for (Alarm alarm : alarms) late = Math.max(late, now - alarm.atNanos);
        heldNanos += late;
        return now - late;
    }

    @Override
    public void parkUntil(Object blocker, long untilNanos) {
        Alarm alarm = new Alarm(untilNanos);
        long wait = set(alarm);
        try {
            if (wait > 0) system.parkUntil(blocker, system.nanos() + wait);
        } finally {
            clear(alarm);
        }
    }

    private synchronized long set(Alarm alarm) {
        long wait = alarm.atNanos - nanos();
        if (wait > 0) alarms.add(alarm);
        return wait;
    }

    private synchronized void clear(Alarm alarm) {
        nanos(); // holds the clock until now
        alarms.remove(alarm);
    }
}
