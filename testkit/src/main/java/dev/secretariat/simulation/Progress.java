package dev.secretariat.simulation;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells every few seconds how far a sweep is. */
final class Progress {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

    private final int all;
    private final Consumer<String> listener;
    private long told = System.nanoTime();

    Progress(int all, Consumer<String> listener) {
        this.all = all;
        this.listener = listener;
    }

    void done(int count) {
        long now = System.nanoTime();
        if (now - told < PAUSE) return;
        told = now;
        listener.accept(count + " of " + all + " seeds, no failure");
    }
}
