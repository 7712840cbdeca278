package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.internal.VirtualThreads;
import dev.secretariat.parallel.ParallelScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The threads that carry bodies: how many there are, and that each lets go. */
@Timeout(120)
class FiberThreadsTest {
    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    static <T> Task<T> fiber(Carrier carrier, FiberBody<T> body) {
        return new FiberTask<>(body, body, carrier);
    }

    @Test
    void aThreadCarriesOneBodyAfterAnother() {
        Set<Thread> threads = new HashSet<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            for (int i = 0; i < 200; i++) {
                scheduler.submit(fiber(Carrier.PLATFORM_BATON, fiber -> {
                    fiber.yieldNow();
                    return threads.add(Thread.currentThread());
                }));
                scheduler.runUntilIdle();
            }
        }
        assertTrue(threads.size() < 20, threads.size() + " threads for 200 bodies");
    }

    @ParameterizedTest
    @MethodSource("carriers")
    @SuppressWarnings("try") // it is closed by hand on purpose
    void aFiberMayCloseItsOwnScheduler(Carrier carrier) throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                scheduler.close();
                fiber.yieldNow();
                return 1;
            }));
            assertEquals(1, handle.join());
        }
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
            scheduler.close();
            fiber.yieldNow();
            return 1;
        }));
        scheduler.runUntilIdle();
        assertEquals(1, handle.result());
        scheduler.close();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aBodyMustNotJoinNorDriveItsOwnScheduler(Carrier carrier) {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<?> other = scheduler.submit(fiber(carrier, fiber -> {
                fiber.yieldNow();
                return 1;
            }));
            TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                assertThrows(IllegalStateException.class, other::join);
                assertThrows(IllegalStateException.class, scheduler::runOne);
                fiber.yieldNow();
                assertThrows(IllegalStateException.class, scheduler::runUntilIdle);
                return 1;
            }));
            scheduler.runUntilIdle();
            assertEquals(1, handle.result());
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aBodyThatOverflowsItsStackFailsAndOthersGoOn(Carrier carrier) {
        try (CooperativeScheduler scheduler = CooperativeScheduler.builder()
                .failureHandler((task, failure) -> {})
                .build()) {
            for (int i = 0; i < 3; i++) {
                TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                    fiber.yieldNow();
                    return deep(0);
                }));
                scheduler.runUntilIdle();
                assertInstanceOf(
                        StackOverflowError.class,
                        assertThrows(TaskFailedException.class, handle::result).getCause());
            }
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deep(int depth) {
        return deep(depth + 1) + 1;
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void noThreadIsLeftWhenTheSchedulerHasTerminated(Carrier carrier) throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            for (int i = 0; i < 300; i++) {
                scheduler.submit(fiber(carrier, fiber -> {
                    threads.add(Thread.currentThread());
                    fiber.yieldNow();
                    return threads.size();
                }));
            }
        }
        for (Thread thread : threads) thread.join();
    }

    @Test
    void beyondItsBoundThereIsARefusalThatSaysWhatToDo() {
        PlatformThreads threads = new PlatformThreads(2);
        CountDownLatch end = new CountDownLatch(1);
        Runnable waits = () -> {
            try {
                end.await();
            } catch (InterruptedException ignored) {
                // it ends
            }
        };
        PlatformThreads.Carrying first = threads.start("first", waits);
        PlatformThreads.Carrying second = threads.start("second", waits);
        String refusal = assertThrows(IllegalStateException.class, () -> threads.start("third", waits))
                .getMessage();
        assertTrue(refusal.contains(PlatformThreads.LIMIT_PROPERTY), refusal);
        end.countDown();
        first.giveBack();
        second.giveBack();
        threads.close();
        while (threads.count() > 0) Thread.onSpinWait();
    }

    @Test
    void anUnparkThatABodyHasLeftDoesNotEndTheThread() {
        PlatformThreads threads = new PlatformThreads(1);
        PlatformThreads.Carrying carrying = threads.start("unparked", () -> {
            LockSupport.unpark(Thread.currentThread());
            Thread.currentThread().interrupt();
        });
        carrying.giveBack();
        Set<Thread.State> ends = EnumSet.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
        Thread.State state;
        do state = carrying.thread().getState();
        while (!ends.contains(state));
        assertEquals(Thread.State.TIMED_WAITING, state);
        threads.close();
        while (threads.count() > 0) Thread.onSpinWait();
    }

    /** A hundred thousand that wait are more than there may be; the others go on. */
    @Test
    @Tag("soak")
    void moreFibersThanThereMayBeThreadsAreRefusedAndTheRestGoOn() {
        AtomicInteger refused = new AtomicInteger();
        Promise<Integer> promise = new Promise<>();
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        try (Scheduler scheduler = ParallelScheduler.builder()
                .workers(2)
                .failureHandler((task, failure) -> refused.incrementAndGet())
                .start()) {
            for (int i = 0; i < 100_000; i++) {
                handles.add(scheduler.submit(fiber(Carrier.PLATFORM_BATON, fiber -> fiber.await(promise))));
            }
            while (handles.stream().skip(90_000).anyMatch(handle -> !handle.isDone())) Thread.onSpinWait();
            promise.succeed(1);
        }
        long succeeded = handles.stream()
                .filter(handle -> handle.state() == TaskState.SUCCEEDED)
                .count();
        assertTrue(succeeded > 0, "none");
        assertEquals(100_000, succeeded + refused.get());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void theDriverMayBeAVirtualThread(Carrier carrier) throws InterruptedException {
        if (!VirtualThreads.exist()) return;
        List<Object> seen = new ArrayList<>();
        Thread driver = VirtualThreads.unstarted("driver", () -> {
            try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
                TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                    Thread body = Thread.currentThread();
                    for (int i = 0; i < 100; i++) {
                        fiber.yieldNow();
                        assertEquals(body, Thread.currentThread());
                    }
                    int sum = fiber.worker().join(fiber.worker().fork(worker -> 20));
                    fiber.sleep(Duration.ofMillis(1));
                    return sum;
                }));
                TaskHandle<Integer> blocked = scheduler.submit(fiber(carrier, fiber -> {
                    Thread.sleep(1);
                    fiber.yieldNow();
                    return 2;
                }));
                while (!handle.isDone() || !blocked.isDone()) scheduler.runOne();
                seen.add(handle.result());
                seen.add(blocked.result());
            } catch (Throwable failure) {
                seen.add(failure);
            }
        });
        driver.start();
        driver.join();
        assertEquals(List.of(20, 2), seen);
    }
}
