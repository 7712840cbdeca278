package dev.secretariat.examples.executors;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Raises an alarm when somebody has not been heard of for a while. This is ordinary code for any
 * ScheduledExecutorService; its test shows how hours pass at once.
 */
public final class Heartbeat {
    private final ScheduledExecutorService executor;
    private final Duration patience;
    private final Runnable alarm;
    private @Nullable ScheduledFuture<?> pending;

    /**
     * Begins to listen.
     *
     * @param executor runs the alarm
     * @param patience how long a silence raises no alarm
     * @param alarm what to do then
     */
    public Heartbeat(ScheduledExecutorService executor, Duration patience, Runnable alarm) {
        this.executor = executor;
        this.patience = patience;
        this.alarm = alarm;
        beat();
    }

    /** Notes that somebody is still there. */
    public synchronized void beat() {
        stop();
        pending = executor.schedule(alarm, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends listening. */
    public synchronized void stop() {
        if (pending != null) pending.cancel(false);
        pending = null;
    }
}
