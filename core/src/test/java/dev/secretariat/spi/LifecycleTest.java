package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final AtomicLong begun = new AtomicLong();
    private final Lifecycle lifecycle = new Lifecycle(begun::get);
    private final Tally worker = lifecycle.newTally();
    private final Tally other = lifecycle.newTally();

    private boolean submit() {
        begun.getAndIncrement();
        return lifecycle.isOpen();
    }

    private boolean submitInside() {
        return lifecycle.accept(worker);
    }

    @Test
    void anEmptyOneTerminatesAtOnceAndOnce() {
        assertTrue(lifecycle.advance(Lifecycle.CLOSING));
        assertEquals(Lifecycle.TERMINATED, lifecycle.phase());
        assertFalse(lifecycle.advance(Lifecycle.CLOSING));
        assertFalse(lifecycle.advance(Lifecycle.CANCELLING));
        assertFalse(submitInside());
    }

    @Test
    void theLastToEndTerminates() {
        assertTrue(submit());
        assertTrue(submit());
        assertFalse(lifecycle.advance(Lifecycle.CLOSING));
        assertFalse(submit());
        assertFalse(lifecycle.refuse());
        assertTrue(submitInside());
        assertFalse(lifecycle.release(worker));
        assertFalse(lifecycle.release(other));
        assertTrue(lifecycle.release(null));
        assertEquals(Lifecycle.TERMINATED, lifecycle.phase());
        assertEquals(0, lifecycle.live());
    }

    @Test
    void aRefusalMayTerminate() {
        assertTrue(submit());
        assertFalse(lifecycle.advance(Lifecycle.CLOSING));
        assertFalse(submit()); // counted, and not yet taken back
        assertFalse(lifecycle.release(worker));
        assertEquals(Lifecycle.CLOSING, lifecycle.phase());
        assertTrue(lifecycle.refuse());
        assertEquals(Lifecycle.TERMINATED, lifecycle.phase());
    }

    @Test
    void phasesOnlyGoOn() {
        submit();
        assertFalse(lifecycle.advance(Lifecycle.CANCELLING));
        assertFalse(lifecycle.advance(Lifecycle.CLOSING));
        assertEquals(Lifecycle.CANCELLING, lifecycle.phase());
        assertFalse(submitInside());
        assertTrue(lifecycle.release(worker));
    }

    @Test
    void anOpenOneThatRunsEmptyStaysOpen() {
        submit();
        assertFalse(lifecycle.release(worker));
        assertEquals(Lifecycle.OPEN, lifecycle.phase());
        assertTrue(submit());
    }

    @Test
    void countsMayWrapAround() {
        ChunkList<Object, Object> slots = new ChunkList<>(new TaskChunk<>("", false, Long.MAX_VALUE));
        Lifecycle old = new Lifecycle(slots::begun, new ExternalTally(1, Long.MAX_VALUE));
        Tally tally = old.newTally();
        assertEquals(0, old.live());
        assertEquals(0, slots.newest().take());
        assertEquals(1, slots.newest().take());
        assertTrue(old.isOpen());
        assertEquals(2, old.live());
        assertFalse(old.release(tally));
        assertFalse(old.advance(Lifecycle.CLOSING));
        assertEquals(1, old.live());
        assertTrue(old.release(null));
    }

    @Test
    void anyOperationsAgreeWithACounter() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            AtomicLong counted = new AtomicLong();
            Lifecycle tested = new Lifecycle(counted::get);
            Tally[] tallies = {tested.newTally(), null, tested.newTally()};
            int live = 0;
            int phase = Lifecycle.OPEN;
            for (int i = 0; i < 200; i++) {
                int what = random.nextInt(20);
                Tally tally = tallies[random.nextInt(tallies.length)];
                if (what < 9) {
                    if (tally != null && live == 0) continue; // a worker submits inside a task
                    boolean expected = phase <= (tally == null ? Lifecycle.OPEN : Lifecycle.CLOSING);
                    if (tally == null) counted.getAndIncrement();
                    boolean accepted = tally == null ? tested.isOpen() : tested.accept(tally);
                    assertEquals(expected, accepted, "seed " + seed);
                    if (expected) live++;
                    else if (tally == null) assertFalse(tested.refuse());
                } else if (what < 19 && live > 0) {
                    live--;
                    boolean ends = phase != Lifecycle.OPEN && live == 0;
                    assertEquals(ends, tested.release(tally), "seed " + seed);
                    if (ends) phase = Lifecycle.TERMINATED;
                } else if (random.nextInt(20) == 0) {
                    int to = 1 + random.nextInt(3);
                    boolean ends = phase < to && live == 0;
                    assertEquals(ends, tested.advance(to), "seed " + seed);
                    if (phase < to) phase = ends ? Lifecycle.TERMINATED : to;
                }
                assertEquals(phase, tested.phase(), "seed " + seed);
                assertEquals(live, tested.live(), "seed " + seed);
            }
        }
    }

    /** Takes a slot, as a submission does. */
    private static void take(ChunkList<Object, Object> slots) {
        for (; ; ) {
            TaskChunk<Object, Object> chunk = slots.newest();
            if (chunk.take() >= 0) return;
            slots.extend(chunk);
        }
    }

    @Test
    void ofManyThreadsExactlyOneTerminates() throws Exception {
        for (int round = 0; round < 300; round++) {
            ChunkList<Object, Object> slots = new ChunkList<>("", false);
            Lifecycle tested = new Lifecycle(slots::begun);
            AtomicInteger ends = new AtomicInteger();
            Thread[] threads = new Thread[4];
            for (int t = 0; t < threads.length; t++) {
                boolean closes = t == 0;
                Tally own = tested.newTally();
                threads[t] = new Thread(() -> {
                    for (int i = 0; i < 50; i++) {
                        boolean closing = closes && i == 25;
                        if (closing && tested.advance(Lifecycle.CLOSING)) ends.incrementAndGet();
                        take(slots);
                        if (tested.isOpen() ? tested.release(own) : tested.refuse()) ends.incrementAndGet();
                    }
                });
            }
            for (Thread thread : threads) thread.start();
            for (Thread thread : threads) thread.join();
            assertEquals(1, ends.get());
            assertEquals(Lifecycle.TERMINATED, tested.phase());
        }
    }
}
