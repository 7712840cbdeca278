package dev.secretariat.sync;

import static dev.secretariat.sync.ScopeTasks.failing;
import static dev.secretariat.sync.ScopeTasks.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small versions of what went wrong with the nurseries of Trio and the task groups of AnyIO; see docs/bugs-of-other-pools.md. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BugsOfPythonNurseriesTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static TaskScope<Object, ?> open(Fiber fiber) {
        return TaskScope.open(fiber, Joiner.awaitAllSuccessfulOrThrow());
    }

    /** Waits until it is cancelled, and then until a promise is complete. */
    private Task<Object> holdingOut(Promise<Integer> until) {
        return new Task<>() {
            @Override
            public Step<Object> step(Worker worker) {
                return Step.await(new Promise<>());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                if (!until.isDone()) return Step.await(until);
                log.add("held out");
                return Step.done();
            }
        };
    }

    /** The canceller is in a catch block: what it has caught is nobody else's. */
    @ParameterizedTest
    @EnumSource
    void whatTheCancellerHasCaughtDoesNotReachTheCancelled_trio2649(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            AtomicReference<CancellationException> seen = new AtomicReference<>();
            scheduler
                    .submit(Fibers.run(fiber -> {
                        try (TaskScope<Object, ?> scope = TaskScope.open(fiber, Joiner.awaitAll())) {
                            Promise<Integer> begun = new Promise<>();
                            scope.fork(Fibers.run(child -> {
                                try {
                                    begun.succeed(1);
                                    child.await(new Promise<>());
                                } catch (CancellationException cancelled) {
                                    seen.set(cancelled);
                                    throw cancelled;
                                }
                            }));
                            fiber.await(begun);
                            try {
                                throw new IOException("of the canceller's");
                            } catch (IOException caught) {
                                scope.cancel();
                            }
                            scope.join();
                        }
                    }))
                    .join();
            assertNull(seen.get().getCause());
            assertEquals(0, seen.get().getSuppressed().length);
        }
    }

    /** Whoever closes the outer one first waits for its children, and for those of the inner one when that is closed. */
    @ParameterizedTest
    @EnumSource
    void scopesMayBeClosedInAnyOrder_trio1061(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            scheduler
                    .submit(Fibers.run(fiber -> {
                        TaskScope<Object, ?> outer = open(fiber);
                        TaskScope<Object, ?> inner = open(fiber);
                        TaskHandle<Object> first = outer.fork(Task.call(() -> "outer"));
                        TaskHandle<Object> second = inner.fork(Task.call(() -> "inner"));
                        outer.join();
                        assertTrue(first.isDone());
                        outer.close();
                        inner.join();
                        assertTrue(second.isDone());
                        inner.close();
                    }))
                    .join();
        }
    }

    /** A task leaves a scope open: it is that task which is named, and nobody else's scope is harmed. */
    @ParameterizedTest
    @EnumSource
    @SuppressWarnings({"try", "resource"})
    void aScopeThatIsLeftOpenHarmsNoOther_trio3510(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<?>> orphans = Collections.synchronizedList(new ArrayList<>());
            scheduler
                    .submit(Fibers.run(fiber -> {
                        try (TaskScope<Object, ?> scope = open(fiber)) {
                            scope.fork(Fibers.run(child -> {
                                TaskScope<Object, ?> leftOpen = open(child);
                                orphans.add(leftOpen.fork(waiting()));
                            }));
                            TaskHandle<Object> other = scope.fork(Task.call(() -> "other"));
                            scope.join();
                            assertEquals("other", other.result());
                        }
                    }))
                    .join();
            assertThrows(CancellationException.class, orphans.get(0)::join);
        }
    }

    /** The inner scope's owner is cancelled by the outer one. */
    @ParameterizedTest
    @EnumSource
    void codeBehindAScopeThatWasCancelledFromOutsideDoesNotRun_anyio37(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            scheduler
                    .submit(Fibers.run(fiber -> {
                        try (TaskScope<Object, ?> outer = TaskScope.open(fiber, Joiner.awaitAll())) {
                            Promise<Integer> begun = new Promise<>();
                            outer.fork(Fibers.run(child -> {
                                try (TaskScope<Object, ?> inner = open(child)) {
                                    inner.fork(waiting());
                                    begun.succeed(1);
                                    inner.join();
                                }
                                log.add("behind it");
                            }));
                            fiber.await(begun);
                            outer.cancel();
                            outer.join();
                        }
                    }))
                    .join();
            assertEquals(List.of(), log);
        }
    }

    /** A child throws the exception of a cancellation that nobody has asked for: a failure, and not the owner's end. */
    @ParameterizedTest
    @EnumSource
    void aChildThatThrowsACancellationOfItsOwnIsAFailure_anyio374(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            CancellationException own = new CancellationException("nobody has asked");
            scheduler
                    .submit(Fibers.run(fiber -> {
                        try (TaskScope<Object, ?> scope = open(fiber)) {
                            scope.fork(failing(own));
                            TaskFailedException failed = assertThrows(TaskFailedException.class, scope::join);
                            assertEquals(own, failed.getCause());
                        }
                        fiber.yieldNow();
                        log.add("goes on");
                    }))
                    .join();
            assertEquals(List.of("goes on"), log);
        }
    }

    /** Cancelling the inner scope is none of the outer one's business. */
    @ParameterizedTest
    @EnumSource
    void whoCancelsAnInnerScopeDoesNotCancelTheOuterOne_anyio685(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            scheduler
                    .submit(Fibers.run(fiber -> {
                        try (TaskScope<Object, List<Object>> outer =
                                TaskScope.open(fiber, Joiner.allSuccessfulOrThrow())) {
                            Promise<String> gate = new Promise<>();
                            outer.fork(worker -> gate.isDone() ? Step.done(gate.result()) : Step.await(gate));
                            try (TaskScope<Object, ?> inner = TaskScope.open(fiber, Joiner.awaitAll())) {
                                inner.fork(waiting());
                                inner.cancel();
                                inner.join();
                            }
                            gate.succeed("outer");
                            assertEquals(List.of("outer"), outer.join());
                        }
                    }))
                    .join();
        }
    }

    /** A child fails while the outer scope is cancelled: its siblings are cancelled, and the failure is told. */
    @ParameterizedTest
    @EnumSource
    void aFailureInACancelledScopeIsNotLost_anyio787(Driven driven) throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (SchedulerBase scheduler =
                driven.start(ticker, (task, failure) -> log.add(task.name() + ": " + failure.getMessage()))) {
            AtomicReference<TaskHandle<?>> owner = new AtomicReference<>();
            Promise<Integer> set = new Promise<>();
            owner.set(scheduler.submit(Fibers.run(fiber -> {
                try (TaskScope<Object, ?> scope = open(fiber)) {
                    fiber.await(set);
                    scope.fork("sibling", waiting());
                    scope.fork("child", worker -> {
                        owner.get().cancel();
                        throw new IOException("meanwhile");
                    });
                    scope.join();
                }
            })));
            set.succeed(1);
            assertThrows(CancellationException.class, owner.get()::join);
            assertEquals(TaskState.CANCELLED, owner.get().state());
        }
        assertEquals(List.of("child: meanwhile"), log);
    }

    /** While a child takes its time to wind down, nobody asks it again and again. */
    @Test
    void aChildThatHoldsOutCostsNothingMeanwhile_anyio1111() {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Promise<Integer> until = new Promise<>();
            TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                try (TaskScope<Object, ?> scope = open(fiber)) {
                    scope.fork(holdingOut(until));
                    scope.fork(failing(new IOException("cancels")));
                    assertThrows(TaskFailedException.class, scope::join);
                }
            }));
            scheduler.runUntilIdle(); // which would not return if somebody were ready
            assertTrue(!owner.isDone());
            until.succeed(1);
            scheduler.runUntilIdle();
            assertEquals(List.of("held out"), log);
            assertTrue(owner.isDone());
        }
    }
}
