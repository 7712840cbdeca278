package dev.secretariat.examples.demo.stories;

import dev.secretariat.Ticker;
import java.util.ArrayList;
import java.util.List;

/**
 * The system's clock, stopped while a thread oversleeps: if a thread is parked until some time, this clock does not go
 * beyond that time before the thread is running again. On a busy machine threads wake up late, by several minutes of a
 * workday; with this ticker that costs real time, but no time of the story. It does not see threads that wake up
 * late because another one unparked them. Thread-safe.
 */
public final class SteadyTicker implements Ticker {
    private final Ticker system;
    private final List<Alarm> alarms = new ArrayList<>();
    private long heldNanos;

    /** The time until which a thread is parked; compared by identity. */
    private static final class Alarm {
        private final long atNanos;

        Alarm(long atNanos) {
            this.atNanos = atNanos;
        }
    }

    /** Creates a ticker that follows the system's clock. */
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
        nanos(); // stops the clock for as long as the thread has overslept
        alarms.remove(alarm);
    }
}
