package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerHeapTest {
    private static final class Timer extends TimerNode {
        Timer(long atNanos) {
            super(atNanos);
        }

        @Override
        protected void wake(Object waker) {}

        long at() {
            return atNanos();
        }

        private Object last;

        void leaveAll() {
            leave(last);
        }

        Object await() {
            Object waker = new Object();
            last = waker;
            assertTrue(addCountedWaiter(waker));
            return waker;
        }

        void leave(Object waker) {
            removeCountedWaiter(waker);
        }
    }

    @Test
    void anEmptyHeapHasNoFirst() {
        TimerHeap heap = new TimerHeap();
        assertNull(heap.poll());
        assertNull(heap.pollDue(Long.MAX_VALUE));
        assertThrows(IllegalStateException.class, heap::firstNanos);
    }

    @Test
    void addingTwiceKeepsOne() {
        TimerHeap heap = new TimerHeap(1);
        Timer timer = new Timer(1);
        heap.add(timer);
        heap.add(timer);
        assertEquals(1, heap.size());
        assertSame(timer, heap.poll());
        heap.add(timer);
        assertSame(timer, heap.poll());
    }

    @Test
    void onlyWhatIsDueIsPolled() {
        TimerHeap heap = new TimerHeap(1);
        heap.add(new Timer(10));
        assertNull(heap.pollDue(9));
        assertNotNull(heap.pollDue(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 500, Long.MIN_VALUE, Long.MAX_VALUE >> 1})
    void timersComeInTheirOrderAlsoAcrossAWrapAround(long origin) {
        TimerHeap heap = new TimerHeap(1);
        Random random = seeded(origin);
        List<Timer> model = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Timer timer = new Timer(origin + random.nextInt(1000));
            model.add(timer);
            heap.add(timer);
        }
        model.sort(Comparator.comparingLong(timer -> timer.at() - origin));
        for (Timer expected : model) {
            assertEquals(expected.at(), heap.firstNanos());
            assertSame(expected, heap.poll()); // the sort is stable, and so is the heap
        }
        assertEquals(0, heap.size());
    }

    @Test
    void timersOfOneTimeComeAsTheyWereAddedAlsoAfterASweep() {
        for (int forgotten = 0; forgotten < 200; forgotten += 50) {
            TimerHeap heap = new TimerHeap(1);
            List<Timer> kept = new ArrayList<>();
            List<Timer> left = new ArrayList<>();
            for (int i = 0; i < 100 + forgotten; i++) {
                Timer timer = new Timer(7);
                if (i % 2 == 0 && left.size() < forgotten) left.add(timer);
                else kept.add(timer);
                timer.await();
                heap.add(timer);
            }
            left.forEach(Timer::leaveAll);
            left.forEach(heap::forget);
            for (Timer expected : kept) {
                assertTrue(heap.skipForgotten());
                assertSame(expected, heap.poll());
            }
        }
    }

    @Test
    void theFarthestTimesOfBothSidesAreInOrder() {
        long now = Long.MAX_VALUE - 3;
        TimerHeap heap = new TimerHeap(1);
        Timer past = new Timer(now - (Long.MAX_VALUE >> 2));
        Timer far = new Timer(now + (Long.MAX_VALUE >> 1));
        Timer soon = new Timer(now + 10);
        for (Timer timer : List.of(far, past, soon)) heap.add(timer);
        assertSame(past, heap.pollDue(now));
        assertNull(heap.pollDue(now));
        assertSame(soon, heap.poll());
        assertSame(far, heap.poll());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 64})
    void anyOperationsAgreeWithTheModel(int capacity) {
        for (int round = 0; round < 50; round++) {
            Random random = seeded(capacity * 1000L + round);
            long now = Long.MAX_VALUE - 2000;
            TimerHeap heap = new TimerHeap(capacity);
            List<Timer> awaited = new ArrayList<>();
            List<Object> wakers = new ArrayList<>();
            Set<Timer> forgotten = new HashSet<>();
            for (int i = 0; i < 2000; i++) {
                int what = random.nextInt(10);
                if (what < 5) {
                    Timer timer = new Timer(now + random.nextInt(500));
                    wakers.add(timer.await());
                    awaited.add(timer);
                    heap.add(timer);
                } else if (what < 8 && !awaited.isEmpty()) {
                    int index = random.nextInt(awaited.size());
                    Timer timer = awaited.remove(index);
                    timer.leave(wakers.remove(index));
                    heap.forget(timer);
                    forgotten.add(timer);
                } else {
                    now += random.nextInt(20);
                    for (Timer due = (Timer) heap.pollDue(now); due != null; due = (Timer) heap.pollDue(now)) {
                        assertTrue(due.at() - now <= 0);
                        int index = awaited.indexOf(due);
                        assertTrue(index >= 0 || forgotten.remove(due), "neither set nor forgotten");
                        if (index < 0) continue;
                        awaited.remove(index);
                        wakers.remove(index);
                    }
                    for (Timer timer : awaited) assertTrue(timer.at() - now > 0, "missed");
                }
                assertTrue(heap.size() >= awaited.size());
                assertTrue(heap.size() <= 2 * awaited.size() + 64 + 1, heap.size() + " kept for " + awaited.size());
            }
        }
    }

    @Test
    void whatWasSweptIsNotRetained() {
        TimerHeap heap = new TimerHeap();
        List<WeakReference<Timer>> gone = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Timer timer = new Timer(i);
            Object waker = timer.await();
            heap.add(timer);
            timer.leave(waker);
            heap.forget(timer);
            gone.add(new WeakReference<>(timer));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (gone.stream().filter(timer -> timer.get() != null).count() > 64) {
                System.gc();
            }
        });
        assertTrue(heap.size() <= 64);
    }

    @Test
    void aPolledTimerIsNotRetained() {
        TimerHeap heap = new TimerHeap(2);
        heap.add(new Timer(1));
        WeakReference<TimerNode> polled = new WeakReference<>(heap.poll());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (polled.get() != null) System.gc();
        });
        assertEquals(0, heap.size());
    }

    @Test
    void aMillionTimersSetAndForgottenTakeNoRoom() {
        TimerHeap heap = new TimerHeap(1);
        int most = 0;
        for (int i = 0; i < 1_000_000; i++) {
            Timer timer = new Timer(i ^ 0x5555);
            Object waker = timer.await();
            heap.add(timer);
            timer.leave(waker);
            heap.forget(timer);
            most = Math.max(most, heap.size());
        }
        assertTrue(most <= 64, "kept " + most);
    }

    /** However the many go, the few that stay, or come later, do not pay for them. */
    @Test
    void oneThatHasBeenLargeGivesItsMemoryBack_pulsar26589() {
        for (int kept : new int[] {0, 1, 100, 5_000}) {
            TimerHeap rung = filled(100_000);
            addMore(rung, kept);
            assertEquals(100_000, rung.ringDue(1_000_000));
            assertRoomFor(kept, rung);

            TimerHeap skipped = new TimerHeap();
            List<Timer> timers = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                Timer timer = new Timer(i);
                timer.await();
                skipped.add(timer);
                timers.add(timer);
            }
            addMore(skipped, kept);
            for (Timer timer : timers) {
                timer.leaveAll();
                skipped.forget(timer);
                assertEquals(skipped.skipForgotten(), skipped.size() > 0);
            }
            assertRoomFor(kept, skipped);

            TimerHeap swept = filled(100_000);
            addMore(swept, kept);
            swept.forget(60_000); // nobody waits for any but those that were added last
            assertRoomFor(kept, swept);
        }
    }

    private static TimerHeap filled(int size) {
        TimerHeap heap = new TimerHeap();
        for (int i = 0; i < size; i++) heap.add(new Timer(i));
        return heap;
    }

    private static void addMore(TimerHeap heap, int many) {
        for (int i = 0; i < many; i++) {
            Timer timer = new Timer(2_000_000 + i);
            timer.await();
            heap.add(timer);
        }
    }

    private static void assertRoomFor(int size, TimerHeap heap) {
        assertEquals(size, heap.size());
        assertTrue(heap.capacity() <= Math.max(64, 4 * size), heap.capacity() + " places for " + size);
        addMore(heap, 300);
        assertEquals(size + 300, heap.size());
        for (int left = size + 300; left > 0; left--) assertTrue(heap.poll() != null && heap.size() == left - 1);
    }

    @Test
    void forgettingWhatIsAwaitedAgainKeepsIt() {
        TimerHeap heap = new TimerHeap(2);
        Timer kept = new Timer(5);
        kept.await();
        heap.add(kept);
        for (int i = 0; i < 500; i++) {
            heap.forget(kept);
            Timer other = new Timer(i);
            heap.add(other);
            heap.forget(other);
        }
        boolean found = false;
        for (TimerNode node = heap.poll(); node != null; node = heap.poll()) found |= node == kept;
        assertTrue(found);
    }

    private static Random seeded(long seed) {
        System.out.println("seed " + seed);
        return new Random(seed);
    }
}
