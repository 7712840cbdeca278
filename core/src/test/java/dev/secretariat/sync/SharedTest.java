package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedTest {
    @Test
    void keepsAValue() {
        Shared<String> shared = new Shared<>("word", "a");
        assertEquals("a", shared.get());
        shared.set("b");
        assertEquals("b", shared.getAndSet("c"));
        assertEquals("c", shared.getAndUpdate(word -> word + "!"));
        assertEquals("c!?", shared.updateAndGet(word -> word + "?"));
        assertEquals("word: c!?", shared.toString());
        assertEquals("word", shared.name());
    }

    @Test
    void maybeKeepsNull() {
        Shared<@Nullable String> shared = new Shared<>(null);
        assertNull(shared.get());
        assertTrue(shared.compareAndSet(null, "a"));
        assertFalse(shared.compareAndSet(null, "b"));
        shared.set(null);
        assertNull(shared.get());
        assertNull(shared.name());
        assertEquals("shared: null", shared.toString());
    }

    /** An AtomicReference would compare objects, and refuse numbers above 127. */
    @Test
    void comparesValuesNotObjects() {
        Shared<Integer> shared = new Shared<>(100_000);
        assertTrue(shared.compareAndSet(100_000, 200_000));
        assertFalse(shared.compareAndSet(100_000, 300_000));
        assertEquals(200_000, shared.get());
    }

    @Test
    void losesNoUpdateOfThreads() throws InterruptedException {
        Shared<Integer> shared = new Shared<>(0);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int j = 0; j < 1_000; j++) {
                    shared.updateAndGet(value -> value + 1);
                    for (int now = shared.get(); !shared.compareAndSet(now, now + 1); now = shared.get()) {}
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) thread.join();
        assertEquals(8_000, shared.get());
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals(
                "name",
                assertThrows(NullPointerException.class, () -> new Shared<>(missing(), 1))
                        .getMessage());
        assertEquals(
                "change",
                assertThrows(NullPointerException.class, () -> new Shared<>(1).updateAndGet(missing()))
                        .getMessage());
        assertEquals(
                "change",
                assertThrows(NullPointerException.class, () -> new Shared<>(1).getAndUpdate(missing()))
                        .getMessage());
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T missing() {
        return null;
    }
}
