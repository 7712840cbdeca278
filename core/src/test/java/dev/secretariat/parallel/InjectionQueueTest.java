package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InjectionQueueTest {
    private final InjectionQueue<Integer> queue = new InjectionQueue<>();
    private final LocalQueue<Integer> own = new LocalQueue<>(2);

    @Test
    void anEmptyOneMovesNothing() {
        assertTrue(queue.isEmpty());
        assertEquals(0, queue.leftUntil(queue.end()));
        assertNull(queue.poll());
        assertEquals(0, queue.moveTo(own, 10));
        assertTrue(own.isEmpty());
    }

    @Test
    void theOldestAreMovedFirstAndNotMoreThanAskedFor() {
        for (int i = 0; i < 1000; i++) queue.add(i); // more than one chunk
        assertEquals(1000, queue.leftUntil(queue.end()));
        assertEquals(0, queue.moveTo(own, 0));
        for (int i = 0; i < 1000; ) {
            int moved = queue.moveTo(own, 300);
            assertEquals(Math.min(300, 1000 - i), moved);
            assertEquals(moved, own.size());
            for (; moved > 0; moved--) assertEquals(i++, own.poll());
        }
        assertTrue(queue.isEmpty());
    }

    @Test
    void theTokenIsPutBackWhateverHappens() {
        for (int i = 0; i < 3; i++) {
            queue.add(i);
            assertEquals(1, queue.moveTo(own, 5));
            assertEquals(0, queue.moveTo(own, 5));
        }
    }

    @Test
    void oneByOneAndInBatchesItIsTheSameLine() {
        for (int i = 0; i < 100; i++) queue.add(i);
        int end = queue.end();
        for (int i = 100; i < 110; i++) queue.add(i);
        for (int i = 0; i < 100; ) {
            assertEquals(100 - i, queue.leftUntil(end));
            assertEquals(i++, queue.poll());
            int moved = queue.moveTo(own, 3);
            for (; moved > 0; moved--) assertEquals(i++, own.poll());
        }
        assertEquals(0, queue.leftUntil(end));
        assertFalse(queue.isEmpty());
    }

    /** Several producers, several workers; a producer's elements stay in order. */
    @Test
    void eachElementIsMovedOnceAndInOrder() throws Exception {
        int producers = 2;
        int workers = 3;
        int each = 100_000;
        AtomicIntegerArray taken = new AtomicIntegerArray(producers * each);
        AtomicInteger left = new AtomicInteger(producers * each);
        AtomicInteger outOfOrder = new AtomicInteger();
        Thread[] threads = new Thread[producers + workers];
        for (int p = 0; p < producers; p++) {
            int first = p * each;
            threads[p] = new Thread(() -> {
                for (int i = 0; i < each; i++) queue.add(first + i);
            });
        }
        for (int w = 0; w < workers; w++) {
            int max = 1 + 40 * w;
            threads[producers + w] = new Thread(() -> {
                LocalQueue<Integer> mine = new LocalQueue<>(2);
                int[] last = new int[producers];
                while (left.get() > 0) {
                    Integer lone = max == 1 ? queue.poll() : null;
                    if (lone != null) mine.push(lone);
                    else if (queue.moveTo(mine, max) == 0) Thread.onSpinWait();
                    for (Integer next = mine.poll(); next != null; next = mine.poll()) {
                        int producer = next / each;
                        if (next + 1 <= last[producer]) outOfOrder.incrementAndGet();
                        last[producer] = next + 1;
                        taken.incrementAndGet(next);
                        left.decrementAndGet();
                    }
                }
            });
        }
        for (Thread thread : threads) thread.start();
        for (Thread thread : threads) thread.join();
        for (int i = 0; i < taken.length(); i++) assertEquals(1, taken.get(i), "element " + i);
        assertEquals(0, outOfOrder.get());
        assertFalse(queue.moveTo(own, 1) > 0);
    }
}
