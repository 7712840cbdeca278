package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTableTest {
    private final WorkerTable<Object> table = new WorkerTable<>();

    @Test
    void anEmptyOneFindsNobody() {
        assertNull(table.find(Thread.currentThread()));
    }

    /** A thousand threads in a table whose hash is not theirs to choose: many collide. */
    @Test
    void eachThreadFindsItsWorkerAndStrangersNone() {
        List<Thread> threads = new ArrayList<>();
        List<Object> workers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            threads.add(new Thread(() -> {}));
            workers.add(new Object());
            table.add(threads.get(i), workers.get(i));
            if (i % 100 != 0) continue;
            for (int k = 0; k <= i; k++) assertSame(workers.get(k), table.find(threads.get(k)));
        }
        for (int k = 0; k < 1000; k++) assertSame(workers.get(k), table.find(threads.get(k)));
        for (int i = 0; i < 5000; i++) assertNull(table.find(new Thread(() -> {})));
    }

    @Test
    void threadsMayComeAtOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        AtomicInteger found = new AtomicInteger();
        for (int i = 0; i < 32; i++) {
            Object own = new Object();
            threads.add(new Thread(() -> {
                table.add(Thread.currentThread(), own);
                for (int k = 0; k < 1000; k++) {
                    if (table.find(Thread.currentThread()) == own) found.incrementAndGet();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) thread.join();
        assertEquals(32_000, found.get());
    }
}
