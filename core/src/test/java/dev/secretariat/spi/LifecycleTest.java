package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final long MOST = (1L << 62) - 1;

    private static Lifecycle startingAt(long live) throws ReflectiveOperationException {
        Lifecycle lifecycle = new Lifecycle();
        Field word = Lifecycle.class.getDeclaredField("word");
        word.setAccessible(true);
        ((AtomicLong) word.get(lifecycle)).set(live);
        return lifecycle;
    }

    @Test
    void anEmptyOneTerminatesAtOnceAndOnce() {
        Lifecycle lifecycle = new Lifecycle();
        assertTrue(lifecycle.advance(Lifecycle.CLOSING));
        assertEquals(Lifecycle.TERMINATED, lifecycle.phase());
        assertFalse(lifecycle.advance(Lifecycle.CLOSING));
        assertFalse(lifecycle.advance(Lifecycle.CANCELLING));
        assertFalse(lifecycle.accept(Lifecycle.CLOSING));
    }

    @Test
    void theLastToEndTerminates() {
        Lifecycle lifecycle = new Lifecycle();
        assertTrue(lifecycle.accept(Lifecycle.OPEN));
        assertTrue(lifecycle.accept(Lifecycle.OPEN));
        assertFalse(lifecycle.advance(Lifecycle.CLOSING));
        assertFalse(lifecycle.accept(Lifecycle.OPEN));
        assertTrue(lifecycle.accept(Lifecycle.CLOSING));
        assertFalse(lifecycle.release());
        assertFalse(lifecycle.release());
        assertTrue(lifecycle.release());
        assertEquals(Lifecycle.TERMINATED, lifecycle.phase());
        assertEquals(0, lifecycle.live());
    }

    @Test
    void phasesOnlyGoOn() {
        Lifecycle lifecycle = new Lifecycle();
        lifecycle.accept(Lifecycle.OPEN);
        assertFalse(lifecycle.advance(Lifecycle.CANCELLING));
        assertFalse(lifecycle.advance(Lifecycle.CLOSING));
        assertEquals(Lifecycle.CANCELLING, lifecycle.phase());
        assertFalse(lifecycle.accept(Lifecycle.CLOSING));
        assertTrue(lifecycle.release());
    }

    @Test
    void anOpenOneThatRunsEmptyStaysOpen() {
        Lifecycle lifecycle = new Lifecycle();
        lifecycle.accept(Lifecycle.OPEN);
        assertFalse(lifecycle.release());
        assertEquals(Lifecycle.OPEN, lifecycle.phase());
        assertTrue(lifecycle.accept(Lifecycle.OPEN));
    }

    /** The count neither drifts into the phase nor loses its high bits. */
    @Test
    void aCountNearItsLimitLeavesThePhaseAlone() throws Exception {
        Lifecycle lifecycle = startingAt(MOST - 2);
        assertTrue(lifecycle.accept(Lifecycle.OPEN));
        assertTrue(lifecycle.accept(Lifecycle.OPEN));
        assertEquals(MOST, lifecycle.live());
        assertEquals(Lifecycle.OPEN, lifecycle.phase());
        assertFalse(lifecycle.advance(Lifecycle.CLOSING));
        assertEquals(MOST, lifecycle.live());
        assertFalse(lifecycle.release());
        assertEquals(Lifecycle.CLOSING, lifecycle.phase());
        assertFalse(lifecycle.advance(Lifecycle.CANCELLING));
        assertEquals(MOST - 1, lifecycle.live());
        assertEquals(Lifecycle.CANCELLING, lifecycle.phase());
    }

    @Test
    void anyOperationsAgreeWithACounter() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Lifecycle lifecycle = new Lifecycle();
            int live = 0;
            int phase = Lifecycle.OPEN;
            for (int i = 0; i < 200; i++) {
                int what = random.nextInt(20);
                if (what < 9) {
                    int last = random.nextInt(2);
                    boolean expected = phase <= last;
                    assertEquals(expected, lifecycle.accept(last), "seed " + seed);
                    if (expected) live++;
                } else if (what < 19 && live > 0) {
                    live--;
                    boolean ends = phase != Lifecycle.OPEN && live == 0;
                    assertEquals(ends, lifecycle.release(), "seed " + seed);
                    if (ends) phase = Lifecycle.TERMINATED;
                } else if (random.nextInt(20) == 0) {
                    int to = 1 + random.nextInt(2);
                    boolean ends = phase < to && live == 0;
                    assertEquals(ends, lifecycle.advance(to), "seed " + seed);
                    if (phase < to) phase = ends ? Lifecycle.TERMINATED : to;
                }
                assertEquals(phase, lifecycle.phase(), "seed " + seed);
                assertEquals(live, lifecycle.live(), "seed " + seed);
            }
        }
    }

    @Test
    void ofManyThreadsExactlyOneTerminates() throws Exception {
        for (int round = 0; round < 300; round++) {
            Lifecycle lifecycle = new Lifecycle();
            AtomicInteger ends = new AtomicInteger();
            Thread[] threads = new Thread[4];
            for (int t = 0; t < threads.length; t++) {
                boolean closes = t == 0;
                threads[t] = new Thread(() -> {
                    for (int i = 0; i < 50; i++) {
                        boolean closing = closes && i == 25;
                        if (closing && lifecycle.advance(Lifecycle.CLOSING)) {
                            ends.incrementAndGet();
                        }
                        boolean in = lifecycle.accept(Lifecycle.OPEN);
                        if (in && lifecycle.release()) ends.incrementAndGet();
                    }
                });
            }
            for (Thread thread : threads) thread.start();
            for (Thread thread : threads) thread.join();
            assertEquals(1, ends.get());
            assertEquals(Lifecycle.TERMINATED, lifecycle.phase());
        }
    }
}
