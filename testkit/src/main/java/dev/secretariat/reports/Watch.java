package dev.secretariat.reports;

import dev.secretariat.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what runs four times a second of real time, and notices what stands still.
 *
 * <p>It counts its looks, not the time: whatever stops all threads, such as a debugger or a computer's sleep, is one
 * look long at most. Its thread starts with the first that is to be watched, and ends when there has been none for a
 * while; so many short runs cost one thread and two entries into a monitor each.
 *
 * <p>Thread-safe. When {@link #remove} has returned, the watched one is called no more.
 */
public final class Watch {
    /** Four looks a second cost nothing worth mentioning, and tell how long something stands still well enough. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** A sixth of the patience has to be over before a standstill is told: early, but not of what is merely slow. */
    private static final int TOLD_AFTER = 6;

    /** How many looks at nothing end the thread: ten seconds, so that runs soon after each other share one. */
    private static final int IDLE_LOOKS = (int) Duration.ofSeconds(10).dividedBy(LOOK);

    private static final Watch SYSTEM = new Watch(Ticker.system());

    private final Ticker ticker;

    // Guarded by this.
    private final Map<Watched, Standing> all = new LinkedHashMap<>();
    private @Nullable Thread thread;
    private int idleLooks;

    /** On a clock that is the system's but for tests. */
    public Watch(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Returns the one that watches in real time. */
    public static Watch system() {
        return SYSTEM;
    }

    /**
     * Begins to watch something.
     *
     * @param watched equal to nothing else that is watched
     */
    public synchronized void add(Watched watched) {
        all.put(watched, new Standing(watched.pulse()));
        idleLooks = 0;
        if (thread != null) return;
        thread = new Thread(this::watch, "simulation-watch");
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // it outlives whoever has started it, for a while
        thread.start();
    }

    /** Watches something no longer. */
    public synchronized void remove(Watched watched) {
        all.remove(watched);
    }

    private void watch() {
        long next = ticker.nanos() + LOOK.toNanos();
        do {
            while (ticker.nanos() - next < 0) {
                ticker.parkUntil(this, next);
                Thread.interrupted(); // nobody's message, and it would keep us from parking
            }
            next = ticker.nanos() + LOOK.toNanos();
        } while (look());
    }

    /** Looks at all; says whether to go on. */
    synchronized boolean look() {
        if (all.isEmpty() && ++idleLooks >= IDLE_LOOKS) {
            thread = null;
            return false;
        }
        List.copyOf(all.entrySet()).forEach(entry -> look(entry.getKey(), entry.getValue()));
        return true;
    }

    private static void look(Watched watched, Standing standing) {
        try {
            long pulse = watched.pulse();
            if (pulse != standing.pulse) {
                standing.pulse = pulse;
                standing.looks = 0;
                return;
            }
            standing.looks++;
            Duration howLong = LOOK.multipliedBy(standing.looks);
            long patience = Math.max(1, watched.patience().dividedBy(LOOK));
            if (standing.looks % patience == 0) watched.giveUp(howLong);
            else if (standing.looks == Math.max(1, patience / TOLD_AFTER)) watched.tell(howLong);
        } catch (RuntimeException | Error failure) {
            // Of what users' objects say of themselves: the others must be watched all the same.
            System.err.println("a simulation stands still, and this failed while it was to be told: " + failure);
        }
    }

    /** For how many looks one has stood still. */
    private static final class Standing {
        long pulse;
        int looks;

        Standing(long pulse) {
            this.pulse = pulse;
        }
    }
}
