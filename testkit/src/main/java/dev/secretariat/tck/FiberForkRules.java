package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Fork;
import dev.secretariat.LongFork;
import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.FiberAction;
import dev.secretariat.fiber.FiberBody;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.tck.Tasks.Never;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** B4 and B5: forks of a body, and who may use its fiber. */
interface FiberForkRules extends Group {
    private <T> TaskHandle<T> begin(FiberBody<T> body) {
        return trial().scheduler().submit("fiber", Fibers.task(body));
    }

    /** Returns how the body failed; whatever happened, the worker's forks are in order for the next fiber. */
    private Throwable failureAndAfter(FiberBody<?> body) throws Exception {
        Throwable failure = trial().failureOf(begin(body));
        int usable = trial().run(Fibers.task(fiber -> fib(fiber.worker(), 10)));
        assertEquals(55, usable);
        return failure;
    }

    private static int fib(Worker worker, int n) throws Exception {
        if (n < 2) return n;
        Fork<Integer> left = worker.fork(w -> fib(w, n - 1));
        int right = fib(worker, n - 2);
        return worker.join(left) + right;
    }

    /** Each wait, of what is there too. */
    private static List<FiberAction> waits() {
        Promise<Integer> there = new Promise<>();
        there.succeed(1);
        return List.of(
                Fiber::yieldNow,
                fiber -> fiber.sleep(Duration.ZERO),
                fiber -> fiber.await(new Promise<>()),
                fiber -> fiber.await(new CompletableFuture<>()),
                fiber -> fiber.await(new Never()),
                fiber -> fiber.awaitAny(new Never(), new Promise<>()),
                fiber -> fiber.shielded(() -> fiber.await(new Promise<>())));
    }

    @OnEachCarrier
    @Needs(Feature.FORKS)
    default void required_B4_aBodyForksBetweenItsWaits() throws Exception {
        TaskHandle<Integer> handle = begin(fiber -> {
            Worker kept = fiber.worker();
            int sum = 0;
            for (int turn = 0; turn < 10; turn++) {
                Fork<Integer> fork = kept.fork(w -> fib(w, 10));
                LongFork number = kept.fork((w, argument) -> argument, 20L);
                sum += (int) kept.join(number);
                sum += kept.join(fork);
                fiber.yieldNow();
                assertSame(kept, fiber.worker());
            }
            return sum;
        });
        assertEquals(750, trial().join(handle));
    }

