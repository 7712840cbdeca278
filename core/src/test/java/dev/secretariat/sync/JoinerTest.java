package dev.secretariat.sync;

import static dev.secretariat.sync.ScopeTasks.failing;
import static dev.secretariat.sync.ScopeTasks.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each joiner decides and returns, on every scheduler. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JoinerTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static Task<String> later(String value, int steps) {
        int[] left = {steps};
        return worker -> left[0]-- > 0 ? Step.yieldNow() : Step.done(value);
    }

    private static Task<String> after(TaskHandle<?> other, String value) {
        return worker -> other.isDone() ? Step.done(value) : Step.await(other);
    }

    private interface Body {
        void fork(TaskScope<String, ?> scope) throws Exception;
    }

    /** The result of a scope, or what join throws; with that the children have ended. */
    private <R> R join(Driven driven, Joiner<String, R> joiner, Body body) throws Exception {
        try (SchedulerBase scheduler = driven.start(Ticker.system(), (task, unseen) -> {})) {
            TaskHandle<R> owner = scheduler.submit(Fibers.task(fiber -> {
                try (TaskScope<String, R> scope = TaskScope.open(fiber, joiner)) {
                    body.fork(scope);
                    try {
                        return scope.join();
                    } finally {
                        log.add("joined");
                    }
                }
            }));
            try {
                return owner.join();
            } catch (TaskFailedException failed) {
                throw (Exception) failed.getCause();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void allResultsComeInTheOrderOfTheForks(Driven driven) throws Exception {
        List<String> results = join(driven, Joiner.allSuccessfulOrThrow(), scope -> {
            scope.fork(later("a", 5));
            scope.fork("b", later("b", 0));
            scope.fork(later(null, 2));
        });
        assertEquals(Arrays.asList("a", "b", null), results);
        assertThrows(UnsupportedOperationException.class, () -> results.add("c"));
        assertEquals(List.of(), join(driven, Joiner.allSuccessfulOrThrow(), scope -> {}));
    }

    @ParameterizedTest
    @EnumSource
    void theFirstFailureCancelsTheOthersAndIsThrownAfterTheyHaveEnded(Driven driven) {
        for (boolean keeps : new boolean[] {true, false}) {
            log.clear();
            IOException failure = new IOException("one");
            Joiner<String, ?> joiner = keeps ? Joiner.allSuccessfulOrThrow() : Joiner.awaitAllSuccessfulOrThrow();
            TaskFailedException thrown = assertThrows(
                    TaskFailedException.class,
                    () -> join(driven, joiner, scope -> {
                        scope.fork(waiting("a", log));
                        scope.fork("faulty", failing(failure));
                        scope.fork(waiting("b", log));
                    }));
            assertEquals("task 'faulty' failed: java.io.IOException: one", thrown.getMessage());
            assertSame(failure, thrown.getCause());
            assertEquals(0, thrown.getSuppressed().length);
            assertEquals(3, log.size());
            assertEquals("joined", log.get(2));
        }
    }

    /** A task that fails as soon as it is cancelled, or at once. */
    private static Task<String> failingWhenCancelled(Exception failure, Promise<Integer> gate) {
        return worker -> {
            if (!gate.isDone()) return Step.await(gate);
            throw failure;
        };
    }

    @ParameterizedTest
    @EnumSource
    void failuresOfSiblingsAreSuppressedAndAConstantDoesNotCollectThem(Driven driven) {
        IOException constant = new IOException("constant");
        for (int round = 0; round < 100; round++) {
            Promise<Integer> gate = new Promise<>();
            TaskFailedException thrown = assertThrows(
                    TaskFailedException.class,
                    () -> join(driven, Joiner.awaitAllSuccessfulOrThrow(), scope -> {
                        for (int i = 0; i < 3; i++) scope.fork(failingWhenCancelled(constant, gate));
                        scope.fork(failingWhenCancelled(new IOException("other"), gate));
                        gate.succeed(1);
                    }));
            assertTrue(thrown.getSuppressed().length <= 1);
            assertEquals(0, constant.getSuppressed().length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstThatSucceedsCancelsTheOthers(Driven driven) throws Exception {
        assertEquals("won", join(driven, Joiner.anySuccessfulOrThrow(), scope -> {
            scope.fork(waiting("a", log));
            scope.fork(after(scope.fork(failing(new IOException("unlucky"))), "won"));
        }));
        assertEquals(List.of("ended a", "joined"), log);
        TaskFailedException thrown = assertThrows(
                TaskFailedException.class,
                () -> join(driven, Joiner.anySuccessfulOrThrow(), scope -> {
                    scope.fork(failing(new IOException("one")));
                    scope.fork(failing(new IOException("two")));
                }));
        assertEquals(1, thrown.getSuppressed().length);
        assertThrows(NoSuchElementException.class, () -> join(driven, Joiner.anySuccessfulOrThrow(), scope -> {}));
        assertThrows(
                CancellationException.class,
                () -> join(driven, Joiner.anySuccessfulOrThrow(), scope -> {
                    scope.fork(waiting("b", log)).cancel();
                }));
    }

    @ParameterizedTest
    @EnumSource
    void awaitAllLetsEachGoOn(Driven driven) throws Exception {
        List<TaskHandle<?>> children = new ArrayList<>();
        join(driven, Joiner.awaitAll(), scope -> {
            children.add(scope.fork(failing(new IOException("alone"))));
            children.add(scope.fork(later("a", 7)));
            children.add(scope.fork(waiting("b", log)));
            children.get(2).cancel();
        });
        assertThrows(TaskFailedException.class, children.get(0)::result);
        assertEquals("a", children.get(1).result());
        assertEquals(TaskState.CANCELLED, children.get(2).state());
    }

    @ParameterizedTest
    @EnumSource
    void allUntilAPredicateReturnsAllWhichHaveEnded(Driven driven) throws Exception {
        List<TaskHandle<? extends String>> all =
                join(driven, Joiner.allUntil(child -> child.state() == TaskState.SUCCEEDED), scope -> {
                    scope.fork(waiting("a", log));
                    scope.fork(after(scope.fork(failing(new IOException("ignored"))), "enough"));
                });
        assertEquals(
                List.of(TaskState.CANCELLED, TaskState.FAILED, TaskState.SUCCEEDED),
                all.stream().map(TaskHandle::state).toList());
        assertThrows(TaskFailedException.class, () -> all.get(1).result());
    }

    @ParameterizedTest
    @EnumSource
    void whatAJoinerThrowsCancelsTheChildrenAndIsThrown(Driven driven) {
        IllegalArgumentException broken = new IllegalArgumentException("broken");
        assertSame(
                broken,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> join(
                                driven,
                                Joiner.allUntil(child -> {
                                    throw broken;
                                }),
                                scope -> {
                                    scope.fork(waiting("a", log));
                                    scope.fork(later("b", 1));
                                })));
        assertEquals(List.of("ended a", "joined"), log);
    }

    @ParameterizedTest
    @EnumSource
    void aChildThatSomebodyElseCancelsIsToldOf(Driven driven) {
        CancellationException cancelled = assertThrows(
                CancellationException.class,
                () -> join(driven, Joiner.allSuccessfulOrThrow(), scope -> {
                    scope.fork(waiting("a", log));
                    scope.fork("b", waiting("b", log)).cancel();
                }));
        assertEquals("task 'b' was cancelled", cancelled.getMessage());
        assertEquals(3, log.size());
    }

    // ---- With a deadline ----

    /** A result all the same. */
    private static final class WhatThereIs extends Joiner<String, Integer> {
        private int succeeded;

        @Override
        protected boolean onEnd(TaskHandle<? extends String> child) {
            if (child.state() == TaskState.SUCCEEDED) succeeded++;
            return false;
        }

        @Override
        protected Integer result() {
            return succeeded;
        }

        @Override
        protected Integer onDeadline(TimeoutException late) {
            assertTrue(late.getMessage().contains("scope of task 'owner'"), late.getMessage());
            return 100 + succeeded;
        }
    }

    private Object joinBy(Driven driven, Joiner<String, ?> joiner) throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (SchedulerBase scheduler = driven.start(ticker, (task, unseen) -> {})) {
            TaskHandle<Object> owner = scheduler.submit("owner", Fibers.task(fiber -> {
                try (TaskScope<String, ?> scope =
                        TaskScope.open(fiber, joiner, fiber.deadline(Duration.ofSeconds(5)))) {
                    scope.fork(later("early", 3));
                    scope.fork(failing(new IOException("meanwhile")));
                    scope.fork(waiting("late", log));
                    return scope.join();
                }
            }));
            driven.settle(scheduler);
            ticker.advance(Duration.ofSeconds(4));
            driven.settle(scheduler);
            assertFalse(owner.isDone());
            assertEquals(List.of(), log);
            ticker.advance(Duration.ofSeconds(1));
            return owner.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlineCancelsTheRestAndIsToldAfterTheyHaveEnded(Driven driven) throws Exception {
        TaskFailedException failed = assertThrows(TaskFailedException.class, () -> joinBy(driven, Joiner.awaitAll()));
        assertSame(TimeoutException.class, failed.getCause().getClass());
        assertEquals("meanwhile", failed.getCause().getSuppressed()[0].getMessage());
        assertEquals(1, failed.getCause().getSuppressed().length);
        assertEquals(List.of("ended late"), log);
        log.clear();
        assertEquals(101, joinBy(driven, new WhatThereIs()));
        assertEquals(List.of("ended late"), log);
    }
}
