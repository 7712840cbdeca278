package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<String> told = new ArrayList<>();

    private String after(Duration duration, int count, int all) {
        Progress progress = new Progress(all, told::add, ticker);
        ticker.advance(duration);
        progress.done(count);
        return told.isEmpty() ? "" : told.get(told.size() - 1);
    }

    @Test
    void tellsHowLongItWillGoOn() {
        assertEquals(
                "runs 12,000 of 100,000, no failure, about 3 min left", after(Duration.ofSeconds(25), 12_000, 100_000));
        assertEquals("runs 5 of 10, no failure, about 7 s left", after(Duration.ofSeconds(7), 5, 10));
        assertEquals("runs 1 of 1,000, no failure, about 3 h left", after(Duration.ofSeconds(11), 1, 1000));
        assertEquals("runs 10 of 10, no failure, about 0 s left", after(Duration.ofDays(1), 10, 10));
    }

    @Test
    void isSilentForFiveSeconds() {
        Progress progress = new Progress(100, told::add, ticker);
        for (int i = 1; i <= 100; i++) {
            ticker.advance(Duration.ofMillis(60));
            progress.done(i);
        }
        assertEquals(1, told.size(), told.toString());
    }
}
