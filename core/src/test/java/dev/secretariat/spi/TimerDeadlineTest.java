package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import dev.secretariat.internal.Times;
import dev.secretariat.internal.WaitNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerDeadlineTest {
    private static final Duration FAR = Duration.ofNanos(Times.FAR_NANOS);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private static final class Recording implements Timers {
        private final ManualTicker ticker;
        private final List<TimerDeadline> set = new ArrayList<>();
        private final List<TimerDeadline> cleared = new ArrayList<>();

        Recording(long start) {
            ticker = new ManualTicker(start);
        }

        @Override
        public Ticker ticker() {
            return ticker;
        }

        @Override
        public void set(TimerDeadline deadline) {
            set.add(deadline);
        }

        @Override
        public void clear(TimerDeadline deadline) {
            cleared.add(deadline);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE, Long.MAX_VALUE - 5, Long.MIN_VALUE})
    void itPassesAtItsTimeAlsoAcrossAWrapAround(long start) {
        Recording timers = new Recording(start);
        TimerDeadline deadline = TimerDeadline.after(Duration.ofNanos(10), timers);
        assertFalse(deadline.isPast());
        assertEquals(Duration.ofNanos(10), deadline.remaining());
        timers.ticker.advance(Duration.ofNanos(9));
        assertFalse(deadline.isPast());
        assertFalse(deadline.ring());
        timers.ticker.advance(Duration.ofNanos(1));
        assertTrue(deadline.isPast());
        timers.ticker.advance(Duration.ofDays(1));
        assertTrue(deadline.isPast());
        assertEquals(Duration.ZERO, deadline.remaining());
    }

    @Test
    void aNegativeDelayCountsAsNone() {
        Recording timers = new Recording(7);
        assertEquals(7, TimerDeadline.after(Duration.ofDays(-1), timers).nanos());
        assertEquals(
                7,
                TimerDeadline.after(Duration.ofSeconds(Long.MIN_VALUE), timers).nanos());
        TimerDeadline later = TimerDeadline.after(Duration.ofNanos(3), timers);
        assertEquals(later.nanos(), later.plus(Duration.ofDays(-1)).nanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE})
    void longDelaysSaturateAndAreNeverPast(long start) {
        Recording timers = new Recording(start);
        TimerDeadline deadline = TimerDeadline.after(LONGEST, timers);
        for (int i = 0; i < 100; i++) {
            assertFalse(deadline.isPast());
            assertTrue(deadline.remaining().compareTo(FAR) <= 0);
            deadline = deadline.plus(LONGEST);
        }
        assertEquals(FAR, deadline.remaining());
    }

    @Test
    void plusIsAFixedRate() {
        Recording timers = new Recording(Long.MAX_VALUE - 15);
        TimerDeadline next = TimerDeadline.after(Duration.ofNanos(10), timers);
        for (int i = 1; i <= 5; i++) {
            timers.ticker.advance(Duration.ofNanos(10 + i)); // each time a little late
            assertTrue(next.isPast());
            long before = next.nanos();
            next = next.plus(Duration.ofNanos(10));
            assertEquals(before + 10, next.nanos());
        }
    }

    @Test
    void anyAdditionsAgreeWithBigNumbers() {
        BigInteger far = BigInteger.valueOf(Times.FAR_NANOS);
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            Recording timers = new Recording(random.nextLong());
            TimerDeadline deadline = TimerDeadline.after(Duration.ZERO, timers);
            BigInteger model = BigInteger.ZERO; // relative to now
            for (int i = 0; i < 20; i++) {
                long nanos = random.nextLong() >>> random.nextInt(64);
                if (nanos < 0) nanos = -1 - nanos;
                deadline = deadline.plus(Duration.ofNanos(nanos));
                model = model.add(BigInteger.valueOf(Math.min(nanos, Times.FAR_NANOS)))
                        .min(far);
                long remaining = Math.max(0, model.longValueExact());
                assertEquals(Duration.ofNanos(remaining), deadline.remaining(), "seed " + seed);
                assertEquals(remaining == 0, deadline.isPast(), "seed " + seed);
                if (random.nextInt(4) > 0 || model.signum() < 0) continue;
                long pass = Math.min(random.nextInt(1000), model.longValueExact());
                timers.ticker.advance(Duration.ofNanos(pass));
                model = model.subtract(BigInteger.valueOf(pass));
            }
        }
    }

    @Test
    void whoRegistersIsWokenOnceItHasRung() {
        Recording timers = new Recording(0);
        TimerDeadline deadline = TimerDeadline.after(Duration.ofNanos(10), timers);
        List<String> woken = new ArrayList<>();
        Waker stays = () -> woken.add("stays");
        Waker leaves = () -> woken.add("leaves");
        assertTrue(deadline.register(stays));
        assertTrue(deadline.register(leaves));
        assertTrue(deadline.isAwaited());
        assertEquals(List.of(deadline, deadline), timers.set);
        deadline.deregister(leaves);
        assertEquals(List.of(deadline), timers.cleared);
        assertFalse(deadline.ring());
        timers.ticker.advance(Duration.ofNanos(10));
        assertTrue(deadline.ring());
        assertTrue(deadline.ring());
        assertEquals(List.of("stays"), woken);
        assertFalse(deadline.isAwaited());
    }

    /** Two to the power of 34 looks at a dead node, if each that leaves looks at all of them. */
    @Test
    @Timeout(30)
    void whoLeavesDoesNotPassOverAllWhoHaveLeft() {
        Recording timers = new Recording(0);
        TimerDeadline deadline = TimerDeadline.after(Duration.ofHours(1), timers);
        List<Waiting> crowd = new ArrayList<>();
        // With the last of them the list has been purged, so that it has room for as many dead ones.
        for (int i = 0; i < 17 << 14; i++) crowd.add(new Waiting(deadline));
        for (Waiting waiter : crowd) assertTrue(deadline.register(waiter));
        int half = crowd.size() / 2;
        for (int i = 1; i <= half; i++) deadline.deregister(crowd.get(i)); // stay in the list, dead
        for (int i = crowd.size() - 1; i > half; i--) deadline.deregister(crowd.get(i)); // each from the top
        timers.set.clear();
        timers.cleared.clear();
        for (int i = 0; i < 1 << 17; i++) {
            Waiting late = new Waiting(deadline);
            assertTrue(deadline.register(late));
            deadline.deregister(late);
            assertTrue(deadline.isAwaited());
        }
        deadline.deregister(crowd.get(0));
        assertFalse(deadline.isAwaited());
    }

    /** As a task waits: with a node of its own. */
    private static final class Waiting extends WaitNode implements Waker {
        private final Object home;

        Waiting(Object home) {
            this.home = home;
        }

        @Override
        public void wake() {}

        @Override
        protected Object home() {
            return home;
        }
    }

    @Test
    void itIsPastOnceItHasRungWhateverTheTickerSays() {
        AtomicLong now = new AtomicLong();
        Timers timers = new Timers() {
            @Override
            public Ticker ticker() {
                return () -> {
                    if (now.get() < 0) throw new IllegalStateException("on purpose");
                    return now.get();
                };
            }

            @Override
            public void set(TimerDeadline deadline) {}

            @Override
            public void clear(TimerDeadline deadline) {}
        };
        TimerDeadline deadline = TimerDeadline.after(Duration.ofNanos(10), timers);
        assertTrue(deadline.register(() -> {}));
        now.set(10);
        assertTrue(deadline.ring());
        now.set(9);
        assertTrue(deadline.isPast());
        now.set(-1);
        assertTrue(deadline.isPast());
        assertTrue(deadline.ring());
        assertFalse(deadline.register(() -> {}));
    }

    @Test
    void whoWaitsIsWokenInTheOrderOfComing() {
        Recording timers = new Recording(0);
        TimerDeadline deadline = TimerDeadline.after(Duration.ofNanos(10), timers);
        List<String> woken = new ArrayList<>();
        Waker leaves = () -> woken.add("leaves");
        assertTrue(deadline.register(leaves));
        assertTrue(deadline.register(() -> woken.add("first")));
        deadline.deregister(leaves);
        assertTrue(deadline.register(() -> {
            woken.add("second");
            throw new IllegalStateException("on purpose");
        }));
        assertTrue(deadline.register(() -> woken.add("third")));
        timers.ticker.advance(Duration.ofNanos(10));
        assertThrows(IllegalStateException.class, deadline::ring);
        assertEquals(List.of("first", "second", "third"), woken);
    }

    @Test
    void aWakerThatThrowsKeepsNobodyAsleep() {
        Recording timers = new Recording(0);
        TimerDeadline deadline = TimerDeadline.after(Duration.ofNanos(10), timers);
        List<String> woken = new ArrayList<>();
        assertTrue(deadline.register(() -> {
            throw new IllegalStateException("on purpose");
        }));
        assertTrue(deadline.register(() -> woken.add("second")));
        timers.ticker.advance(Duration.ofNanos(10));
        assertThrows(IllegalStateException.class, deadline::ring);
        assertEquals(List.of("second"), woken);
        assertTrue(deadline.isPast());
    }

    @Test
    void nobodyWaitsForThePast() {
        Recording timers = new Recording(0);
        assertFalse(TimerDeadline.after(Duration.ZERO, timers).register(() -> {}));
        assertEquals(List.of(), timers.set);
    }

    @Test
    void aRegistrationThatTheTimersRefuseLeavesNobody() {
        Timers refusing = new Timers() {
            private final Ticker ticker = new ManualTicker();

            @Override
            public Ticker ticker() {
                return ticker;
            }

            @Override
            public void set(TimerDeadline deadline) {
                throw new OutOfMemoryError("no thread");
            }

            @Override
            public void clear(TimerDeadline deadline) {}
        };
        TimerDeadline deadline = TimerDeadline.after(Duration.ofSeconds(1), refusing);
        assertThrows(OutOfMemoryError.class, () -> deadline.register(() -> {}));
        assertFalse(deadline.isAwaited());
    }

    @Test
    void nullIsRefusedByName() {
        Recording timers = new Recording(0);
        TimerDeadline deadline = TimerDeadline.after(Duration.ZERO, timers);
        assertNames("delay", () -> deadline.plus(null));
        assertNames("delay", () -> TimerDeadline.after(null, timers));
        assertNames("timers", () -> TimerDeadline.after(Duration.ZERO, null));
        assertNames("waker", () -> deadline.register(null));
        assertNames("waker", () -> deadline.deregister(null));
    }

    private static void assertNames(String argument, Runnable call) {
        assertEquals(
                argument, assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
