package dev.secretariat.tck;

import static dev.secretariat.tck.Tasks.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.FiberAction;
import dev.secretariat.fiber.FiberBody;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.tck.Tasks.Never;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** B2 and B3: what a request to cancel does to a body, and what it does not. */
interface FiberCancelRules extends Group {
    private <T> TaskHandle<T> begin(FiberBody<T> body) {
        return trial().scheduler().submit("fiber", Fibers.task(body));
    }

    /** Begins one that waits, and cancels it there. */
    private <T> TaskHandle<T> cancelledWhileItWaits(FiberBody<T> body) throws Exception {
        TaskHandle<T> handle = begin(body);
        trial().untilWaiting(handle);
        assertTrue(handle.cancel());
        return handle;
    }

    /** Each kind of wait for what never comes. */
    private List<FiberAction> waits() {
        TaskHandle<Integer> never = begin(fiber -> fiber.await(new Promise<Integer>()));
        return List.of(
                fiber -> fiber.await(never),
                fiber -> fiber.await(new Promise<>()),
                fiber -> fiber.await(new CompletableFuture<>()),
                fiber -> fiber.await(new Never()),
                fiber -> fiber.awaitAny(new Never(), new Promise<>(), never));
    }

    @OnEachCarrier
    default void required_B2_theWaitUnderWayThrows() throws Exception {
        for (FiberAction wait : waits()) {
            AtomicInteger told = new AtomicInteger();
            TaskHandle<Integer> handle = cancelledWhileItWaits(fiber -> {
                assertFalse(fiber.isCancelled());
                assertThrows(CancellationException.class, () -> wait.run(fiber));
                assertTrue(fiber.isCancelled());
                return told.incrementAndGet();
            });
            trial().assertCancelled(handle);
            assertEquals(1, told.get());
        }
        assertEquals(List.of(), trial().reported());
    }

    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B2_theWaitForATimeThrows() throws Exception {
        List<FiberAction> waits = List.of(
                fiber -> fiber.sleep(Duration.ofDays(1)),
                fiber -> fiber.await(fiber.deadline(Duration.ofDays(1))),
                fiber -> fiber.await(new Promise<>(), fiber.deadline(Duration.ofDays(1))),
                fiber -> fiber.await(new Never(), fiber.deadline(Duration.ofDays(1))));
        for (FiberAction wait : waits) {
            TaskHandle<Integer> handle = cancelledWhileItWaits(fiber -> {
                wait.run(fiber);
                return 1;
            });
            trial().assertCancelled(handle);
        }
    }

    @OnEachCarrier
    default void required_B2_eachWaitThatFollowsThrowsHoweverOftenItIsCaught() throws Exception {
        Promise<Integer> there = new Promise<>();
        open(there);
        AtomicInteger told = new AtomicInteger();
        List<FiberAction> waits = new ArrayList<>(waits());
        waits.add(Fiber::yieldNow);
        waits.add(fiber -> fiber.sleep(Duration.ZERO));
        waits.add(fiber -> fiber.await(there));
        waits.add(fiber -> fiber.await((Awaitable) there));
        waits.add(fiber -> fiber.awaitAny(there));
        waits.add(fiber -> fiber.await(CompletableFuture.completedFuture(1)));
        TaskHandle<String> handle = cancelledWhileItWaits(fiber -> {
            try {
                return fiber.await(new Promise<>());
            } catch (CancellationException first) {
                for (FiberAction wait : waits) {
                    for (int turn = 0; turn < 3; turn++) {
                        assertThrows(CancellationException.class, () -> wait.run(fiber));
                        told.incrementAndGet();
                    }
                }
                return "ended";
            }
        });
        trial().assertCancelled(handle);
        assertEquals(3 * waits.size(), told.get());
        assertEquals(List.of(), trial().reported());
    }

    @OnEachCarrier
    default void required_B2_whatTheBodyThrowsInsteadIsReported() throws Exception {
        TaskHandle<String> handle = cancelledWhileItWaits(fiber -> {
            try {
                return fiber.await(new Promise<>());
            } catch (CancellationException told) {
                throw new IOException("while closing");
            }
        });
        trial().assertCancelled(handle);
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(List.of("fiber: while closing"), trial().reported());
    }

