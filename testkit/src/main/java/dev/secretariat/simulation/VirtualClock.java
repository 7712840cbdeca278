package dev.secretariat.simulation;

import dev.secretariat.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Virtual time as a clock shows it: a simulation begins with this millennium. */
final class VirtualClock extends Clock {
    private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");

    private final Ticker ticker;
    private final ZoneId zone;

    private VirtualClock(Ticker ticker, ZoneId zone) {
        this.ticker = ticker;
        this.zone = zone;
    }

    static Clock of(Ticker ticker) {
        return new VirtualClock(ticker, ZoneOffset.UTC);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new VirtualClock(ticker, other);
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(ticker.nanos());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VirtualClock that && ticker == that.ticker && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(ticker) + zone.hashCode();
    }

    @Override
    public String toString() {
        return "virtual clock, " + instant() + ", " + zone;
    }
}
