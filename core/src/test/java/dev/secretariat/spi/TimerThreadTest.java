package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimerThreadTest {
    /** Its first parking ends for no reason, as any parking may, once the test lets it. */
    private static final class SpuriousTicker implements Ticker {
        final ManualTicker time = new ManualTicker();
        final CountDownLatch parked = new CountDownLatch(1);
        final CountDownLatch returns = new CountDownLatch(1);
        private final AtomicBoolean first = new AtomicBoolean(true);

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public void parkUntil(Object blocker, long untilNanos) {
            if (!first.getAndSet(false)) {
                time.parkUntil(blocker, untilNanos);
                return;
            }
            parked.countDown();
            try {
                returns.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Found in the wild: a schedule() and a cancel() right after it, then a later schedule(). */
    @Test
    void ringsADeadlineSetAfterThatForWhichItIsParkedWasCleared() throws Exception {
        SpuriousTicker ticker = new SpuriousTicker();
        TimerThread timers = new TimerThread(ticker, Thread::new);
        TimerDeadline cleared = TimerDeadline.after(Duration.ofSeconds(1), timers);
        TimerDeadline later = TimerDeadline.after(Duration.ofSeconds(2), timers);
        CountDownLatch rung = new CountDownLatch(1);
        Waker nobody = () -> {};

        assertTrue(cleared.register(nobody));
        ticker.parked.await();
        cleared.deregister(nobody);
        ticker.returns.countDown();
        assertTrue(later.register(rung::countDown));
        ticker.time.advance(Duration.ofSeconds(2));

        rung.await();
        timers.stop();
    }
}
