package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LifoSlotTest {
    private final LifoSlot<Integer> slot = new LifoSlot<>();

    @Test
    void anEmptyOneGivesNothing() {
        assertTrue(slot.isEmpty());
        assertNull(slot.take());
        assertNull(slot.peek());
    }

    @Test
    void itGivesWhatWasPutInOnce() {
        assertNull(slot.put(1));
        assertFalse(slot.isEmpty());
        assertEquals(1, slot.take());
        assertNull(slot.take());
    }

    @Test
    void whatIsPutInTakesThePlaceOfWhatWasThere() {
        assertNull(slot.put(1));
        assertEquals(1, slot.put(2));
        assertEquals(2, slot.take());
    }

    @Test
    void whoHasSeenOneElementDoesNotTakeAnother() {
        slot.put(1);
        Object seen = slot.peek();
        slot.put(2);
        assertFalse(slot.take(seen));
        assertTrue(slot.take(slot.peek()));
        assertTrue(slot.isEmpty());
    }

    @Test
    void eachElementIsTakenOnce() throws Exception {
        int count = 200_000;
        AtomicIntegerArray taken = new AtomicIntegerArray(count);
        AtomicBoolean done = new AtomicBoolean();
        Thread[] thieves = new Thread[2];
        for (int t = 0; t < thieves.length; t++) {
            boolean looksFirst = t == 0;
            thieves[t] = new Thread(() -> {
                while (!done.get()) {
                    Integer seen = (Integer) slot.peek();
                    if (seen == null) continue;
                    if (!looksFirst) seen = slot.take();
                    else if (!slot.take(seen)) continue;
                    if (seen != null) taken.incrementAndGet(seen);
                }
            });
            thieves[t].start();
        }
        for (int i = 0; i < count; i++) {
            Integer before = slot.put(i);
            if (before != null) taken.incrementAndGet(before);
            Integer own = i % 3 == 0 ? slot.take() : null;
            if (own != null) taken.incrementAndGet(own);
        }
        done.set(true);
        for (Thread thief : thieves) thief.join();
        Integer last = slot.take();
        if (last != null) taken.incrementAndGet(last);
        for (int i = 0; i < count; i++) assertEquals(1, taken.get(i), "element " + i);
    }
}