    @OnEachCarrier
    @Needs(Feature.FORKS)
    default void required_B4_aWaitWithForksIsRefusedAndLeavesThem() throws Exception {
        for (FiberAction wait : waits()) {
            int sum = trial().run(Fibers.task(fiber -> {
                List<Fork<Integer>> forks = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    int number = i;
                    forks.add(fiber.worker().fork(w -> number));
                    assertThrows(IllegalStateException.class, () -> wait.run(fiber));
                }
                int total = 0;
                for (Fork<Integer> fork : forks) {
                    assertThrows(IllegalStateException.class, () -> wait.run(fiber));
                    total += fiber.worker().join(fork);
                }
                fiber.yieldNow();
                return total;
            }));
            assertEquals(10, sum);
        }
    }

    /** On whichever worker it runs; by B5 too, where that is another one. */
    @OnEachCarrier
    @Needs(Feature.FORKS)
    default void required_B4_aWaitInsideAForkIsRefused() throws Exception {
        for (FiberAction wait : waits()) {
            AtomicInteger refused = new AtomicInteger();
            int sum = trial().run(Fibers.task(fiber -> {
                List<Fork<Integer>> forks = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    int number = i;
                    forks.add(fiber.worker().fork(w -> {
                        assertThrows(IllegalStateException.class, () -> wait.run(fiber));
                        refused.incrementAndGet();
                        return number + fib(w, 5) - 5;
                    }));
                }
                int total = 0;
                for (Fork<Integer> fork : forks) total += fiber.worker().join(fork);
                fiber.yieldNow();
                return total;
            }));
            assertEquals(190, sum);
            assertEquals(20, refused.get());
        }
    }

    @OnEachCarrier
    @Needs(Feature.FORKS)
    default void required_B4_aBodyThatEndsWithForksLeftFailsByName() throws Exception {
        Throwable failure = failureAndAfter(fiber -> {
            fiber.yieldNow();
            return fiber.worker().fork(w -> 1) != null;
        });
        assertInstanceOf(IllegalStateException.class, failure);
        assertTrue(String.valueOf(failure.getMessage()).contains("'fiber'"), failure.toString());
        IOException thrown = new IOException("mine");
        assertSame(thrown, failureAndAfter(fiber -> {
            for (int i = 0; i < 20; i++) {
                Fork<Integer> unused = fiber.worker().fork(w -> fib(w, 5));
            }
            throw thrown;
        }));
    }

    @OnEachCarrier
    @Needs(Feature.FORKS)
    default void required_B4_whatAForkThrowsLeavesTheJoinAndTheBodyGoesOn() throws Exception {
        IOException thrown = new IOException("mine");
        TaskHandle<Integer> handle = begin(fiber -> {
            for (int turn = 0; turn < 20; turn++) {
                Fork<Integer> failing = fiber.worker().fork(w -> {
                    throw thrown;
                });
                assertSame(
                        thrown,
                        assertThrows(IOException.class, () -> fiber.worker().join(failing)));
                fiber.yieldNow();
            }
            return fib(fiber.worker(), 10);
        });
        assertEquals(55, trial().join(handle));
    }

    @OnEachCarrier
    default void required_B4_theWorkerIsThatOfTheStepThatRuns() throws Exception {
        TaskHandle<TaskHandle<?>> handle = begin(fiber -> {
            Worker worker = fiber.worker();
            for (int turn = 0; turn < 10; turn++) {
                assertSame(trial().scheduler(), worker.scheduler());
                assertTrue(worker.index() >= 0);
                worker.checkpoint();
                fiber.yieldNow();
            }
            return worker.task();
        });
        assertEquals(handle, trial().join(handle));
    }

    // ---- B5 ----

    /** What can be asked of a fiber. */
    private static List<FiberAction> methods() {
        List<FiberAction> methods = new ArrayList<>(waits());
        methods.add(Fiber::isCancelled);
        methods.add(Fiber::worker);
        methods.add(fiber -> fiber.shielded(() -> 1));
        methods.add(fiber -> fiber.submit(Task.call(() -> 1)));
        methods.add(fiber -> fiber.submit("never", Task.call(() -> 1)));
        return methods;
    }

    private static void assertRefusesAll(Fiber fiber) {
        for (FiberAction method : methods()) {
            String message = assertThrows(IllegalStateException.class, () -> method.run(fiber))
                    .getMessage();
            assertTrue(message != null && message.contains("fiber"), message);
        }
    }

    @OnEachCarrier
    default void required_B5_nobodyElseMayUseAFiber() throws Exception {
        AtomicReference<Fiber> kept = new AtomicReference<>();
        Promise<Integer> gate = new Promise<>();
        TaskHandle<Integer> handle = begin(fiber -> {
            kept.set(fiber);
            return fiber.await(gate);
        });
        trial().untilWaiting(handle);
        trial().run(Task.run(() -> assertRefusesAll(kept.get())));
        trial().run(Fibers.run(other -> assertRefusesAll(kept.get())));
        assertRefusesAll(kept.get());
        gate.succeed(3);
        assertEquals(3, trial().join(handle));
        assertRefusesAll(kept.get());
        trial().run(Fibers.run(other -> assertRefusesAll(kept.get())));
    }

    @OnEachCarrier
    @Needs({Feature.TIMERS})
    default void required_B5_norMakeADeadlineByIt() throws Exception {
        AtomicReference<Fiber> kept = new AtomicReference<>();
        trial().run(Fibers.run(kept::set));
        assertThrows(IllegalStateException.class, () -> kept.get().deadline(Duration.ZERO));
        Deadline mine = trial().run(Fibers.task(fiber -> fiber.deadline(Duration.ZERO)));
        assertDoesNotThrow(mine::isPast);
    }

    /** While the body runs, and not only while it waits. */
    @OnEachCarrier
    @Needs(Feature.FOREIGN_THREADS)
    default void required_B5_noThreadBesideTheBodyMayUseItsFiber() throws Exception {
        AtomicReference<Throwable> found = new AtomicReference<>();
        trial().run(Fibers.run(fiber -> {
            Thread beside = trial().asideLater(() -> {
                try {
                    assertRefusesAll(fiber);
                } catch (Throwable failure) {
                    found.set(failure);
                }
            });
            beside.start();
            trial().until("the end of the thread beside the body", () -> !beside.isAlive());
        }));
        assertEquals(null, found.get());
    }
}
