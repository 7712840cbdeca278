package dev.secretariat.cooperative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Task;
import dev.secretariat.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnThreadTest {
    /** Throws so many times when the scheduler's own thread reads it, from then on it is the system's. */
    private static final class Failing implements Ticker {
        private final AtomicInteger left;
        private final CountDownLatch recovered = new CountDownLatch(1);

        Failing(int times) {
            left = new AtomicInteger(times);
        }

        @Override
        public long nanos() {
            if (Thread.currentThread().getName().equals("with a broken clock") && left.getAndDecrement() > 0) {
                throw new IllegalStateException("no time, for the test");
            }
            if (left.get() < 0) recovered.countDown();
            return System.nanoTime();
        }
    }

    @Test
    void failuresInARowAreToldEverMoreRarely() throws Exception {
        Failing ticker = new Failing(100);
        String told = listen(() -> {
            try (CooperativeScheduler scheduler = CooperativeScheduler.builder()
                    .name("with a broken clock")
                    .ticker(ticker)
                    .start()) {
                ticker.recovered.await();
                assertEquals(1, scheduler.submit(Task.call(() -> 1)).join());
            }
        });
        int times = told.split("goes on after a failure of its ticker", -1).length - 1;
        assertEquals(7, times, "of the first, second, fourth ... and sixty-fourth of 100");
    }

    /** What is logged meanwhile. */
    private static String listen(ThrowingRunnable action) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }
}
