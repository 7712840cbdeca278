package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocalQueueTest {
    private static final int RENEWAL = 1 << 12;

    private static void pushAll(LocalQueue<Integer> queue, int from, int to) {
        for (int i = from; i < to; i++) queue.push(i);
    }

    private static List<Integer> drain(LocalQueue<Integer> queue) {
        List<Integer> drained = new ArrayList<>();
        for (Integer next = queue.poll(); next != null; next = queue.poll()) drained.add(next);
        return drained;
    }

    private static List<Integer> range(int from, int to) {
        List<Integer> range = new ArrayList<>();
        for (int i = from; i < to; i++) range.add(i);
        return range;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, -2, Integer.MIN_VALUE + 1})
    void aCapacityThatIsNoPowerOfTwoIsRefused(int capacity) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new LocalQueue<>(capacity));
        assertTrue(refused.getMessage().contains(String.valueOf(capacity)), refused.getMessage());
    }

    @Test
    void theOldestComesFirst() {
        LocalQueue<Integer> queue = new LocalQueue<>(4);
        assertNull(queue.poll());
        pushAll(queue, 0, 3);
        assertEquals(0, queue.poll());
        queue.push(3);
        assertEquals(range(1, 4), drain(queue));
        assertTrue(queue.isEmpty());
    }

    @Test
    void itGrowsWhateverHasBeenTakenBefore() {
        for (int before = 0; before < 9; before++) {
            LocalQueue<Integer> queue = new LocalQueue<>(4);
            pushAll(queue, -before, 0);
            drain(queue);
            pushAll(queue, 0, 1000);
            assertEquals(1000, queue.size());
            assertEquals(range(0, 1000), drain(queue));
        }
    }

    @Test
    void aLongQueueIsNotCopiedAgainAndAgain() {
        int count = 1 << 18;
        LocalQueue<Integer> queue = new LocalQueue<>(256);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < count; i++) queue.push(7); // of the cache
        for (int i = 0; i < count; i++) {
            queue.push(queue.poll());
        }
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(bytes / count < 64, "bytes for each element: " + bytes / count);
    }

    @Test
    void theRingMayBeRenewedWithAnyNumberOfElementsInIt() {
        for (int held = 0; held < 10; held++) {
            LocalQueue<Integer> queue = new LocalQueue<>(8);
            pushAll(queue, 0, held);
            for (int i = held; i < 3 * RENEWAL; i++) {
                queue.push(i);
                assertEquals(i - held, queue.poll());
            }
            assertEquals(range(3 * RENEWAL - held, 3 * RENEWAL), drain(queue));
        }
    }

    @Test
    void aThiefTakesHalfRoundedUp() {
        for (int size = 0; size < 20; size++) {
            LocalQueue<Integer> victim = new LocalQueue<>(2);
            LocalQueue<Integer> thief = new LocalQueue<>(2);
            pushAll(victim, 0, size);
            Integer oldest = thief.stealFrom(victim);
            int half = (size + 1) / 2;
            if (size == 0) assertNull(oldest);
            else assertEquals(0, oldest);
            assertEquals(range(1, half), drain(thief), "of " + size);
            assertEquals(range(half, size), drain(victim), "of " + size);
        }
    }

    @Test
    void aThiefTakesNotMoreThan128AtOnce() {
        LocalQueue<Integer> victim = new LocalQueue<>(2);
        LocalQueue<Integer> thief = new LocalQueue<>(2);
        pushAll(victim, 0, 1000);
        assertEquals(0, thief.stealFrom(victim));
        assertEquals(127, thief.size());
        assertEquals(1000 - 128, victim.size());
        assertEquals(range(1, 128), drain(thief));
        assertEquals(range(128, 1000), drain(victim));
    }

    @Test
    void whatIsStolenComesBehindWhatTheThiefHas() {
        LocalQueue<Integer> victim = new LocalQueue<>(1);
        LocalQueue<Integer> thief = new LocalQueue<>(1);
        pushAll(thief, 100, 103);
        pushAll(victim, 0, 6);
        assertEquals(0, thief.stealFrom(victim));
        assertEquals(List.of(100, 101, 102, 1, 2), drain(thief));
    }

    @Test
    void itIsKnownWhenAllThatWasThereHasGone() {
        LocalQueue<Integer> queue = new LocalQueue<>(2);
        assertTrue(queue.hasPassed(queue.end()));
        pushAll(queue, 0, 2);
        long end = queue.end();
        pushAll(queue, 2, 4);
        assertFalse(queue.hasPassed(end));
        queue.poll();
        assertFalse(queue.hasPassed(end));
        new LocalQueue<Integer>(2).stealFrom(queue);
        assertTrue(queue.hasPassed(end));
    }

    @Test
    void whatIsReservedNeedsNoRoomAnyMore() {
        for (int size = 0; size < 20; size++) {
            LocalQueue<Integer> queue = new LocalQueue<>(1);
            for (int i = 0; i < size; i++) {
                queue.reserve();
                if (i % 3 == 0) queue.reserve(); // once more does no harm
                queue.pushReserved(i);
            }
            assertEquals(range(0, size), drain(queue));
        }
    }

    @Test
    void tidyLetsGoOfWhatThievesHaveTakenAndOfWhatTheyHaveCopiedInVain() {
        for (int capacity : new int[] {1, 4, 16}) {
            LocalQueue<Object> queue = new LocalQueue<>(capacity);
            LocalQueue<Object> thief = new LocalQueue<>(capacity);
            List<WeakReference<?>> gone = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Object element = new Object();
                gone.add(new WeakReference<>(element));
                queue.push(element);
            }
            while (thief.stealFrom(queue) != null) {}
            Object kept = new Object();
            queue.push(kept);
            while (thief.poll() != null) {}
            queue.tidy();
            thief.tidy();
            for (WeakReference<?> reference : gone) awaitCleared(reference);
            assertEquals(kept, queue.poll());
        }
    }

    @Test
    void whatWasPolledIsNotRetained() {
        LocalQueue<Object> queue = new LocalQueue<>(4);
        for (int i = 0; i < 3; i++) queue.push(new Object());
        WeakReference<?> first = new WeakReference<>(queue.poll());
        awaitCleared(first);
        assertFalse(queue.isEmpty());
    }

    private static void awaitCleared(WeakReference<?> reference) {
        for (int tries = 0; reference.get() != null && tries < 100; tries++) System.gc();
        assertNull(reference.get());
    }

    /** JDK-8330017: counters that have run for a long time. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                -1,
                RENEWAL - 5,
                Integer.MAX_VALUE - 5L,
                (1L << 32) - 5,
                Long.MAX_VALUE - 5,
                Long.MIN_VALUE,
                Long.MAX_VALUE - RENEWAL
            })
    void anyOperationsAgreeWithTwoDequesAlsoAcrossAWrapAround_JDK8330017(long start) {
        long seeds = new Random().nextLong();
        for (long seed = seeds; seed < seeds + 100; seed++) {
            String at = "seed " + seed;
            Random random = new Random(seed);
            int capacity = 1 << random.nextInt(4);
            LocalQueue<Integer> queue = new LocalQueue<>(capacity, start);
            LocalQueue<Integer> thief = new LocalQueue<>(capacity, start - 3);
            Queue<Integer> queueModel = new ArrayDeque<>();
            Queue<Integer> thiefModel = new ArrayDeque<>();
            int pushes = 3 + random.nextInt(4);
            for (int i = 0; i < 300; i++) {
                int what = random.nextInt(10);
                if (what < pushes) {
                    queue.push(i);
                    queueModel.add(i);
                } else if (what < 7) {
                    assertEquals(queueModel.poll(), queue.poll(), at);
                } else if (what < 8) {
                    assertEquals(thiefModel.poll(), thief.poll(), at);
                } else if (what < 9) {
                    int count = (queueModel.size() + 1) / 2;
                    assertEquals(queueModel.poll(), thief.stealFrom(queue), at);
                    for (int moved = 1; moved < count; moved++) thiefModel.add(queueModel.poll());
                } else {
                    queue.tidy();
                    thief.tidy();
                }
                assertEquals(queueModel.size(), queue.size(), at);
                assertEquals(queueModel.isEmpty(), queue.isEmpty(), at);
                assertEquals(thiefModel.size(), thief.size(), at);
            }
        }
    }

    /** CVE-2021-32810, crossbeam#726: thieves beside an owner who changes the ring. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 256})
    void eachElementIsTakenOnce_crossbeam726(int capacity) throws Exception {
        int count = 150_000;
        AtomicIntegerArray taken = new AtomicIntegerArray(count);
        AtomicInteger outOfOrder = new AtomicInteger();
        LocalQueue<Integer> queue = new LocalQueue<>(capacity, Long.MAX_VALUE - 1000);
        AtomicBoolean done = new AtomicBoolean();
        Thread[] thieves = new Thread[3];
        for (int t = 0; t < thieves.length; t++) {
            thieves[t] = new Thread(() -> {
                LocalQueue<Integer> own = new LocalQueue<>(capacity);
                int last = -1;
                do {
                    Integer next = own.stealFrom(queue);
                    for (; next != null; next = own.poll()) {
                        taken.incrementAndGet(next);
                        if (next <= last) outOfOrder.incrementAndGet();
                        last = next;
                    }
                } while (!done.get() || !queue.isEmpty());
            });
            thieves[t].start();
        }
        Random random = new Random(capacity);
        for (int i = 0; i < count; ) {
            for (int burst = random.nextInt(2 * capacity + 2); burst > 0 && i < count; burst--) queue.push(i++);
            for (int burst = random.nextInt(capacity + 1); burst > 0; burst--) {
                Integer next = queue.poll();
                if (next != null) taken.incrementAndGet(next);
            }
            if (random.nextInt(50) == 0) queue.tidy();
        }
        done.set(true);
        for (Thread thief : thieves) thief.join();
        for (Integer next : drain(queue)) taken.incrementAndGet(next);
        assertEquals(0, outOfOrder.get());
        for (int i = 0; i < count; i++) assertEquals(1, taken.get(i), "element " + i);
    }

    /** The last element of all, for which the owner and two thieves come at once. */
    @Test
    void theLastElementGoesToOne() throws Exception {
        LocalQueue<Integer> queue = new LocalQueue<>(2);
        int rounds = 20_000;
        AtomicIntegerArray taken = new AtomicIntegerArray(rounds);
        AtomicBoolean done = new AtomicBoolean();
        Thread[] thieves = new Thread[2];
        for (int t = 0; t < thieves.length; t++) {
            thieves[t] = new Thread(() -> {
                LocalQueue<Integer> own = new LocalQueue<>(2);
                while (!done.get()) {
                    Integer next = own.stealFrom(queue);
                    if (next != null) taken.incrementAndGet(next);
                }
            });
            thieves[t].start();
        }
        for (int i = 0; i < rounds; i++) {
            queue.push(i);
            Integer next = queue.poll();
            if (next != null) taken.incrementAndGet(next);
        }
        done.set(true);
        for (Thread thief : thieves) thief.join();
        for (int i = 0; i < rounds; i++) assertEquals(1, taken.get(i), "element " + i);
    }
}
