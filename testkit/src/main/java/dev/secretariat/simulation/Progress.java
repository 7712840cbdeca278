package dev.secretariat.simulation;

import dev.secretariat.Ticker;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells every few seconds of real time how far a sweep is, and how long it will go on at that pace. */
final class Progress {
    /** Long sweeps are told of, those that are over in a moment are not. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final long all;
    private final Consumer<String> listener;
    private final Ticker ticker;
    private final long begin;
    private long told;

    Progress(long all, Consumer<String> listener, Ticker ticker) {
        this.all = all;
        this.listener = listener;
        this.ticker = ticker;
        this.begin = ticker.nanos();
        this.told = begin;
    }

    void done(long count) {
        long now = ticker.nanos();
        if (count == 0 || now - told < PAUSE.toNanos()) return;
        told = now;
        double left = (double) (now - begin) / count * (all - count);
        listener.accept(String.format(
                Locale.ROOT,
                "runs %,d of %,d, no failure, about %s left",
                count,
                all,
                rounded(Math.round(left / 1e9))));
    }

    /** Returns a time in the largest unit of which there are two. */
    private static String rounded(long seconds) {
        if (seconds < 120) return seconds + " s";
        long minutes = Math.round(seconds / 60.0);
        return minutes < 120 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
    }
}
