package dev.secretariat;

import java.time.Duration;

/** Durations as nanoseconds that cannot overflow when they are added and compared. */
final class Times {
    /**
     * The longest wait, 146 years. Any two times within it of each other, in either direction, can be
     * compared by subtraction.
     */
    static final long FAR_NANOS = Long.MAX_VALUE >> 1;

    private static final Duration FAR = Duration.ofNanos(FAR_NANOS);

    private Times() {}

    /** The duration in nanoseconds, from zero to {@link #FAR_NANOS}. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) return 0;
        return duration.compareTo(FAR) >= 0 ? FAR_NANOS : duration.toNanos();
    }

    /** The reading of the ticker when the duration will have passed. */
    static long after(Ticker ticker, Duration duration) {
        return ticker.nanos() + nanos(duration);
    }
}
