package dev.secretariat.sync;

import static dev.secretariat.sync.ScopeTasks.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a scope in a fiber, and what is refused. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskScopeTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static <T> TaskScope<T, ?> open(Fiber fiber) {
        return TaskScope.<T, Void>open(fiber, Joiner.awaitAll());
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledOwnerEndsAfterItsChildrenAlsoNestedOnes(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            Promise<Integer> all = new Promise<>();
            TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                try (TaskScope<Object, ?> outer = open(fiber)) {
                    outer.fork(Fibers.run(child -> {
                        try (TaskScope<Object, ?> inner = open(child)) {
                            inner.fork(waiting("grandchild", log));
                            all.succeed(1);
                            inner.join();
                        } finally {
                            log.add("ended child");
                        }
                    }));
                    outer.join();
                } finally {
                    log.add("ended owner");
                }
            }));
            TaskHandle<List<String>> canceller = scheduler.submit(Fibers.task(fiber -> {
                fiber.await(all);
                owner.cancel();
                while (!owner.isDone()) fiber.yieldNow();
                return List.copyOf(log);
            }));
            assertEquals(List.of("ended grandchild", "ended child", "ended owner"), joined(canceller));
            assertEquals(TaskState.CANCELLED, owner.state());
        }
    }

    private static <T> T joined(TaskHandle<T> handle) {
        try {
            return handle.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Not only behind the close, but where join() throws. */
    @ParameterizedTest
    @EnumSource
    void aJoinThatIsCancelledThrowsAfterTheChildrenHaveEnded(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            Promise<Integer> begun = new Promise<>();
            TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                try (TaskScope<Object, ?> scope = open(fiber)) {
                    scope.fork(waiting("child", log));
                    begun.succeed(1);
                    try {
                        scope.join();
                    } catch (CancellationException cancelled) {
                        log.add("thrown");
                        throw cancelled;
                    }
                }
            }));
            joined(scheduler.submit(Fibers.run(fiber -> {
                fiber.await(begun);
                owner.cancel();
                while (!owner.isDone()) fiber.yieldNow();
            })));
            assertEquals(List.of("ended child", "thrown"), log);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheBodyThrowsLeavesAfterTheChildrenHaveEnded(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                try (TaskScope<Object, ?> scope = open(fiber)) {
                    scope.fork(waiting("child", log));
                    throw new IOException("body");
                }
            }));
            TaskFailedException failed = assertThrows(TaskFailedException.class, owner::join);
            assertEquals("body", failed.getCause().getMessage());
            assertEquals(
                    IllegalStateException.class,
                    failed.getCause().getSuppressed()[0].getClass());
            assertEquals(List.of("ended child"), log);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsClosedWithoutAJoinSaysSoAfterItsChildrenHaveEnded(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<String> owner = scheduler.submit("owner", Fibers.task(fiber -> {
                TaskScope<Object, ?> scope = open(fiber);
                scope.fork(waiting("child", log));
                String message =
                        assertThrows(IllegalStateException.class, scope::close).getMessage();
                log.add("closed");
                scope.close();
                try (TaskScope<Object, ?> unused = open(fiber)) {
                    assertEquals("scope of task 'owner', without children", unused.toString());
                }
                return message;
            }));
            assertEquals(
                    "the scope of task 'owner' was closed without a join() after its forks; its children were cancelled",
                    joined(owner));
            assertEquals(List.of("ended child", "closed"), log);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatComesTooLateIsRefused(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            joined(scheduler.submit("owner", Fibers.run(fiber -> {
                TaskScope<Object, ?> joined = open(fiber);
                joined.join();
                String message = assertThrows(IllegalStateException.class, () -> joined.fork(waiting("child", log)))
                        .getMessage();
                assertTrue(message.startsWith("the scope of task 'owner' was joined or closed"), message);
                assertThrows(IllegalStateException.class, joined::join);
                joined.close();
                assertThrows(IllegalStateException.class, () -> joined.fork("late", waiting("child", log)));
                Joiner<Object, Void> joiner = Joiner.awaitAll();
                TaskScope.open(fiber, joiner).close();
                assertThrows(IllegalStateException.class, () -> TaskScope.open(fiber, joiner));
            })));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChildMayNotJoinItsOwnScopeNorMayAnybodyElse(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            joined(scheduler.submit("owner", Fibers.run(fiber -> {
                try (TaskScope<Object, ?> scope = TaskScope.open(fiber, Joiner.awaitAllSuccessfulOrThrow())) {
                    scope.fork(Fibers.run(child -> {
                        String message = assertThrows(IllegalStateException.class, scope::join)
                                .getMessage();
                        assertTrue(message.contains("of a scope that task 'owner' has opened"), message);
                        assertTrue(message.contains("would wait for itself"), message);
                        assertThrows(IllegalStateException.class, scope::close);
                        assertThrows(IllegalStateException.class, () -> scope.fork(waiting("no", log)));
                    }));
                    scope.fork(worker -> {
                        assertThrows(IllegalStateException.class, scope::join);
                        return Step.done();
                    });
                    scope.join();
                }
            })));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsForkedIntoACancelledScopeNeverBegins(Driven driven) {
        AtomicInteger begun = new AtomicInteger();
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                try (TaskScope<Object, ?> scope = open(fiber)) {
                    scope.cancel();
                    List<TaskHandle<?>> children = new ArrayList<>();
                    for (int i = 0; i < 200; i++) children.add(scope.fork(Task.call(begun::incrementAndGet)));
                    scope.join();
                    for (TaskHandle<?> child : children) assertEquals(TaskState.CANCELLED, child.state());
                }
                try (TaskScope<Object, ?> late =
                        TaskScope.open(fiber, Joiner.awaitAll(), fiber.deadline(Duration.ZERO))) {
                    for (int i = 0; i < 200; i++) late.fork(Task.call(begun::incrementAndGet));
                    assertThrows(java.util.concurrent.TimeoutException.class, late::join);
                }
            }));
            owner.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        assertEquals(0, begun.get());
    }

    @ParameterizedTest
    @EnumSource
    void anybodyMayCancelItAndLaterForksAreCancelledToo(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            joined(scheduler.submit(Fibers.run(fiber -> {
                try (TaskScope<Object, ?> scope = open(fiber)) {
                    TaskHandle<String> waits = scope.fork(waiting("first", log));
                    fiber.await(scope.fork(worker -> {
                        scope.cancel();
                        return Step.done();
                    }));
                    TaskHandle<String> late = scope.fork(waiting("late", log));
                    scope.join();
                    assertEquals(TaskState.CANCELLED, waits.state());
                    assertEquals(TaskState.CANCELLED, late.state());
                }
            })));
        }
    }

    @Test
    void aScopeWhoseDeadlineIsPastCancelsWhatIsForked() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            assertEquals(
                    "late",
                    scheduler
                            .submit(Fibers.task(fiber -> {
                                try (TaskScope<Object, ?> scope =
                                        TaskScope.open(fiber, Joiner.awaitAll(), fiber.deadline(Duration.ZERO))) {
                                    scope.fork(waiting("child", log));
                                    assertThrows(java.util.concurrent.TimeoutException.class, scope::join);
                                }
                                try (TaskScope<Object, ?> scope =
                                        TaskScope.open(fiber, Joiner.awaitAll(), fiber.deadline(Duration.ZERO))) {
                                    scope.join(); // nothing was too late
                                }
                                return "late";
                            }))
                            .join());
        }
    }

    /** A wait amid forks is refused, and the scope is as it was. */
    @Test
    void aJoinInsideAForkIsRefused() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            scheduler
                    .submit(Fibers.run(fiber -> {
                        try (TaskScope<Object, ?> scope = open(fiber)) {
                            scope.fork(Task.call(() -> "child"));
                            fiber.worker().join(fiber.worker().fork(worker -> {
                                assertThrows(IllegalStateException.class, scope::join);
                                return 1;
                            }));
                            scope.join();
                        }
                    }))
                    .join();
        }
    }

    @Test
    void reportsTellTheTree() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Promise<Integer> gate = new Promise<>();
            AtomicReference<TaskScope<Object, ?>> scope = new AtomicReference<>();
            TaskHandle<Void> owner = scheduler.submit("owner", Fibers.run(fiber -> {
                try (TaskScope<Object, ?> outer = open(fiber)) {
                    scope.set(outer);
                    outer.fork("quick", Task.call(() -> 1));
                    outer.fork("child", Fibers.run(child -> {
                        try (TaskScope<Object, ?> inner = open(child)) {
                            for (int i = 0; i < 10; i++) {
                                inner.fork("grandchild " + i, worker -> gate.isDone() ? Step.done() : Step.await(gate));
                            }
                            inner.join();
                        }
                    }));
                    outer.join();
                }
            }));
            scheduler.runUntilIdle();
            assertEquals("scope of task 'owner', with task 'child'", scope.get().toString());
            String message = assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO))
                    .getMessage();
            assertTrue(message.contains("'owner' awaits scope of task 'owner', with task 'child'"), message);
            assertTrue(message.contains("'child' awaits scope of task 'child', with task 'grandchild 0',"), message);
            assertTrue(message.contains("task 'grandchild 7', 2 more"), message);
            gate.succeed(1);
            scheduler.runUntilIdle();
            assertTrue(owner.isDone());
        }
    }

    /** A scope that runs for long keeps what runs, not what has run. */
    @Test
    void childrenOneAfterTheOtherLeaveNothing() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            AtomicInteger ran = new AtomicInteger();
            scheduler
                    .submit(Fibers.run(fiber -> {
                        try (TaskScope<Object, ?> scope = TaskScope.open(fiber, Joiner.awaitAllSuccessfulOrThrow())) {
                            for (int i = 0; i < 100_000; i++) {
                                scope.fork(Task.run(ran::incrementAndGet));
                                if (i % 100 != 99) continue;
                                assertEquals(100, scope.children.length());
                                fiber.yieldNow();
                                assertEquals(0, scope.children.length());
                            }
                            scope.join();
                        }
                    }))
                    .join();
            assertEquals(100_000, ran.get());
        }
    }
}
