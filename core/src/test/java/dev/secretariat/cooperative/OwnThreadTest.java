package dev.secretariat.cooperative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.secretariat.Task;
import dev.secretariat.Ticker;
import dev.secretariat.spi.Driven;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

    /** Its first look at the clock comes after it has seen that nothing has ended, and before it waits for the end. */
    @Test
    @Timeout(60)
    void itEndsIfTheSchedulerIsClosedWhileItBegins() throws InterruptedException {
        AtomicReference<Thread> own = new AtomicReference<>();
        CountDownLatch begins = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Ticker slow = () -> {
            if (Thread.currentThread() == own.get()) {
                begins.countDown();
                Driven.awaitQuietly(closed);
            }
            return System.nanoTime();
        };
        CooperativeScheduler scheduler = CooperativeScheduler.builder()
                .ticker(slow)
                .threadFactory(runnable -> {
                    Thread thread = new Thread(runnable);
                    thread.setDaemon(true);
                    own.set(thread);
                    return thread;
                })
                .start();
        begins.await();
        scheduler.close();
        closed.countDown();
        own.get().join(Duration.ofSeconds(20).toMillis());
        assertFalse(own.get().isAlive(), "it waits for an end that has come");
    }
}
