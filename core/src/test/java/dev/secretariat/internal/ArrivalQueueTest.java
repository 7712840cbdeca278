package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArrivalQueueTest {
    @Test
    void anEmptyQueueHasNothing() {
        ArrivalQueue<String> queue = new ArrivalQueue<>();
        assertTrue(queue.isEmpty());
        assertEquals(0, queue.size());
        assertNull(queue.poll());
        assertNull(queue.poll());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Integer.MAX_VALUE - 500, -500})
    void itGivesWhatCameFirstAndCounts(int start) {
        ArrivalQueue<Integer> queue = new ArrivalQueue<>(start);
        Queue<Integer> model = new ArrayDeque<>();
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(100) < 50) {
                queue.add(i);
                model.add(i);
            } else {
                assertEquals(model.poll(), queue.poll());
            }
            assertEquals(model.size(), queue.size());
            assertEquals(model.isEmpty(), queue.isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Integer.MAX_VALUE - 500, -500})
    void inBatchesItGivesTheSame(int start) {
        ArrivalQueue<Integer> queue = new ArrivalQueue<>(start);
        Queue<Integer> model = new ArrayDeque<>();
        Random random = new Random(2);
        int end = queue.end();
        int untilEnd = 0;
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(100) < 80) {
                queue.add(i);
                model.add(i);
            } else {
                int max = random.nextInt(10);
                int expected = Math.min(max, model.size());
                int polled = queue.poll(max, element -> assertEquals(model.poll(), element));
                assertEquals(expected, polled);
                untilEnd = Math.max(0, untilEnd - polled);
            }
            assertEquals(model.size(), queue.size());
            assertEquals(untilEnd, queue.leftUntil(end));
            if (random.nextInt(30) == 0) {
                end = queue.end();
                untilEnd = model.size();
            }
        }
    }

    @Test
    void whatIsNotTakenFromABatchStays() {
        ArrivalQueue<Integer> queue = new ArrivalQueue<>();
        for (int i = 0; i < 5; i++) queue.add(i);
        assertThrows(
                OutOfMemoryError.class,
                () -> queue.poll(4, element -> {
                    if (element == 2) throw new OutOfMemoryError("as from a queue that grows");
                }));
        assertEquals(3, queue.size());
        assertEquals(2, queue.peek());
        assertEquals(2, queue.poll());
    }

    @Test
    void eachProducersElementsComeInItsOrder() throws Exception {
        int producers = 3;
        int each = 100_000;
        ArrivalQueue<int[]> queue = new ArrivalQueue<>();
        for (int i = 0; i < producers; i++) {
            int producer = i;
            new Thread(() -> {
                        for (int k = 0; k < each; k++) queue.add(new int[] {producer, k});
                    })
                    .start();
        }
        int[] next = new int[producers];
        for (int left = producers * each; left > 0; ) {
            int[] element = queue.poll();
            if (element == null) continue;
            assertEquals(next[element[0]]++, element[1]);
            left--;
        }
        assertTrue(queue.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itKeepsNothingThatWasTaken(boolean inABatch) throws Exception {
        ArrivalQueue<Object> queue = new ArrivalQueue<>();
        Object newest = new Object();
        WeakReference<Object> weak = new WeakReference<>(newest);
        queue.add("older");
        queue.add(newest);
        newest = null;
        assertEquals(1, queue.poll(1, element -> {}));
        assertFalse(queue.isEmpty());
        if (inABatch) queue.poll(9, element -> {});
        else queue.poll();
        while (weak.get() != null) {
            System.gc();
            Thread.onSpinWait();
        }
        assertTrue(queue.isEmpty());
    }
}
