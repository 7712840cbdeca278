package dev.secretariat.tck;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread beside the test that lets events happen. It never parks: what it is for is to come at once. */
final class Firer implements AutoCloseable {
    /** The test takes its turns within microseconds, or has no processor. Not tuned. */
    private static final int MAX_SPINS = 10_000;

    private final AtomicReference<@Nullable Firing> next = new AtomicReference<>();
    private volatile boolean closed;

    Firer() {
        Thread thread = new Thread(this::work, "beside the test");
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets an event happen when it is due. */
    Firing begin(Runnable event, int afterTurns) {
        Firing firing = new Firing(event, afterTurns);
        next.set(firing);
        return firing;
    }

    @SuppressWarnings("ThreadPriorityCheck") // on one core, the test's thread needs it
    private void work() {
        while (!closed) {
            Firing firing = next.getAndSet(null);
            for (int spins = 0; firing != null && !closed; spins++) {
                if (firing.isDue()) {
                    firing.fire();
                    break;
                }
                Thread.onSpinWait();
                if (spins > MAX_SPINS || Runtime.getRuntime().availableProcessors() == 1) Thread.yield();
            }
            if (firing == null) Thread.yield();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
