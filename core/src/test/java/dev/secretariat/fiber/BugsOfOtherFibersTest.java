package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs that fibers, coroutines and green threads of other libraries had, on each carrier. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("LockNotBeforeTry") // some are left to the fiber
class BugsOfOtherFibersTest {
    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    static Stream<Carrier> mounted() {
        return FiberInterruptsTest.mounted();
    }

    private static <T> Task<T> fiber(Carrier carrier, FiberBody<T> body) {
        return new FiberTask<>(body, body, carrier);
    }

    private static ParallelScheduler parallel() {
        return ParallelScheduler.builder().workers(2).start();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aFiberThatIsCancelledBeforeItBeginsNeverBegins_gevent330(Carrier carrier) {
        List<String> seen = new ArrayList<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<?> first = scheduler.submit(fiber(carrier, fiber -> seen.add("first")));
            TaskHandle<?> second = scheduler.submit(fiber(carrier, fiber -> seen.add("second")));
            first.cancel();
            second.cancel();
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, second.state());
        }
        assertEquals(List.of(), seen);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void theWaitThatIsUnderWayThrowsAndNotTheNextOne_gevent394(Carrier carrier) {
        List<String> seen = new ArrayList<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Promise<Integer> promise = new Promise<>();
            TaskHandle<?> handle = scheduler.submit(fiber(carrier, fiber -> {
                seen.add("waits");
                fiber.await(promise);
                return seen.add("goes on");
            }));
            scheduler.runUntilIdle();
            promise.succeed(1); // it is ready, and is cancelled before its step
            handle.cancel();
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, handle.state());
        }
        assertEquals(List.of("waits"), seen);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void threadLocalsStayWithTheirBodyAcrossItsWaits_quasar8(Carrier carrier) {
        ThreadLocal<Integer> local = new ThreadLocal<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            List<TaskHandle<Boolean>> handles = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Integer mine = i;
                handles.add(scheduler.submit(fiber(carrier, fiber -> {
                    boolean same = true;
                    local.set(mine);
                    for (int round = 0; round < 20; round++) {
                        fiber.yieldNow();
                        same &= mine.equals(local.get());
                    }
                    local.remove();
                    return same;
                })));
            }
            scheduler.submit(Task.run(() -> assertNull(local.get())));
            scheduler.runUntilIdle();
            for (TaskHandle<Boolean> handle : handles) assertTrue(handle.result());
            assertNull(local.get());
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void anUnparkBeforeAWaitIsNotTakenForWhatItWaitsFor_quasar247(Carrier carrier) {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Promise<Integer> promise = new Promise<>();
            List<Thread> threads = new ArrayList<>();
            TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                threads.add(Thread.currentThread());
                LockSupport.unpark(Thread.currentThread());
                return fiber.await(promise);
            }));
            scheduler.runUntilIdle();
            assertEquals(TaskState.WAITING, handle.state());
            LockSupport.unpark(threads.get(0));
            scheduler.runUntilIdle();
            assertEquals(TaskState.WAITING, handle.state());
            promise.succeed(7);
            scheduler.runUntilIdle();
            assertEquals(7, handle.result());
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void aLockThatComesWithTheRequestToCancelIsGivenBack_kotlinxcoroutines2380(Carrier carrier) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        try (ParallelScheduler scheduler = parallel()) {
            for (int i = 0; i < 2000; i++) {
                lock.lock();
                TaskHandle<Void> handle = scheduler.submit(fiber(carrier, fiber -> {
                    lock.lockInterruptibly();
                    try {
                        fiber.yieldNow();
                    } finally {
                        lock.unlock();
                    }
                    return null;
                }));
                if (i % 2 == 0) lock.unlock();
                handle.cancel();
                if (i % 2 == 1) lock.unlock();
                awaitEnd(handle);
                assertFalse(lock.isLocked(), "in round " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aShieldedSectionThatHasBegunComesToItsEnd_zio9850(Carrier carrier) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        try (ParallelScheduler scheduler = parallel()) {
            for (int i = 0; i < 1000; i++) {
                TaskHandle<Void> handle = scheduler.submit(fiber(carrier, fiber -> {
                    fiber.shielded(() -> {
                        begun.incrementAndGet();
                        fiber.yieldNow();
                        return ended.incrementAndGet();
                    });
                    return null;
                }));
                if (i % 2 == 0) while (begun.get() == ended.get() && !handle.isDone()) Thread.onSpinWait();
                handle.cancel();
                awaitEnd(handle);
                assertEquals(begun.get(), ended.get(), "in round " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aRequestThatComesJustWhenAWaitBeginsEndsIt_zio10258(Carrier carrier) throws Exception {
        try (ParallelScheduler scheduler = parallel()) {
            for (int i = 0; i < 2000; i++) {
                CountDownLatch about = new CountDownLatch(1);
                TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                    about.countDown();
                    return fiber.awaitAny(new Promise<>(), new Promise<>());
                }));
                about.await();
                handle.cancel();
                awaitEnd(handle);
                assertEquals(TaskState.CANCELLED, handle.state());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aRaceInAFinallyBlockRunsInSpiteOfTheRequest_zio2226(Carrier carrier) {
        List<Integer> won = new ArrayList<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Promise<Integer> slow = new Promise<>();
            Promise<Integer> quick = new Promise<>();
            TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                try {
                    return fiber.await(new Promise<>());
                } finally {
                    won.add(fiber.shielded(() -> fiber.awaitAny(slow, quick, fiber.deadline(Duration.ofDays(1)))));
                }
            }));
            scheduler.runUntilIdle();
            handle.cancel();
            handle.cancel();
            scheduler.runUntilIdle();
            assertEquals(List.of(), won);
            quick.succeed(1);
            scheduler.runUntilIdle();
            assertEquals(List.of(1), won);
            assertEquals(TaskState.CANCELLED, handle.state());
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aCancelledFiberIsSaidToHaveEndedAfterItsFinallyBlocks_zio15(Carrier carrier) throws Exception {
        try (ParallelScheduler scheduler = parallel()) {
            for (int i = 0; i < 500; i++) {
                AtomicInteger open = new AtomicInteger();
                TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                    open.incrementAndGet();
                    try {
                        return fiber.await(new Promise<>());
                    } finally {
                        fiber.shielded(() -> {
                            fiber.yieldNow();
                            return open.decrementAndGet();
                        });
                    }
                }));
                while (open.get() == 0) Thread.onSpinWait();
                handle.cancel();
                awaitEnd(handle);
                assertEquals(0, open.get());
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void bodiesThatBlockDoNotKeepAClosingSchedulerOpen_tokio2119(Carrier carrier) {
        for (int round = 0; round < 50; round++) {
            CountDownLatch never = new CountDownLatch(1);
            List<TaskHandle<Boolean>> handles = new ArrayList<>();
            ParallelScheduler scheduler = parallel();
            for (int i = 0; i < 20; i++) {
                handles.add(scheduler.submit(fiber(carrier, fiber -> {
                    never.await();
                    return true;
                })));
            }
            scheduler.shutdownNow();
            scheduler.close();
            for (TaskHandle<Boolean> handle : handles) assertEquals(TaskState.CANCELLED, handle.state());
        }
    }

    private static void awaitEnd(TaskHandle<?> handle) throws InterruptedException {
        try {
            handle.join();
        } catch (CancellationException cancelled) {
            assertThrows(CancellationException.class, handle::result);
        }
    }
}
