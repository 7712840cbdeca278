package dev.secretariat.internal;

import java.time.Duration;

/** Durations as nanoseconds that cannot overflow when they are added and compared. */
public final class Times {
    /**
     * The longest wait, 146 years. Any two times within it of each other, in either direction, can be
     * compared by subtraction.
     */
    public static final long FAR_NANOS = Long.MAX_VALUE >> 1;

    private static final Duration FAR = Duration.ofNanos(FAR_NANOS);

    private static final Duration FOR_EVER = Duration.ofNanos(FAR_NANOS >> 1);

    private Times() {}

    /** Returns whether nobody lives to see the end of a wait: some 73 years and longer. */
    public static boolean isForEver(Duration duration) {
        return duration.compareTo(FOR_EVER) >= 0;
    }

    /** Returns the duration in nanoseconds, from zero to {@link #FAR_NANOS}. */
    public static long nanos(Duration duration) {
        if (duration.isNegative()) return 0;
        return duration.compareTo(FAR) >= 0 ? FAR_NANOS : duration.toNanos();
    }

    /** Returns the reading of a clock that reads {@code now}, when the duration will have passed. */
    public static long after(long now, Duration duration) {
        return now + nanos(duration);
    }
}