    /** The request comes in the step, and the body meets a wait there, so that no other step has to tell it. */
    @OnEachCarrier
    default void required_B2_whatABodyToldInItsOwnStepThrowsInsteadIsReported() throws Exception {
        trial().assertCancelled(begin(fiber -> {
            fiber.worker().task().cancel();
            assertThrows(CancellationException.class, fiber::yieldNow);
            return "ended";
        }));
        assertEquals(List.of(), trial().reported());
        trial().assertCancelled(begin(fiber -> {
            fiber.worker().task().cancel();
            assertThrows(CancellationException.class, fiber::yieldNow);
            throw new IOException("while closing");
        }));
        assertEquals(List.of("fiber: while closing"), trial().reported());
    }

    @OnEachCarrier
    default void required_B2_aBodyThatEndsWithoutAWaitEndsAsItWouldHave() throws Exception {
        TaskHandle<Integer> succeeds = begin(fiber -> {
            fiber.yieldNow();
            fiber.worker().task().cancel();
            return 7;
        });
        assertEquals(7, trial().join(succeeds));
        IOException thrown = new IOException("mine");
        assertSame(thrown, trial().failureOf(begin(fiber -> {
            fiber.worker().task().cancel();
            throw thrown;
        })));
        trial().assertCancelled(begin(fiber -> {
            fiber.worker().task().cancel();
            throw new CancellationException();
        }));
    }

    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B2_aBodyThatHasNotBegunNeverBegins() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        TaskHandle<Boolean> handle =
                trial().scheduler().schedule(Fibers.task(fiber -> begun.getAndSet(true)), Duration.ofHours(1));
        assertTrue(handle.cancel());
        trial().assertCancelled(handle);
        trial().advance(Duration.ofHours(1));
        trial().settle();
        assertFalse(begun.get());
    }

    /** Whatever the request meets: a body that has not begun, one that stands in a wait, or one between two. */
    @OnEachCarrier
    default void required_B2_whatHasBegunReleasesWhatItHolds() throws Exception {
        AtomicInteger held = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        List<TaskHandle<Void>> handles = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            AtomicBoolean requested = new AtomicBoolean();
            TaskHandle<Void> handle = trial().scheduler().submit(Fibers.run(fiber -> {
                held.incrementAndGet();
                try {
                    while (true) {
                        boolean before = requested.get();
                        fiber.yieldNow();
                        if (before) late.incrementAndGet();
                    }
                } finally {
                    held.decrementAndGet();
                }
            }));
            if (i % 2 == 1) trial().settle();
            assertTrue(handle.cancel());
            requested.set(true);
            handles.add(handle);
        }
        for (TaskHandle<Void> handle : handles) trial().assertCancelled(handle);
        assertEquals(0, held.get());
        assertEquals(0, late.get());
    }

    @OnEachCarrier
    default void required_B2_shutdownNowEndsTheWaitsOfFibers() throws Exception {
        Scheduler scheduler = trial().create();
        AtomicInteger ended = new AtomicInteger();
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            handles.add(scheduler.submit(Fibers.task(fiber -> {
                try {
                    return fiber.await(new Promise<Integer>());
                } finally {
                    ended.incrementAndGet();
                }
            })));
        }
        for (TaskHandle<Integer> handle : handles) trial().untilWaiting(scheduler, handle);
        scheduler.shutdownNow();
        trial().close(scheduler);
        for (TaskHandle<Integer> handle : handles) assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(20, ended.get());
    }

    /** Waits in a shielded section, then says how the first wait after it ends. */
    private static FiberBody<String> shielding(Promise<Integer> gate, AtomicInteger after) {
        return fiber -> {
            int value = fiber.shielded(() -> {
                fiber.yieldNow();
                return fiber.await(gate);
            });
            after.set(value);
            fiber.yieldNow();
            return "never told";
        };
    }

    @OnEachCarrier
    default void required_B3_aRequestCutsNoShieldedWaitShort() throws Exception {
        Promise<Integer> gate = new Promise<>();
        AtomicInteger after = new AtomicInteger();
        TaskHandle<String> handle = cancelledWhileItWaits(shielding(gate, after));
        trial().settle();
        assertFalse(handle.isDone());
        assertFalse(handle.cancel());
        trial().settle();
        assertFalse(handle.isDone());
        open(gate);
        trial().assertCancelled(handle);
        assertEquals(1, after.get());
    }

    @OnEachCarrier
    default void required_B3_neitherShutdownNowNorATimeOutOfCloseDoes() throws Exception {
        Scheduler scheduler = trial().create();
        Promise<Integer> gate = new Promise<>();
        AtomicInteger after = new AtomicInteger();
        AtomicInteger afterOther = new AtomicInteger();
        TaskHandle<String> handle = scheduler.submit(Fibers.task(shielding(gate, after)));
        TaskHandle<String> other = scheduler.submit(Fibers.task(shielding(gate, afterOther)));
        trial().untilWaiting(scheduler, handle);
        trial().untilWaiting(scheduler, other);
        assertTrue(handle.cancel()); // and has met its wait again when the others come
        trial().settle(scheduler);
        trial().untilWaiting(scheduler, handle);
        assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO));
        scheduler.shutdownNow();
        assertEquals(TaskState.WAITING, handle.state());
        assertFalse(other.isDone());
        assertEquals(0, after.get() + afterOther.get());
        open(gate);
        trial().close(scheduler);
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(TaskState.CANCELLED, other.state());
        assertEquals(2, after.get() + afterOther.get());
    }

    @OnEachCarrier
    default void required_B3_aBodyWaitsForWhatItHasToReleaseWhenItIsCancelled() throws Exception {
        Promise<Integer> released = new Promise<>();
        AtomicInteger got = new AtomicInteger();
        TaskHandle<String> handle = cancelledWhileItWaits(fiber -> {
            try {
                return fiber.await(new Promise<>());
            } finally {
                got.addAndGet(fiber.shielded(() -> {
                    assertTrue(fiber.isCancelled());
                    // Sections may nest: the inner one's end is not the outer one's.
                    int inner = fiber.shielded(() -> fiber.await(released));
                    fiber.yieldNow();
                    return inner + fiber.await(released);
                }));
                assertThrows(CancellationException.class, () -> fiber.await(released));
            }
        });
        trial().settle();
        assertFalse(handle.isDone());
        open(released);
        trial().assertCancelled(handle);
        assertEquals(2, got.get());
        assertEquals(List.of(), trial().reported());
    }

    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B3_aShieldedSleepTakesItsTime() throws Exception {
        AtomicInteger slept = new AtomicInteger();
        TaskHandle<Integer> handle = cancelledWhileItWaits(fiber -> fiber.shielded(() -> {
            for (int hour = 0; hour < 2; hour++) {
                fiber.sleep(Duration.ofHours(1));
                slept.incrementAndGet();
            }
            return 1;
        }));
        for (int hour = 0; hour < 2; hour++) {
            trial().untilWaiting(handle); // or the second sleep might begin after time has passed
            trial().advance(Duration.ofHours(1).minusNanos(1));
            trial().settle();
            assertEquals(hour, slept.get());
            trial().advance(Duration.ofNanos(1));
            int hours = hour + 1;
            trial().settleUntil("the end of a sleep", () -> slept.get() == hours);
        }
        trial().assertCancelled(handle);
    }

    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B3_aShieldedWaitKeepsItsDeadline() throws Exception {
        AtomicBoolean late = new AtomicBoolean();
        TaskHandle<Integer> handle = cancelledWhileItWaits(fiber -> fiber.shielded(() -> {
            Deadline deadline = fiber.deadline(Duration.ofHours(1));
            late.set(fiber.awaitAny(new Never(), new Promise<>(), deadline) == 2);
            return 1;
        }));
        trial().settle();
        assertFalse(late.get());
        trial().advance(Duration.ofHours(1));
        trial().assertCancelled(handle);
        assertTrue(late.get());
    }
}
