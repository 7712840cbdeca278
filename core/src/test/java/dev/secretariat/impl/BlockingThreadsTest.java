package dev.secretariat.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockingThreadsTest {
    @Test
    void required_T13_oneCallMoreThanMayRunIsRefusedInWordsThatHelp() throws Exception {
        BlockingThreads threads = new BlockingThreads(2);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch mayGo = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            threads.start("file", () -> {
                begun.countDown();
                awaitQuietly(mayGo);
            });
        }
        begun.await();
        RejectedExecutionException refusal =
                assertThrows(RejectedExecutionException.class, () -> threads.start("letter", () -> {}));
        String told = refusal.getMessage();
        assertTrue(told.contains("'letter'") && told.contains("2 others"), told);
        assertTrue(told.contains("-Ddev.secretariat.blocking.maxThreads"), told);
        mayGo.countDown();
        threads.close();
    }

    @Test
    void required_T13_anIdleThreadIsUsedAgainUnderItsOwnName() throws Exception {
        BlockingThreads threads = new BlockingThreads(1);
        Exchanger<String> names = new Exchanger<>();
        AtomicReference<Thread> first = new AtomicReference<>();
        threads.start("one", () -> {
            first.set(Thread.currentThread());
            exchange(names, Thread.currentThread().getName());
        });
        assertEquals("blocking-0: one", names.exchange(""));
        AtomicReference<Thread> second = new AtomicReference<>();
        ClassLoader mine = Thread.currentThread().getContextClassLoader();
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        startWhenIdle(threads, () -> {
            second.set(Thread.currentThread());
            loader.set(Thread.currentThread().getContextClassLoader());
            exchange(names, Thread.currentThread().getName());
        });
        assertEquals("blocking-0: two", names.exchange(""));
        assertSame(first.get(), second.get());
        assertSame(mine, loader.get());
        assertNotSame(Thread.currentThread(), second.get());
        threads.close();
        second.get().join();
        assertEquals(0, threads.size());
    }

    /** The only thread may not have come back yet. */
    private static void startWhenIdle(BlockingThreads threads, Runnable call) {
        while (true) {
            try {
                threads.start("two", call);
                return;
            } catch (RejectedExecutionException busy) {
                Thread.onSpinWait();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void exchange(Exchanger<String> names, String name) {
        try {
            names.exchange(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
