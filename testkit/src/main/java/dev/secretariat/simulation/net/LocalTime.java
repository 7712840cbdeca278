package dev.secretariat.simulation.net;

import dev.secretariat.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A node's clock: it goes too fast or too slow, from a time that is wrong, and may be set anew. */
final class LocalTime implements Ticker {
    /** Waits longer than a century are for ever, however the clock goes. */
    private static final Duration FAR = Duration.ofDays(36_525);

    private final Ticker ticker;
    private final long start;
    private final double drift;
    private Duration offset;

    /**
     * A clock.
     *
     * @param ticker the time as it is
     * @param offset by how much its wall clock is fast
     * @param drift which part of the time that passes it adds; above -1, so that it never goes back
     */
    LocalTime(Ticker ticker, Duration offset, double drift) {
        this.ticker = ticker;
        this.start = ticker.nanos();
        this.offset = offset;
        this.drift = drift;
    }

    @Override
    public long nanos() {
        long passed = ticker.nanos() - start;
        return start + passed + (long) (passed * drift);
    }

    @Override
    public void parkUntil(Object blocker, long untilNanos) {
        ticker.parkUntil(blocker, untilNanos); // which tells what to do instead
    }

    /** Returns how long it takes until that much has passed by this clock. */
    Duration real(Duration local) {
        if (local.isNegative() || local.compareTo(FAR) > 0) return local;
        return Duration.ofNanos((long) Math.ceil(local.toNanos() / (1 + drift)));
    }

    void shift(Duration by) {
        offset = offset.plus(by);
    }

    Clock wall() {
        return new Wall(ZoneOffset.UTC);
    }

    private final class Wall extends Clock {
        private final ZoneId zone;

        Wall(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Wall(other);
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos()).plus(offset);
        }
    }
}
