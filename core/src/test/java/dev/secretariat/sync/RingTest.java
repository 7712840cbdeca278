package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RingTest {
    @Test
    void itIsAQueueHoweverLongItGetsAndWhereverItBegins() {
        SplittableRandom random = new SplittableRandom(1);
        Ring<Integer> ring = new Ring<>();
        Queue<Integer> queue = new ArrayDeque<>();
        for (int round = 0; round < 200; round++) {
            for (int i = random.nextInt(3000); i > 0; i--) {
                ring.add(i);
                queue.add(i);
            }
            for (int i = random.nextInt(3000); i > 0; i--) assertEquals(queue.poll(), ring.poll());
            assertEquals(queue.size(), ring.size());
        }
        while (!queue.isEmpty()) assertEquals(queue.poll(), ring.poll());
        assertNull(ring.poll());
    }

    @Test
    void oneThatHasBeenLongGivesItsMemoryBack_pulsar26589() {
        Ring<Integer> ring = new Ring<>();
        for (int i = 0; i < 100_000; i++) ring.add(i);
        assertTrue(ring.places() >= 100_000);
        for (int i = 0; i < 100_000; i++) assertEquals(i, ring.poll());
        assertEquals(16, ring.places());
        ring.add(1);
        assertEquals(1, ring.poll());
    }
}
