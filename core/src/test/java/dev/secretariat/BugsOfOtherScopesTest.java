package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small versions of what went wrong where many tasks make one, and where all of them end; see docs/bugs-of-other-pools.md. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BugsOfOtherScopesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<String> log = new ArrayList<>();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .ticker(ticker)
            .failureHandler((task, failure) -> log.add("reported " + failure.getMessage()))
            .build();

    private <T> TaskHandle<T> run(Task<T> task) {
        TaskHandle<T> handle = scheduler.submit(task);
        scheduler.runUntilIdle();
        return handle;
    }

    private static <T> Throwable causeOf(TaskHandle<T> failed) {
        return assertInstanceOf(Outcome.Failed.class, failed.outcome()).cause();
    }

    /** Waits until it is cancelled, and tells of it. */
    private Task<String> waiting(String name) {
        return new Task<>() {
            @Override
            public Step<String> step(Worker worker) {
                return Step.await(new Promise<>());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                log.add("cancelled " + name);
                return Step.done();
            }
        };
    }

    private static final class Stubborn implements Task<String> {
        @Override
        public Step<String> step(Worker worker) {
            return Step.await(new Promise<>());
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            throw new IllegalStateException("will not");
        }
    }

    private static <T> Task<T> failing(Exception failure) {
        return worker -> {
            throw failure;
        };
    }

    // ---- One after the other ----

    private static Task<Integer> namedRounds(int left) {
        return Task.call(() -> left)
                .with(Submission.named("round"))
                .flatMap(now -> now == 0 ? Task.call(() -> 7) : namedRounds(now - 1));
    }

    private static Task<Integer> namedResources(int left) {
        return Tasks.using(() -> () -> {}, it -> left == 0 ? Task.call(() -> 7) : namedResources(left - 1))
                .with(Submission.named("resource"));
    }

    @Test
    void aLoopWhoseRoundsHaveNamesNeedsNoStack_twitterutil252() {
        assertEquals(7, run(namedRounds(100_000)).result());
        assertEquals(7, run(namedResources(20_000)).result());
    }

    // ---- What fails beside the steps ----

    private static final class Broken implements Awaitable {
        @Override
        public boolean register(Waker waker) {
            throw new IllegalStateException("no room");
        }

        @Override
        public void deregister(Waker waker) {}
    }

    /** A step says what to wait for, and that throws: the step has returned, so it cannot release anything itself. */
    @Test
    void aTaskThatCannotWaitReleasesWhatItHolds_kotlinxcoroutines3613() {
        List<Function<Worker, Step<String>>> steps = List.of(
                worker -> Step.await(new Broken()),
                worker -> Step.awaitAny(new Promise<>(), new Broken()),
                worker -> Step.await(worker.task()),
                worker -> {
                    worker.fork(helper -> 1); // and never joined
                    return Step.yieldNow();
                });
        for (Function<Worker, Step<String>> step : steps) {
            Task<String> plain = new Task<>() {
                @Override
                public Step<String> step(Worker worker) {
                    return step.apply(worker);
                }

                @Override
                public Step<?> onCancel(Worker worker) {
                    log.add("released");
                    return Step.done();
                }
            };
            List<Task<String>> holders = List.of(
                    plain,
                    Tasks.using(() -> () -> log.add("released"), it -> step::apply),
                    Script.<List<String>, String>of(List::toString, (state, worker) -> step.apply(worker))
                            .ending((state, worker) -> log.add("released"))
                            .start(log));
            for (Task<String> holder : holders) {
                assertInstanceOf(IllegalStateException.class, causeOf(run(holder)));
                assertEquals(List.of("released"), log);
                log.clear();
            }
        }
    }

    @Test
    void whatReleasingThrowsIsAddedToTheFailure_kotlinxcoroutines3613() {
        IOException second = new IOException("cannot close");
        Throwable failure = causeOf(run(Tasks.using(
                () -> () -> {
                    throw second;
                },
                it -> worker -> Step.await(new Broken()))));
        assertEquals("no room", failure.getMessage());
        assertSame(second, failure.getSuppressed()[0]);
        assertEquals(List.of(), log);
    }

    /** A deadline of somebody's own, that fails when it is looked at, or waited for. */
    private record Faulty(AtomicInteger looks, int goodLooks) implements Deadline {
        @Override
        public boolean isPast() {
            if (looks.incrementAndGet() > goodLooks) throw new IllegalStateException("no time");
            return false;
        }

        @Override
        public Duration remaining() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Deadline plus(Duration delay) {
            return this;
        }

        @Override
        public boolean register(Waker waker) {
            throw new IllegalStateException("no time");
        }

        @Override
        public void deregister(Waker waker) {}
    }

    @Test
    void aDeadlineThatFailsDoesNotLeaveItsPartRunning_monix206() {
        for (int goodLooks = 1; goodLooks <= 2; goodLooks++) {
            Deadline faulty = new Faulty(new AtomicInteger(), goodLooks);
            Throwable failure = causeOf(run(Tasks.withDeadline(waiting("part"), faulty)));
            assertEquals("no time", failure.getMessage());
            assertEquals(List.of("cancelled part"), log);
            log.clear();
        }
    }

    @SuppressWarnings("unchecked") // of that type
    private static <T> T changed(Class<T> type, T real, String method, Function<Object, Object> change) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            try {
                if (called.getName().equals("register")) return change.apply(real); // in its place
                Object result = called.invoke(real, arguments);
                return called.getName().equals(method) ? change.apply(result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** Nobody can tell the whole that the second part has ended: as where no memory is left. */
    @Test
    void aPartThatIsNotHeardOfDoesNotHoldUpTheWhole_kimojio37() {
        AtomicInteger submitted = new AtomicInteger();
        Function<Object, Object> deaf = handle -> submitted.incrementAndGet() != 2
                ? handle
                : changed(TaskHandle.class, (TaskHandle<?>) handle, "register", registered -> {
                    throw new OutOfMemoryError("on purpose");
                });
        Task<List<String>> whole = Tasks.all(waiting("one"), waiting("two"), waiting("three"));
        TaskHandle<List<String>> handle = run(worker -> whole.step(changed(Worker.class, worker, "submit", deaf)));
        assertInstanceOf(OutOfMemoryError.class, causeOf(handle));
        assertEquals(List.of("cancelled one", "cancelled two"), log);
    }

    // ---- Cancelling, and failing meanwhile ----

    @Test
    void aPartThatCancelsTheWholeBeforeAllHaveBegun_cpython155418() throws Exception {
        AtomicReference<TaskHandle<?>> whole = new AtomicReference<>();
        Task<String> part = worker -> Step.await(new Promise<>());
        try (ParallelScheduler parallel = ParallelScheduler.builder().workers(3).start()) {
            for (int round = 0; round < 20; round++) {
                List<Task<String>> parts = new ArrayList<>(Collections.nCopies(10_000, part));
                parts.set(round * 100, worker -> {
                    if (whole.get() == null) return Step.yieldNow();
                    whole.get().cancel();
                    return Step.await(new Promise<>());
                });
                whole.set(null);
                whole.set(parallel.submit(Tasks.all(parts)));
                Awaitable.block(whole.get(), Duration.ofSeconds(30));
                assertEquals(TaskState.CANCELLED, whole.get().state());
            }
        } // which would wait for ever for a part that is left behind
    }

    @Test
    void aPartThatThrowsACancellationOfItsOwnIsAFailure_dotnet58981() {
        CancellationException own = new CancellationException("nobody has asked");
        assertSame(own, causeOf(run(Tasks.all(waiting("other"), failing(own)))));
        assertSame(own, causeOf(run(Tasks.first(failing(own)))));
        assertSame(own, causeOf(run(Tasks.both(waiting("other"), failing(own), (one, other) -> one))));
        assertEquals(List.of("cancelled other", "cancelled other"), log);
    }

    @Test
    void partsThatAreCancelledAddNothingToTheFailure_dotnet66695() {
        IOException first = new IOException("first");
        Throwable failure = causeOf(run(Tasks.all(waiting("one"), failing(first), waiting("three"))));
        assertSame(first, failure);
        assertEquals(0, failure.getSuppressed().length);
    }

    @Test
    void whatFailsWhileItIsCancelledDoesNotKeepTheWholeFromItsEnd_dotnet82427() {
        Task<String> closing = Tasks.using(
                () -> () -> {
                    throw new IOException("cannot close");
                },
                it -> new Stubborn());
        IOException first = new IOException("first");
        assertSame(first, causeOf(run(Tasks.all(closing, new Stubborn(), failing(first)))));
        assertEquals(List.of("reported will not", "reported will not"), log);
    }

    /** The inner one fails in the very step in which the outer one is cancelled. */
    @Test
    void aFailureDoesNotHideTheRequestThatCancelsTheOuterOne_cpython116720() {
        AtomicReference<TaskHandle<?>> outer = new AtomicReference<>();
        Task<String> part = worker -> {
            outer.get().cancel();
            throw new IOException("inner");
        };
        Task<String> inner = Tasks.all(waiting("sibling"), part).map(List::toString);
        outer.set(scheduler.submit(Tasks.all(waiting("outer sibling"), inner).flatMap(both -> waiting("next"))));
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, outer.get().state());
        assertEquals(
                List.of("cancelled outer sibling", "cancelled sibling"),
                log.stream().sorted().toList());
        ticker.advance(Duration.ofSeconds(1));
        scheduler.runUntilIdle();
        assertTrue(log.contains("reported inner"), log::toString);
    }

    @Test
    void aLoserThatFailsLateDoesNotSpoilTheResult_memoizr129() {
        Task<String> winner = Task.call(() -> "won");
        assertEquals(
                "won", run(Tasks.first(new Stubborn(), winner, new Stubborn())).result());
        assertEquals(List.of("reported will not", "reported will not"), log);
    }

    // ---- The end of all ----

    @Test
    void aTaskMayCloseItsOwnScheduler_catseffect1349() throws Exception {
        List<Task<Void>> closers = List.of(
                worker -> closed(worker, Scheduler::close),
                worker -> closed(worker, Scheduler::shutdown),
                worker -> closed(worker, Scheduler::shutdownNow),
                worker -> closed(worker, it -> it.asExecutorService().shutdownNow()));
        for (Task<Void> closer : closers) {
            ParallelScheduler parallel = ParallelScheduler.builder().workers(2).start();
            parallel.submit(Tasks.all(Collections.nCopies(100, closer)));
            assertTrue(parallel.asExecutorService().awaitTermination(30, TimeUnit.SECONDS));
        }
    }

    private interface Closing {
        void close(Scheduler scheduler);
    }

    private static Step<Void> closed(Worker worker, Closing how) {
        how.close(worker.scheduler());
        return Step.done();
    }

    @Test
    void aSchedulerThatNobodyHasUsedTerminates_threadpool5() throws Exception {
        for (Scheduler unused : List.of(scheduler, ParallelScheduler.start())) {
            ExecutorService view = unused.asExecutorService();
            view.shutdown();
            assertTrue(view.awaitTermination(30, TimeUnit.SECONDS));
        }
    }
}
