package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentTimersTest {
    private static final class Timer extends TimerNode {
        private final Object waker = new Object();

        Timer(long atNanos) {
            super(atNanos);
            assertTrue(addCountedWaiter(waker));
        }

        void cancel() {
            removeCountedWaiter(waker);
        }

        boolean isAwaited() {
            return isWaitedFor();
        }

        @Override
        protected void wake(Object waker) {}
    }

    private final RecentTimers<Timer> recent = new RecentTimers<>();

    /** Announces a look at 100, and sleeps. */
    private void sleep() {
        recent.announceLook(100);
        assertTrue(recent.becomeIdle(null));
    }

    private List<Timer> take() {
        List<Timer> taken = new ArrayList<>();
        recent.take();
        for (Timer next = recent.peek(); next != null; next = recent.peek()) {
            taken.add(next);
            recent.poll();
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 99, Long.MAX_VALUE, Long.MIN_VALUE})
    void onlyOneThatComesBeforeTheNextLookRousesTheOwner(long origin) {
        recent.announceLook(origin + 100);
        assertTrue(recent.becomeIdle(null));
        recent.set(new Timer(origin + 100));
        recent.set(new Timer(origin + 101));
        assertTrue(recent.isIdle());
        recent.set(new Timer(origin + 99));
        assertFalse(recent.isIdle());
    }

    @Test
    void anyRousesAnOwnerWhoLooksNever() {
        recent.announceNoLook();
        assertTrue(recent.becomeIdle(null));
        recent.set(new Timer(100));
        assertFalse(recent.isIdle());
        recent.announceNoLook();
        assertFalse(recent.becomeIdle(null));
    }

    @Test
    void theOwnerSleepsBesideThoseThatComeLaterOnly() {
        recent.set(new Timer(100));
        recent.set(new Timer(200));
        sleep();
        recent.becomeBusy();
        recent.set(new Timer(99));
        recent.set(new Timer(300));
        assertFalse(recent.becomeIdle(null));
    }

    @Test
    void theOwnerDoesNotSleepBesideOneThatItHasNotPolled() {
        recent.set(new Timer(100));
        recent.take();
        recent.announceLook(100);
        assertFalse(recent.becomeIdle(null));
        recent.poll();
        sleep();
    }

    @Test
    void aMillionSetAndCancelledWakeNobodyAndAreNotKept() {
        sleep();
        List<WeakReference<Timer>> gone = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            Timer timer = new Timer(1000);
            recent.set(timer);
            timer.cancel();
            if (i % 10 == 0) gone.add(new WeakReference<>(timer));
        }
        assertTrue(recent.isIdle());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (gone.stream().filter(timer -> timer.get() != null).count() > RecentTimers.MANY) System.gc();
        });
        assertTrue(take().size() <= RecentTimers.MANY);
    }

    @Test
    void manyThatAreAwaitedRouseTheOwner() {
        sleep();
        for (int i = 1; i < RecentTimers.TOO_MANY; i++) recent.set(new Timer(1000));
        assertTrue(recent.isIdle());
        recent.set(new Timer(1000));
        assertFalse(recent.isIdle());
        recent.announceLook(100);
        assertFalse(recent.becomeIdle(null));
        assertEquals(RecentTimers.TOO_MANY, take().size());
        sleep();
    }

    @Test
    void thoseThatAreAwaitedStayInTheirOrder() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RecentTimers<Timer> few = new RecentTimers<>(2 + random.nextInt(4), 1_000_000);
            few.announceLook(100);
            assertTrue(few.becomeIdle(null));
            List<Timer> model = new ArrayList<>();
            int cancelled = random.nextInt(100);
            for (int i = 0; i < 200; i++) {
                Timer timer = new Timer(1000);
                few.set(timer);
                model.add(timer);
                if (random.nextInt(100) < cancelled)
                    model.remove(random.nextInt(model.size())).cancel();
            }
            List<Timer> found = new ArrayList<>();
            few.take();
            for (Timer next = few.peek(); next != null; next = few.peek()) {
                if (next.isAwaited()) found.add(next);
                few.poll();
            }
            assertEquals(model, found, "seed " + seed);
        }
    }

    @Test
    void oneThatIsAwaitedByManySetsStaysAsOftenAsItMust() {
        sleep();
        Timer again = new Timer(1000);
        for (int i = 0; i < 10_000; i++) {
            recent.set(again);
            Timer other = new Timer(1000);
            recent.set(other);
            other.cancel();
            if (!recent.isIdle()) {
                assertTrue(take().contains(again));
                sleep();
            }
        }
        again.cancel();
        for (int i = 0; i < RecentTimers.MANY; i++) {
            Timer other = new Timer(1000);
            other.cancel();
            recent.set(other);
        }
        assertFalse(take().contains(again));
    }

    @Test
    void anEmptyOneHasNoFirst() {
        assertTrue(recent.isEmpty());
        assertEquals(List.of(), take());
        recent.set(new Timer(1));
        assertFalse(recent.isEmpty());
        assertEquals(1, take().size());
        assertTrue(recent.isEmpty());
    }
}
