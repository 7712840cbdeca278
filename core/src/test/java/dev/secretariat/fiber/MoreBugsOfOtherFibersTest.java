package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs of virtual threads and of what is woven like them: permits, monitors, and threads that are looked at. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MoreBugsOfOtherFibersTest {
    private final Object monitor = new Object();

    /** Whether a stack has been seen; bodies that are looked at go on until then. */
    private volatile boolean looked;

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

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void aWaitLeavesAloneThePermitOfItsThread_JDK8321270(Carrier carrier) throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<Boolean> goesOn = scheduler.submit(fiber(carrier, fiber -> {
                LockSupport.unpark(Thread.currentThread());
                fiber.yieldNow();
                LockSupport.park(); // the permit is there
                return true;
            }));
            scheduler.runUntilIdle();
            assertEquals(TaskState.SUCCEEDED, goesOn.state());
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aBodyThatIsPinnedAndParksForATimeMayBeLookedAt_JDK8322818(Carrier carrier) throws Exception {
        List<Thread> bodies = new CopyOnWriteArrayList<>();
        try (ParallelScheduler scheduler = parallel()) {
            TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
                bodies.add(Thread.currentThread());
                int rounds = 0;
                for (; rounds < 500 || !looked; rounds++) {
                    LockSupport.parkNanos(1000);
                    fiber.worker().join(fiber.worker().forkRun(worker -> LockSupport.parkNanos(1000)));
                    fiber.yieldNow();
                }
                return rounds;
            }));
            lookAt(bodies, List.of(handle));
            assertTrue(handle.join() >= 500);
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aBodyLooksAtTheStackOfOneThatWaits_quasar30(Carrier carrier) throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Promise<Integer> promise = new Promise<>();
            Promise<Thread> waiting = new Promise<>();
            TaskHandle<Integer> waits = scheduler.submit(fiber(carrier, fiber -> {
                boolean ignored = waiting.succeed(Thread.currentThread());
                return fiber.await(promise);
            }));
            TaskHandle<Boolean> sees = scheduler.submit(fiber(carrier, fiber -> {
                StackTraceElement[] stack = fiber.await(waiting).getStackTrace();
                return Stream.of(stack).anyMatch(frame -> frame.getMethodName().equals("await"));
            }));
            assertTrue(sees.join());
            assertTrue(promise.succeed(3));
            assertEquals(3, waits.join());
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void whoWakesAnotherKeepsItsOwnPermit_loom59(Carrier carrier) throws Exception {
        int count = 300;
        AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(count);
        CountDownLatch begun = new CountDownLatch(count);
        try (ParallelScheduler scheduler = parallel()) {
            List<TaskHandle<?>> handles = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int me = i;
                handles.add(scheduler.submit(fiber(carrier, fiber -> {
                    threads.set(me, Thread.currentThread());
                    begun.countDown();
                    while (begun.getCount() > 0) fiber.yieldNow(); // to block would take the permit
                    if (me > 0) LockSupport.unpark(threads.get(me - 1));
                    if (me < count - 1) LockSupport.park();
                    return me;
                })));
            }
            for (TaskHandle<?> handle : handles) handle.join(Duration.ofSeconds(60));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void whoIsInterruptedDoesNotTakeANotificationAway_openj9_21432(Carrier carrier) throws Exception {
        try (ParallelScheduler scheduler = parallel()) {
            for (int round = 0; round < 200; round++) {
                Semaphore notified = new Semaphore(0);
                CountDownLatch inside = new CountDownLatch(2);
                TaskHandle<?> first = scheduler.submit(waiting(carrier, inside, notified));
                TaskHandle<?> second = scheduler.submit(waiting(carrier, inside, notified));
                inside.await();
                synchronized (monitor) {
                    if (round % 2 == 0) monitor.notify();
                }
                first.cancel();
                synchronized (monitor) {
                    if (round % 2 != 0) monitor.notify();
                }
                notified.acquire(); // one of the two goes on by it
                second.cancel();
                while (!first.isDone() || !second.isDone()) Thread.onSpinWait();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // a notification is what is counted
    private Task<Integer> waiting(Carrier carrier, CountDownLatch inside, Semaphore notified) {
        return fiber(carrier, fiber -> {
            synchronized (monitor) {
                inside.countDown();
                monitor.wait();
            }
            notified.release();
            return 1;
        });
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void whoIsLookedAtDoesNotKeepOthersFromAMonitor_JDK8390031(Carrier carrier) throws Exception {
        List<Thread> bodies = new CopyOnWriteArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        List<TaskHandle<?>> handles = new ArrayList<>();
        try (ParallelScheduler scheduler = parallel()) {
            for (int i = 0; i < 8; i++) {
                handles.add(scheduler.submit(fiber(carrier, fiber -> {
                    bodies.add(Thread.currentThread());
                    for (int round = 0; round < 300 || !looked; round++) {
                        synchronized (monitor) {
                            assertEquals(1, inside.incrementAndGet());
                            if (round % 3 == 0) fiber.yieldNow();
                            inside.decrementAndGet();
                        }
                    }
                    return 300;
                })));
            }
            lookAt(bodies, handles);
            for (TaskHandle<?> handle : handles) assertEquals(300, handle.join());
        }
    }

    private void lookAt(List<Thread> bodies, List<? extends TaskHandle<?>> until) {
        while (!until.stream().allMatch(TaskHandle::isDone)) {
            for (Thread body : bodies) looked |= body.getStackTrace().length > 0;
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aBodyGoesOnBehindTheAcquireThatItBlockedIn_quasar59(Carrier carrier) throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Semaphore semaphore = new Semaphore(0);
        CountDownLatch begun = new CountDownLatch(1);
        try (ParallelScheduler scheduler = parallel()) {
            TaskHandle<?> handle = scheduler.submit(fiber(carrier, fiber -> {
                seen.add("acquires");
                begun.countDown();
                semaphore.acquire();
                return seen.add("has acquired");
            }));
            begun.await();
            while (!semaphore.hasQueuedThreads()) Thread.onSpinWait();
            semaphore.release();
            handle.join(Duration.ofSeconds(60));
        }
        assertEquals(List.of("acquires", "has acquired"), seen);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aBodyThatCancelsItselfIsNotInterrupted_reactor3948(Carrier carrier) {
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean thrown = new AtomicBoolean();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<?> handle = scheduler.submit(fiber(carrier, fiber -> {
                fiber.worker().task().cancel();
                interrupted.set(Thread.currentThread().isInterrupted());
                try {
                    fiber.yieldNow();
                } finally {
                    thrown.set(true);
                    if (Thread.currentThread().isInterrupted()) interrupted.set(true);
                }
                return 1;
            }));
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, handle.state());
        }
        assertFalse(interrupted.get());
        assertTrue(thrown.get());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aWaitForWhatNobodyRunsEndsByItsDeadline_kotlinxcoroutines4382(Carrier carrier) throws Exception {
        try (CooperativeScheduler idle = CooperativeScheduler.create();
                ParallelScheduler scheduler = parallel()) {
            TaskHandle<Integer> neverRun = idle.submit(worker -> Step.done(1));
            TaskHandle<Boolean> handle = scheduler.submit(fiber(carrier, fiber -> {
                assertThrows(TimeoutException.class, () -> fiber.await(neverRun, fiber.deadline(Duration.ofMillis(5))));
                return true;
            }));
            assertTrue(handle.join(Duration.ofSeconds(60)));
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void whoYieldsInItsFirstStretchLetsTheOthersGoFirst_kotlinxcoroutines1474(Carrier carrier) {
        List<String> seen = new ArrayList<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<?> one = scheduler.submit(fiber(carrier, fiber -> {
                seen.add("before");
                fiber.yieldNow();
                return seen.add("after");
            }));
            TaskHandle<?> other = scheduler.submit(fiber(carrier, fiber -> seen.add("other")));
            scheduler.runUntilIdle();
            assertTrue(one.isDone() && other.isDone());
        }
        assertEquals(List.of("before", "other", "after"), seen);
    }
}
