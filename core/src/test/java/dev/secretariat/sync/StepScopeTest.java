package dev.secretariat.sync;

import static dev.secretariat.sync.ScopeTasks.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scopes of tasks in steps, on every scheduler. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepScopeTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    /** Forks its parts in its first step, and ends as the scope does. */
    private static final class Parent<T, R> implements Task<R> {
        private final Joiner<T, R> joiner;
        private final List<Task<T>> parts;
        private final @Nullable Duration limit;
        private @Nullable StepScope<T, R> scope;

        Parent(Joiner<T, R> joiner, List<Task<T>> parts, @Nullable Duration limit) {
            this.joiner = joiner;
            this.parts = parts;
            this.limit = limit;
        }

        @Override
        public Step<R> step(Worker worker) throws Exception {
            StepScope<T, R> mine = scope;
            if (mine == null) {
                Deadline deadline = limit == null ? null : worker.deadline(limit);
                scope = mine =
                        deadline == null ? StepScope.open(worker, joiner) : StepScope.open(worker, joiner, deadline);
                for (Task<T> part : parts) mine.fork(worker, "part", part);
            }
            if (!mine.isEnded()) return Step.await(mine.join(worker));
            return Step.done(mine.result());
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            return scope == null ? Step.done() : scope.windDown(worker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void resultsAndFailuresComeFromTheJoiner(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            List<Task<String>> parts = List.of(Task.call(() -> "a"), Task.call(() -> "b"));
            assertEquals(
                    List.of("a", "b"),
                    scheduler
                            .submit(new Parent<>(Joiner.allSuccessfulOrThrow(), parts, null))
                            .join());
            IOException failure = new IOException("part");
            Task<String> failing = worker -> {
                throw failure;
            };
            TaskHandle<List<String>> failed = scheduler.submit(
                    new Parent<>(Joiner.allSuccessfulOrThrow(), List.of(waiting("part", log), failing), null));
            Throwable thrown =
                    assertThrows(TaskFailedException.class, failed::join).getCause();
            assertSame(failure, thrown.getCause());
            assertEquals(List.of("ended part"), log);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledTaskEndsAfterItsChildrenAlsoNestedOnes(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            Promise<Integer> begun = new Promise<>();
            Task<String> first = worker -> {
                begun.succeed(1);
                return Step.await(new Promise<>());
            };
            Task<List<String>> inner =
                    new Parent<>(Joiner.allSuccessfulOrThrow(), List.of(waiting("part", log), first), null);
            TaskHandle<List<List<String>>> outer =
                    scheduler.submit(new Parent<>(Joiner.allSuccessfulOrThrow(), List.of(inner), null));
            TaskHandle<List<String>> canceller = scheduler.submit(worker -> {
                if (!begun.isDone()) return Step.await(begun);
                outer.cancel();
                return outer.isDone() ? Step.done(List.copyOf(log)) : Step.await(outer);
            });
            assertEquals(List.of("ended part"), canceller.join());
            assertEquals(TaskState.CANCELLED, outer.state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlineIsToldAfterTheChildrenHaveEnded(Driven driven) throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (SchedulerBase scheduler = driven.start(ticker)) {
            TaskHandle<List<String>> late = scheduler.submit(
                    new Parent<>(Joiner.allSuccessfulOrThrow(), List.of(waiting("part", log)), Duration.ofSeconds(1)));
            driven.settle(scheduler);
            ticker.advance(Duration.ofSeconds(1));
            Throwable thrown =
                    assertThrows(TaskFailedException.class, late::join).getCause();
            assertEquals(TimeoutException.class, thrown.getClass());
            assertEquals(List.of("ended part"), log);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyItsOwnerUsesItAndAChildMayNotWaitForIt(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            AtomicReference<StepScope<Object, ?>> shared = new AtomicReference<>();
            Task<Object> child = worker -> {
                StepScope<Object, ?> scope = shared.get();
                if (scope == null) return Step.yieldNow();
                List<IllegalStateException> refusals = List.of(
                        assertThrows(IllegalStateException.class, () -> scope.join(worker)),
                        assertThrows(IllegalStateException.class, () -> scope.windDown(worker)),
                        assertThrows(IllegalStateException.class, () -> scope.fork(worker, waiting("no", log))));
                for (IllegalStateException refusal : refusals) {
                    String message = refusal.getMessage();
                    assertTrue(message.startsWith("task 'part' calls"), message);
                    assertTrue(message.contains("would wait for itself"), message);
                }
                assertThrows(IllegalStateException.class, scope::result);
                return Step.done("child");
            };
            Parent<Object, List<Object>> parent = new Parent<>(Joiner.allSuccessfulOrThrow(), List.of(child), null);
            Task<List<Object>> owner = worker -> {
                Step<List<Object>> step = parent.step(worker);
                if (parent.scope != null) shared.set(parent.scope);
                return step;
            };
            assertEquals(List.of("child"), scheduler.submit("owner", owner).join());
        }
    }

    /** After the end of its scope nothing is waited for, and nothing is left where it was registered. */
    @ParameterizedTest
    @EnumSource
    void oneThatIsAwaitedTooEarlyOrTooLateHasItsAnswer(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            scheduler
                    .submit(worker -> {
                        StepScope<Object, List<Object>> scope = StepScope.open(worker, Joiner.allSuccessfulOrThrow());
                        assertThrows(IllegalStateException.class, scope::result);
                        Awaitable end = scope.join(worker);
                        assertTrue(scope.isEnded());
                        assertEquals(false, end.register(() -> {}));
                        assertThrows(IllegalStateException.class, () -> scope.fork(worker, waiting("late", log)));
                        assertTrue(scope.windDown(worker).isDone());
                        return Step.done(scope.result());
                    })
                    .join();
        }
    }

    /** Its failure is for the failure handler, as the owner has not looked. */
    @ParameterizedTest
    @EnumSource
    void aFailureThatACancelledOwnerHasNotSeenIsReported(Driven driven) throws Exception {
        ManualTicker ticker = new ManualTicker();
        List<String> reports = Collections.synchronizedList(new ArrayList<>());
        try (SchedulerBase scheduler =
                driven.start(ticker, (task, failure) -> reports.add(task.name() + " " + failure.getMessage()))) {
            Promise<Integer> gate = new Promise<>();
            AtomicReference<TaskHandle<?>> owner = new AtomicReference<>();
            Task<String> failing = worker -> {
                if (!gate.isDone()) return Step.await(gate);
                owner.get().cancel();
                throw new IOException("unseen");
            };
            owner.set(scheduler.submit(new Parent<>(Joiner.allSuccessfulOrThrow(), List.of(failing), null)));
            gate.succeed(1);
            assertThrows(CancellationException.class, owner.get()::join);
            assertTrue(owner.get().outcome() instanceof Outcome.Cancelled);
        }
        assertEquals(List.of("part unseen"), reports);
    }

    /** Forks, and then throws: in the same step, or when a child has begun. */
    private final class Throwing implements Task<String> {
        private final IOException failure;
        private final @Nullable Promise<Integer> begun;
        private @Nullable StepScope<String, ?> scope;

        Throwing(IOException failure, @Nullable Promise<Integer> begun) {
            this.failure = failure;
            this.begun = begun;
        }

        @Override
        public Step<String> step(Worker worker) throws Exception {
            StepScope<String, ?> mine = scope;
            if (mine == null) {
                scope = mine = StepScope.open(worker, Joiner.<String>awaitAll());
                mine.fork(worker, waiting("part", log));
                if (begun != null) mine.fork(worker, Task.call(() -> begun.succeed(1) ? "begun" : "again"));
            }
            if (begun != null && !begun.isDone()) return Step.await(begun);
            throw failure;
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            return scope == null ? Step.done() : scope.windDown(worker);
        }
    }

    /** Otherwise the resource would be closed while a child may use it. */
    @ParameterizedTest
    @EnumSource
    void required_P5_aTaskThatWindsDownWhereItsStepThrowsEndsAfterItsChildren(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            for (Promise<Integer> begun : Arrays.asList(null, new Promise<Integer>())) {
                log.clear();
                IOException failure = new IOException("thrown");
                Task<String> owner = Tasks.windingDown(new Throwing(failure, begun));
                TaskHandle<String> handle =
                        scheduler.submit(Tasks.using(() -> () -> log.add("closed"), resource -> owner));
                Throwable thrown =
                        assertThrows(TaskFailedException.class, handle::join).getCause();
                assertSame(failure, thrown);
                assertEquals(List.of("ended part", "closed"), log);
            }
        }
    }
}
