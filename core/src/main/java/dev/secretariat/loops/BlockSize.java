package dev.secretariat.loops;

import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.internal.Helped;

/**
 * How large a loop's next block is: so large that it takes a few microseconds. Then a worker that becomes idle waits
 * no longer than that for work, and asking between blocks whether one is idle costs next to nothing.
 */
final class BlockSize {
    /** Some hundred times what it costs to read the clock and ask for help; short beside waking a thread. */
    private static final long TARGET_NANOS = 5_000;

    /** To hand work over to a thread that has to be woken costs some microseconds on both sides: at most a tenth of what is shared. */
    private static final long WORTH_WAKING_NANOS = 10 * TARGET_NANOS;

    /** To one that is awake, half a microsecond. */
    private static final long WORTH_SHARING_NANOS = TARGET_NANOS;

    /** Ten looks at the clock: what took less may have taken nothing but the look. */
    private static final long MEASURABLE_NANOS = 250;

    /** A clock that stands still must not let the size overflow. */
    private static final long MAX_SIZE = 1L << 30;

    /** One block that was fast or slow by chance must not make the next one a hundred times as large or small. */
    private static final int MAX_FACTOR = 16;

    private final Ticker ticker;
    private long before;
    private long size = 1;

    /** Of the block before: what an index takes; zero if that is not known. */
    private double nanosPerIndex;

    private boolean hasMissed;

    BlockSize(Ticker ticker) {
        this.ticker = ticker;
        this.before = ticker.nanos();
    }

    /** Returns how many indices the next block has. */
    long current() {
        return size;
    }

    /** Returns whether so many more indices are to be shared with somebody who is idle. */
    boolean isWorthSharing(long rest, Worker worker) {
        double nanos = rest * nanosPerIndex;
        if (rest <= 1 || nanos < WORTH_SHARING_NANOS || !worker.isHelpAvailable()) return false;
        if (nanos >= WORTH_WAKING_NANOS) return true;
        return worker instanceof Helped helped && (helped.isHelpAwake() || isWakeDue(helped, nanos));
    }

    /** A loop counts once as a chance that was missed, not with each of its blocks. */
    private boolean isWakeDue(Helped worker, double nanos) {
        if (hasMissed) return false;
        hasMissed = true;
        return worker.isWakeDue((long) nanos);
    }

    /** Adapts the size to the time that a block of it, or the last and shorter one, has just taken. */
    void adjust() {
        long now = ticker.nanos();
        long taken = Math.max(1, now - before);
        before = now;
        nanosPerIndex = taken < MEASURABLE_NANOS ? 0 : (double) taken / size;
        if (taken >= 2 * TARGET_NANOS) size = Math.max(1, size / Math.min(MAX_FACTOR, taken / TARGET_NANOS));
        else if (taken < TARGET_NANOS) size = Math.min(MAX_SIZE, size * Math.min(MAX_FACTOR, TARGET_NANOS / taken));
    }
}
