package dev.secretariat.examples.demo.paperwork;

import dev.secretariat.Ticker;
import java.time.Duration;

/**
 * How much is computed in a minute of the stories. A page is a minute's work, and always the same amount of
 * computing: two pages that are worked on at once on a single core take two minutes.
 *
 * @param rounds how many rounds of computing a page takes
 * @param minuteNanos how long a minute takes
 */
public record Pace(long rounds, long minuteNanos) {
    /** Enough for the JIT compiler. */
    private static final Duration WARM_UP = Duration.ofMillis(150);

    private static final int BATCHES = 25;

    /** Takes results that nobody asks for, so that the compiler cannot leave out the computing. */
    @SuppressWarnings("unused")
    private static volatile long blackhole;

    /** Refuses numbers below 1. */
    public Pace {
        if (rounds < 1) throw new IllegalArgumentException("rounds is " + rounds + "; expected at least 1");
        if (minuteNanos < 1) {
            throw new IllegalArgumentException("minuteNanos is " + minuteNanos + "; expected at least 1");
        }
    }

    /**
     * Measures how much a core computes in a minute while it is left alone: the best of several tries.
     *
     * @param minute how long a minute shall take
     * @param ticker to measure it with
     */
    public static Pace calibrate(Duration minute, Ticker ticker) {
        long minuteNanos = minute.toNanos();
        long rounds = 1_000;
        long sum = 0;
        long begin = ticker.nanos();
        while (ticker.nanos() - begin < WARM_UP.toNanos()) sum += compute(sum, rounds);
        double best = Double.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long from = ticker.nanos();
            sum += compute(sum, rounds);
            long took = Math.max(1, ticker.nanos() - from);
            best = Math.min(best, (double) took / rounds);
            if (took < minuteNanos / 2) rounds *= 2; // short ones say more of the ticker than of the core
        }
        blackhole = sum;
        return new Pace(Math.max(1, Math.round(minuteNanos / best)), minuteNanos);
    }

    /** Computes a page, and returns the result, which is the same each time. */
    long workPage(long page) {
        return compute(page, rounds);
    }

    double minutes(long nanos) {
        return (double) nanos / minuteNanos;
    }

    /** Computes in rounds of which each needs the one before it, so that no core can do two at once. */
    private static long compute(long seed, long rounds) {
        long result = seed;
        for (long i = 0; i < rounds; i++) {
            result ^= result >>> 29;
            result = result * 0xBF58476D1CE4E5B9L + i;
        }
        return result;
    }
}
