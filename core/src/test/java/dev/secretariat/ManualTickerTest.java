package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualTickerTest {
    @Test
    void itStandsStillUntilAdvanced() {
        ManualTicker ticker = new ManualTicker(5);
        assertEquals(5, ticker.nanos());
        ticker.advance(Duration.ofNanos(3));
        assertEquals(8, ticker.nanos());
        ticker.advance(Duration.ofNanos(-3));
        assertEquals(8, ticker.nanos());
        assertThrows(NullPointerException.class, () -> ticker.advance(null));
    }

    @Test
    void itWrapsAround() {
        ManualTicker ticker = new ManualTicker(Long.MAX_VALUE);
        ticker.advance(Duration.ofNanos(1));
        assertEquals(Long.MIN_VALUE, ticker.nanos());
    }

    @Test
    void advancingWakesWhoWaits() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 2000; i++) {
                ManualTicker ticker = new ManualTicker(Long.MAX_VALUE - 1);
                long until = Long.MIN_VALUE + 1;
                Thread waiter = new Thread(() -> {
                    while (until - ticker.nanos() > 0) {
                        ticker.parkUntil(this, until);
                    }
                });
                waiter.start();
                ticker.advance(Duration.ofNanos(1));
                ticker.advance(Duration.ofNanos(2));
                waiter.join();
            }
        });
    }

    @Test
    void theTimeThatHasComeDoesNotPark() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> new ManualTicker(10).parkUntil(this, 10));
        assertTrue(new ManualTicker(1).toString().contains("PT"));
    }
}
