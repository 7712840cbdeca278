package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Tells how often somebody has parked, and lets tests await that. */
    private static final class CountingTicker implements Ticker {
        final ManualTicker time = new ManualTicker();
        final AtomicInteger parkings = new AtomicInteger();
        final CountDownLatch parked = new CountDownLatch(1);

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public void parkUntil(Object blocker, long untilNanos) {
            parkings.getAndIncrement();
            parked.countDown();
            time.parkUntil(blocker, untilNanos);
        }
    }

    private final CountingTicker counting = new CountingTicker();
    private final TimerThread counted = new TimerThread(counting, Thread::new);
    private static final Waker NOBODY = () -> {};

    private TimerDeadline after(Duration delay) {
        return TimerDeadline.after(delay, counted);
    }

    @Test
    void timeOutsThatAreSoonClearedWakeNobody() throws Exception {
        assertTrue(after(Duration.ofHours(1)).register(NOBODY));
        counting.parked.await();
        int before = counting.parkings.get();
        for (int i = 0; i < 100_000; i++) {
            TimerDeadline timeOut = after(Duration.ofHours(2));
            assertTrue(timeOut.register(NOBODY));
            timeOut.deregister(NOBODY);
        }
        assertEquals(before, counting.parkings.get());
        counted.stop();
        counting.time.advance(Duration.ofHours(2));
    }

    @Test
    void whatWasSetWithoutAWakeRingsInTheOrderOfTimes() throws Exception {
        CountDownLatch rung = new CountDownLatch(3);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        register(after(Duration.ofHours(1)), "kept", order, rung);
        counting.parked.await();
        register(after(Duration.ofHours(3)), "later", order, rung);
        register(after(Duration.ofHours(2)), "sooner", order, rung);
        counting.time.advance(Duration.ofHours(3));
        rung.await();
        assertEquals(List.of("kept", "sooner", "later"), order);
        counted.stop();
    }

    private static void register(TimerDeadline deadline, String name, List<String> order, CountDownLatch rung) {
        assertTrue(deadline.register(() -> {
            order.add(name);
            rung.countDown();
        }));
    }

    @Test
    void oneThatIsAwaitedAgainAfterItWasClearedRings() throws Exception {
        CountDownLatch rung = new CountDownLatch(1);
        assertTrue(after(Duration.ofHours(1)).register(NOBODY));
        counting.parked.await();
        TimerDeadline again = after(Duration.ofHours(2));
        assertTrue(again.register(NOBODY));
        again.deregister(NOBODY);
        for (int i = 0; i < 10_000; i++) {
            TimerDeadline timeOut = after(Duration.ofHours(2));
            assertTrue(timeOut.register(NOBODY));
            timeOut.deregister(NOBODY);
        }
        assertTrue(again.register(rung::countDown));
        counting.time.advance(Duration.ofHours(2));
        rung.await();
        counted.stop();
    }

    /** The bound: 1,024 that are recent, 1,024 that are tolerated in the heap and not more than half of it, which was swept. */
    @Test
    void clearedDeadlinesAreNotRetained() throws Exception {
        assertTrue(after(Duration.ofHours(1)).register(NOBODY));
        counting.parked.await();
        List<TimerDeadline> set = new ArrayList<>();
        List<WeakReference<TimerDeadline>> gone = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            TimerDeadline deadline = after(Duration.ofHours(2));
            assertTrue(deadline.register(NOBODY));
            set.add(deadline);
            gone.add(new WeakReference<>(deadline));
        }
        for (TimerDeadline deadline : set) deadline.deregister(NOBODY);
        set.clear();
        long kept = gone.size();
        for (int tries = 0; kept > 2 * 1024 + 64 && tries < 20; tries++) {
            System.gc();
            kept = gone.stream().filter(deadline -> deadline.get() != null).count();
        }
        assertTrue(kept <= 2 * 1024 + 64, kept + " are kept");
        counted.stop();
        counting.time.advance(Duration.ofHours(1));
    }

    @Test
    void theThreadEndsOnceTheLastIsClearedAfterAStop() throws Exception {
        List<Thread> threads = new ArrayList<>();
        TimerThread timers = new TimerThread(counting, work -> {
            Thread made = new Thread(work);
            threads.add(made);
            return made;
        });
        List<TimerDeadline> set = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TimerDeadline deadline = TimerDeadline.after(Duration.ofHours(1), timers);
            assertTrue(deadline.register(NOBODY));
            set.add(deadline);
        }
        counting.parked.await();
        timers.stop();
        for (TimerDeadline deadline : set) deadline.deregister(NOBODY);
        threads.get(0).join();
        assertEquals(1, threads.size());
    }
}
