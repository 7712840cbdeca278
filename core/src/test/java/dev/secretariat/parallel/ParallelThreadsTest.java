package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The builder, and the threads that it gets: SPEC.md, rules T8, S6 and S7. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelThreadsTest {
    // ---- Settings ----

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Sleepers.MAX_WORKERS + 1, Integer.MAX_VALUE})
    void required_T8_aBadNumberOfWorkersIsRefusedWithItsValue(int workers) {
        ParallelScheduler.Builder builder = ParallelScheduler.builder();
        String message = assertThrows(IllegalArgumentException.class, () -> builder.workers(workers))
                .getMessage();
        assertTrue(message.contains("workers") && message.endsWith(": " + workers), message);
    }

    @Test
    void theDefaultIsAWorkerForEachProcessor() {
        try (ParallelScheduler scheduler = ParallelScheduler.start()) {
            assertEquals(Runtime.getRuntime().availableProcessors(), scheduler.workers());
            assertTrue(scheduler.fairnessBound().isPresent());
        }
    }

    @Test
    void aFactoryAndWhatItDecidesExcludeEachOther() {
        ThreadFactory factory = Thread::new;
        ClassLoader loader = getClass().getClassLoader();
        for (ParallelScheduler.Builder builder : List.of(
                ParallelScheduler.builder().threadFactory(factory).daemon(true),
                ParallelScheduler.builder().daemon(false).threadFactory(factory),
                ParallelScheduler.builder().threadFactory(factory).contextClassLoader(loader))) {
            String message =
                    assertThrows(IllegalStateException.class, builder::start).getMessage();
            assertTrue(message.contains("threadFactory") && message.contains("daemon"), message);
        }
    }

    @Test
    void aBuilderMayBeUsedTwice() throws Exception {
        ParallelScheduler.Builder builder =
                ParallelScheduler.builder().name("twice").workers(2);
        try (ParallelScheduler first = builder.start();
                ParallelScheduler second = builder.start()) {
            assertNotSame(first, second);
            assertEquals(1, first.submit(Task.call(() -> 1)).join());
            assertEquals(2, second.submit(Task.call(() -> 2)).join());
            assertTrue(first.toString().contains("twice"), first.toString());
        }
    }

    // ---- Threads ----

    /** What each worker says of its thread; all of them, since each waits for the others. */
    private static Set<Thread> threadsOf(ParallelScheduler scheduler) throws InterruptedException {
        return threadsOf(scheduler, scheduler.workers());
    }

    private static Set<Thread> threadsOf(ParallelScheduler scheduler, int count) throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            scheduler.submit(worker -> {
                threads.add(Thread.currentThread());
                all.countDown();
                all.await();
                return Step.done();
            });
        }
        all.await();
        return threads;
    }

    @Test
    void threadsAreNumberedAndKeepTheJvmAlive() throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().name("desk").workers(3).start()) {
            Set<Thread> threads = threadsOf(scheduler);
            assertEquals(
                    Set.of("desk-0", "desk-1", "desk-2"),
                    threads.stream().map(Thread::getName).collect(Collectors.toSet()));
            assertTrue(threads.stream().noneMatch(Thread::isDaemon));
        }
    }

    @Test
    void aWorkerHasAnIndexOfItsOwn() throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(3).start()) {
            Set<Integer> indices = ConcurrentHashMap.newKeySet();
            CountDownLatch all = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                scheduler.submit(worker -> {
                    indices.add(worker.index());
                    all.countDown();
                    all.await();
                    return Step.done();
                });
            }
            all.await();
            assertEquals(Set.of(0, 1, 2), indices);
        }
    }

    @Test
    void daemonsAndTheirClassLoaderAreAsAskedFor() throws Exception {
        Thread own = Thread.currentThread();
        ClassLoader before = own.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0], before);
                ParallelScheduler scheduler = ParallelScheduler.builder()
                        .workers(2)
                        .daemon(true)
                        .contextClassLoader(loader)
                        .start()) {
            for (Thread thread : threadsOf(scheduler)) {
                assertTrue(thread.isDaemon());
                assertSame(loader, thread.getContextClassLoader());
            }
        }
        assertSame(before, own.getContextClassLoader());
    }

    @Test
    void required_S6_byDefaultTheClassLoaderIsThatOfTheMaker() throws Exception {
        Thread own = Thread.currentThread();
        ClassLoader before = own.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
            own.setContextClassLoader(loader);
            ParallelScheduler scheduler = ParallelScheduler.builder().workers(2).start();
            own.setContextClassLoader(before);
            for (Thread thread : threadsOf(scheduler)) assertSame(loader, thread.getContextClassLoader());
            scheduler.close();
        }
    }

    /** JDK-8327501, jetty#5859: a scheduler that somebody keeps does not keep a class loader. */
    @ParameterizedTest
    @EnumSource
    void required_S6_aTerminatedSchedulerPinsNoClassLoader_JDK8327501(ParallelScheduler.Idle idle) throws Exception {
        AtomicReference<WeakReference<ClassLoader>> loader = new AtomicReference<>();
        ParallelScheduler kept = haveRunWithALoader(idle, loader);
        for (int tries = 0; loader.get().get() != null && tries < 50; tries++) System.gc();
        assertNull(loader.get().get());
        assertTrue(kept.isTerminated());
    }

    private static ParallelScheduler haveRunWithALoader(
            ParallelScheduler.Idle idle, AtomicReference<WeakReference<ClassLoader>> reference) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[0], ParallelThreadsTest.class.getClassLoader())) {
            reference.set(new WeakReference<>(loader));
            ParallelScheduler scheduler = ParallelScheduler.builder()
                    .workers(2)
                    .idle(idle)
                    .contextClassLoader(loader)
                    .start();
            Set<Thread> threads = threadsOf(scheduler);
            for (int i = 0; i < 1000; i++) {
                scheduler.submit(
                        worker -> { // tasks and outcomes have it too, and some are stolen
                            for (int k = 0; k < 10; k++) worker.submit(Task.call(() -> loader));
                            return Step.done();
                        });
            }
            scheduler.close();
            until(() -> threads.stream().noneMatch(Thread::isAlive));
            return scheduler;
        }
    }

    // ---- S7 ----

    private static Thread startedThread() {
        Thread thread = new Thread(() -> {});
        thread.start();
        return thread;
    }

    /** Ways not to make a thread. */
    enum Refusal {
        NULL {
            @Override
            Thread make(Runnable runnable) {
                return null;
            }
        },
        STARTED {
            @Override
            Thread make(Runnable runnable) {
                return startedThread();
            }
        },
        /** jboss-threads#173: the operating system refuses. */
        ERROR {
            @Override
            Thread make(Runnable runnable) {
                throw new OutOfMemoryError("unable to create native thread (pretended)");
            }
        },
        ERROR_AT_START {
            @Override
            @SuppressWarnings("UnsynchronizedOverridesSynchronized")
            Thread make(Runnable runnable) {
                return new Thread(runnable) {
                    @Override
                    public void start() {
                        throw new OutOfMemoryError("unable to create native thread (pretended)");
                    }
                };
            }
        },
        EXCEPTION {
            @Override
            Thread make(Runnable runnable) {
                throw new SecurityException("no threads here");
            }
        };

        abstract Thread make(Runnable runnable);
    }

    @ParameterizedTest
    @EnumSource
    void required_S7_aSchedulerWorksWithTheThreadsItHasAndSaysSo_jbossthreads173(Refusal refusal) throws Exception {
        for (int made = 1; made < 4; made++) {
            int good = made;
            AtomicInteger asked = new AtomicInteger();
            Hired hired = new Hired();
            ThreadFactory factory = runnable -> {
                boolean makes = asked.getAndIncrement() % 4 < good;
                return makes ? hired.newThread(runnable) : refusal.make(runnable);
            };
            ParallelScheduler[] scheduler = new ParallelScheduler[1];
            String said = Players.listen(() -> scheduler[0] = ParallelScheduler.builder()
                    .name("short of hands")
                    .workers(4)
                    .threadFactory(factory)
                    .start());
            assertTrue(said.contains("short of hands") && said.contains(good + " of 4"), said);
            assertEquals(good, threadsOf(scheduler[0], good).size());
            AtomicInteger ran = new AtomicInteger();
            for (int i = 0; i < 1000; i++) scheduler[0].submit(Task.run(ran::incrementAndGet));
            scheduler[0].close();
            assertEquals(1000, ran.get());
            hired.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource
    void required_S7_withoutAnyThreadTheCreationFailsCleanly_jbossthreads173(Refusal refusal) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AtomicInteger asked = new AtomicInteger();
        ParallelScheduler.Builder builder = ParallelScheduler.builder()
                .name("nobody")
                .workers(3)
                .threadFactory(runnable -> {
                    asked.incrementAndGet();
                    return refusal.make(runnable);
                });
        Throwable failure = assertThrows(Throwable.class, builder::start);
        assertEquals(3, asked.get());
        switch (refusal) {
            case NULL -> assertTrue(failure.getMessage().contains("null"), failure.getMessage());
            case STARTED -> assertTrue(failure.getMessage().contains("already started"), failure.getMessage());
            case EXCEPTION -> assertEquals(SecurityException.class, failure.getClass());
            default -> assertEquals(OutOfMemoryError.class, failure.getClass());
        }
        assertEquals(2, failure.getSuppressed().length);
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .allMatch(thread -> before.contains(thread) || !thread.getName().startsWith("nobody")));
    }

    @Test
    void required_S7_aThreadMadeTwiceServesOnce() throws Exception {
        Thread[] only = new Thread[1];
        ParallelScheduler[] scheduler = new ParallelScheduler[1];
        String said = Players.listen(() -> scheduler[0] = ParallelScheduler.builder()
                .workers(2)
                .threadFactory(runnable -> {
                    if (only[0] == null) only[0] = new Thread(runnable);
                    return only[0];
                })
                .start());
        assertTrue(said.contains("1 of 2"), said);
        assertEquals(5, scheduler[0].submit(Task.call(() -> 5)).join());
        scheduler[0].close();
        only[0].join();
        assertFalse(only[0].isAlive());
    }
}
