package dev.secretariat.examples.demo.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyTickerTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ManualTicker real = new ManualTicker(Long.MAX_VALUE - SECOND);

    /** On which threads oversleep by an hour. */
    private final Ticker busyMachine = new Ticker() {
        @Override
        public long nanos() {
            return real.nanos();
        }

        @Override
        public void parkUntil(Object blocker, long untilNanos) {
            real.advance(Duration.ofNanos(untilNanos - nanos()).plusHours(1));
        }
    };

    private final SteadyTicker ticker = new SteadyTicker(busyMachine);

    @Test
    void noTimePassesWhileAThreadOversleeps() {
        long moment = ticker.nanos() + 5 * SECOND;
        ticker.parkUntil(this, moment);
        assertEquals(moment, ticker.nanos());
    }

    @Test
    void timePassesWhileNobodySleeps() {
        long moment = ticker.nanos() + 5 * SECOND;
        ticker.parkUntil(this, moment);
        real.advance(Duration.ofSeconds(2));
        assertEquals(moment + 2 * SECOND, ticker.nanos());
    }

    @Test
    void aMomentThatHasPassedIsNotWaitedFor() {
        long now = ticker.nanos();
        ticker.parkUntil(this, now - SECOND);
        assertEquals(now, ticker.nanos());
    }
}
