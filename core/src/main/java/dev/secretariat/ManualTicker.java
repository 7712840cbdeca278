package dev.secretariat;

import dev.secretariat.internal.Times;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A ticker that stands still until it is told to advance: for tests of anything that sleeps or has a
 * deadline.
 *
 * <pre>{@code
 * ManualTicker ticker = new ManualTicker();
 * CooperativeScheduler scheduler = CooperativeScheduler.builder().ticker(ticker).build();
 * scheduler.schedule(task, Duration.ofHours(1));
 * ticker.advance(Duration.ofHours(1));
 * scheduler.runUntilIdle(); // the task runs
 * }</pre>
 *
 * <p>Thread-safe. A thread that waits for a reading of this ticker is woken by {@link #advance}.
 */
public final class ManualTicker implements Ticker {
    private final AtomicLong now;
    private final Set<Thread> parked = ConcurrentHashMap.newKeySet();

    /** Creates a ticker that reads zero. */
    public ManualTicker() {
        this(0);
    }

    /**
     * Creates a ticker that reads {@code startNanos}; start near {@link Long#MAX_VALUE} to see a wrap-around.
     *
     * @param startNanos the first reading
     */
    public ManualTicker(long startNanos) {
        this.now = new AtomicLong(startNanos);
    }

    @Override
    public long nanos() {
        return now.get();
    }

    /**
     * Lets time pass, and wakes the threads that wait for it.
     *
     * @param duration how much; a negative one counts as zero
     */
    public void advance(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        now.addAndGet(Times.nanos(duration));
        parked.forEach(LockSupport::unpark);
    }

    @Override
    public void parkUntil(Object blocker, long untilNanos) {
        Thread thread = Thread.currentThread();
        // Announce, then look: advance() changes the time first and looks for parked threads then.
        parked.add(thread);
        try {
            if (untilNanos - nanos() > 0) LockSupport.park(blocker);
        } finally {
            parked.remove(thread);
        }
    }

    @Override
    public String toString() {
        return "ManualTicker[" + Duration.ofNanos(nanos()) + "]";
    }
}
