package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small versions of what went wrong in libraries with scopes, time-outs and races; see docs/bugs-of-other-pools.md. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BugsOfOtherCompositionsTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CooperativeScheduler scheduler =
            CooperativeScheduler.builder().ticker(ticker).build();
    private final List<String> log = new ArrayList<>();

    private void pass(long millis) {
        scheduler.runUntilIdle();
        ticker.advance(Duration.ofMillis(millis));
        scheduler.runUntilIdle();
    }

    private Deadline in(long millis) {
        return scheduler.deadline(Duration.ofMillis(millis));
    }

    private static <T> Throwable causeOf(TaskHandle<T> failed) {
        return ((Outcome.Failed<?>) failed.outcome()).cause();
    }

    private Task<Void> saying(String what) {
        return Task.run(() -> log.add(what));
    }

    /** Waits for a reply; takes some time to clean up. */
    private final class Request implements Task<String> {
        private final Promise<String> reply;
        private boolean cleaning;

        Request(Promise<String> reply) {
            this.reply = reply;
        }

        @Override
        public Step<String> step(Worker worker) {
            return reply.isDone() ? Step.done(reply.result()) : Step.await(reply);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (!cleaning) {
                cleaning = true;
                return Step.sleep(Duration.ofMillis(10));
            }
            log.add("clean");
            return Step.done();
        }
    }

    @Test
    void aTimeOutIsToldWhenItsPartHasCleanedUp_cpython76932() {
        TaskHandle<String> late = scheduler.submit(Tasks.withDeadline(new Request(new Promise<>()), in(5)));
        pass(5);
        assertFalse(late.isDone());
        pass(10);
        assertInstanceOf(TimeoutException.class, causeOf(late));
        assertEquals(List.of("clean"), log);
    }

    @Test
    void aCancelledTimeOutCancelsItsPartAndEndsAfterIt_asyncio211() {
        TaskHandle<String> waiting = scheduler.submit(Tasks.withDeadline(new Request(new Promise<>()), in(1_000)));
        scheduler.runUntilIdle();
        waiting.cancel();
        scheduler.runUntilIdle();
        assertFalse(waiting.isDone());
        pass(10);
        assertEquals(TaskState.CANCELLED, waiting.state());
        assertEquals(List.of("clean"), log);
    }

    /** The part has its result, and the request to cancel comes before anybody has looked at it. */
    @Test
    void aResultThatComesWithARequestToCancelDoesNotHideTheRequest_cpython86296() {
        Promise<String> reply = new Promise<>();
        TaskHandle<Void> caller = scheduler.submit(
                Tasks.withDeadline(new Request(reply), in(1_000)).flatMap(text -> saying("goes on with " + text)));
        scheduler.runUntilIdle();
        reply.succeed("it");
        scheduler.runOne(); // the part
        caller.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, caller.state());
        assertEquals(List.of(), log);
    }

    /** The part has its result, and the time is up before anybody has looked at it. */
    @Test
    void aResultThatComesWithTheTimeOutIsNotLost_servicetalk3035() {
        Promise<String> reply = new Promise<>();
        TaskHandle<String> caller = scheduler.submit(Tasks.withDeadline(new Request(reply), in(5)));
        scheduler.runUntilIdle();
        reply.succeed("it");
        scheduler.runOne(); // the part
        pass(5);
        assertEquals("it", caller.result());
    }

    /** The inner time-out has a way out, which must not be taken when the outer one's time is up. */
    @Test
    void theOuterTimeOutIsNotTakenForTheInnerOne_kotlinxcoroutines67() {
        AtomicInteger rounds = new AtomicInteger();
        Task<String> retrying = new Task<>() {
            private @Nullable TaskHandle<String> attempt;

            @Override
            public Step<String> step(Worker worker) {
                if (attempt != null && attempt.isDone()) {
                    if (attempt.outcome() instanceof Outcome.Succeeded<String> reply) return Step.done(reply.value());
                    rounds.incrementAndGet(); // timed out: once more
                    attempt = null;
                }
                if (attempt == null) {
                    Deadline soon = worker.deadline(Duration.ofMillis(100));
                    attempt = worker.submit(Tasks.withDeadline(new Request(new Promise<>()), soon));
                }
                return Step.await(attempt);
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                if (attempt == null || attempt.isDone()) return Step.done();
                attempt.cancel();
                return Step.await(attempt);
            }
        };
        TaskHandle<String> outer = scheduler.submit(Tasks.withDeadline(retrying, in(500)));
        for (int i = 0; i < 60; i++) pass(10);
        assertInstanceOf(TimeoutException.class, causeOf(outer));
        assertEquals(4, rounds.get()); // each took 110 ms
        int before = log.size();
        pass(1_000);
        assertEquals(before, log.size());
    }

    /** What a part has thrown, and its owner has dealt with, is no failure of a later time-out. */
    @Test
    void aFailureThatWasDealtWithDoesNotComeBackWithTheTimeOut_kotlinxcoroutines892() {
        Task<String> patient = new Task<>() {
            private @Nullable TaskHandle<String> attempt;

            @Override
            public Step<String> step(Worker worker) {
                if (attempt != null && attempt.isDone()) {
                    assertInstanceOf(IOException.class, causeOf(attempt));
                    attempt = null;
                    return Step.sleep(Duration.ofMillis(1));
                }
                if (attempt == null) {
                    attempt = worker.submit(w -> {
                        throw new IOException("again");
                    });
                }
                return Step.await(attempt);
            }
        };
        TaskHandle<String> late = scheduler.submit(Tasks.withDeadline(patient, in(20)));
        for (int i = 0; i < 30; i++) pass(1);
        Throwable cause = causeOf(late);
        assertInstanceOf(TimeoutException.class, cause);
        assertEquals(0, cause.getSuppressed().length);
    }

    @Test
    void nothingAfterACancelledScopeRuns_anyio58() {
        Task<Void> inner = Tasks.withDeadline(worker -> Step.sleep(Duration.ofSeconds(2)), in(1_000));
        Task<Void> scope = inner.flatMap(nothing -> saying("after the time-out"));
        TaskHandle<Void> outer = scheduler.submit(scope.flatMap(nothing -> saying("after the scope")));
        scheduler.submit(worker -> {
            outer.cancel();
            return Step.done();
        });
        pass(100);
        assertEquals(TaskState.CANCELLED, outer.state());
        pass(5_000);
        assertEquals(List.of(), log);
    }

    @Test
    @SuppressWarnings("VoidUsed") // both give the same
    void nothingOfATreeThatTimedOutRunsAfterwards_taskscope1() {
        Task<Void> child = worker -> {
            log.add("child");
            return Step.sleep(Duration.ofMillis(100));
        };
        Task<String> tree = Tasks.both(child, Tasks.both(child, child, (a, b) -> "two"), (a, b) -> "three");
        TaskHandle<String> late = scheduler.submit(Tasks.withDeadline(tree, in(50)));
        pass(50);
        assertInstanceOf(TimeoutException.class, causeOf(late));
        assertEquals(List.of("child", "child", "child"), log);
        pass(1_000);
        assertEquals(List.of("child", "child", "child"), log);
    }

    /** The request comes while the resource is being opened: it is closed all the same. */
    @Test
    void aResourceThatOpensWhileItIsCancelledIsClosed_catseffect3474() {
        AtomicReference<TaskHandle<String>> self = new AtomicReference<>();
        TaskHandle<String> using = scheduler.submit(Tasks.using(
                () -> {
                    self.get().cancel();
                    log.add("open");
                    return (AutoCloseable) () -> log.add("closed");
                },
                resource -> worker -> Step.await(new Promise<>())));
        self.set(using);
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, using.state());
        assertEquals(List.of("open", "closed"), log);
    }

    /** Ten at a time, each given up at any moment: no slot is handed on before it has been given back. */
    @Test
    void aSlotIsGivenBackBeforeItsHolderIsSaidToHaveEnded_catseffect4489() throws Exception {
        AtomicInteger free = new AtomicInteger(10);
        AtomicInteger least = new AtomicInteger(10);
        try (ParallelScheduler parallel = ParallelScheduler.builder()
                .workers(2)
                .failureHandler((task, timedOut) -> {})
                .start()) {
            Task<Void> client = new Task<>() {
                private final List<TaskHandle<?>> running = new ArrayList<>();
                private int begun;

                @Override
                public Step<Void> step(Worker worker) {
                    running.removeIf(TaskHandle::isDone);
                    while (running.size() < 10 && begun < 5_000) {
                        Deadline soon =
                                worker.deadline(Duration.ofNanos(worker.random().nextInt(50_000)));
                        running.add(worker.submit(Tasks.withDeadline(slot(begun++), soon)));
                    }
                    if (running.isEmpty()) return Step.done();
                    return Step.awaitAny(running.toArray(Awaitable[]::new));
                }

                private Task<Void> slot(int number) {
                    return Tasks.using(
                            () -> {
                                least.accumulateAndGet(free.decrementAndGet(), Math::min);
                                return (AutoCloseable) free::incrementAndGet;
                            },
                            slot -> number % 3 == 0 ? worker -> Step.done() : worker -> Step.await(new Promise<>()));
                }
            };
            parallel.submit(client).join();
        }
        assertEquals(10, free.get());
        assertTrue(least.get() >= 0, () -> "as few as " + least);
    }

    @Test
    void aJobThatCancelsItselfStops_jbossthreads163() {
        AtomicReference<ScheduledFuture<?>> self = new AtomicReference<>();
        AtomicInteger runs = new AtomicInteger();
        self.set(scheduler
                .asExecutorService()
                .scheduleAtFixedRate(
                        () -> {
                            if (runs.incrementAndGet() == 3) self.get().cancel(false);
                        },
                        1,
                        1,
                        TimeUnit.MILLISECONDS));
        for (int i = 0; i < 10; i++) pass(1);
        assertEquals(3, runs.get());
        assertTrue(self.get().isCancelled() && self.get().isDone());
        assertThrows(CancellationException.class, () -> self.get().get());
        scheduler.close();
    }

    @Test
    void aJobThatAnotherTaskCancelsBetweenTwoRunsDoesNotComeBack_jmock55() {
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> job = scheduler
                .asExecutorService()
                .scheduleWithFixedDelay(runs::incrementAndGet, 1, 1, TimeUnit.MILLISECONDS);
        pass(1);
        scheduler.submit(Task.run(() -> job.cancel(true)));
        for (int i = 0; i < 10; i++) pass(1);
        assertEquals(1, runs.get());
        assertTrue(job.isCancelled());
        scheduler.close();
    }

    /** What waited with it for a little while is not kept by something that never comes. */
    @Test
    void aPromiseThatNeverComesKeepsNoneThatWaitedBesideIt_scala10513() {
        Promise<String> never = new Promise<>();
        List<WeakReference<Promise<String>>> others = new ArrayList<>();
        Task<Void> racing = worker -> {
            if (others.size() == 10_000) return Step.done();
            Promise<String> soon = new Promise<>();
            others.add(new WeakReference<>(soon));
            worker.submit(Task.run(() -> soon.succeed("now")));
            return Step.awaitAny(never, soon);
        };
        TaskHandle<Void> race = scheduler.submit(racing);
        scheduler.runUntilIdle();
        assertTrue(race.isDone());
        System.gc();
        long kept = others.stream().filter(other -> other.get() != null).count();
        assertTrue(kept < 100, () -> kept + " are kept by " + never);
    }

    @Test
    void aDelayedTaskThatIsCancelledWhileAllClosesDoesNotKeepItOpen_netty17589() throws Exception {
        for (int i = 0; i < 50; i++) {
            TaskHandle<Void> delayed;
            Thread canceller;
            try (ParallelScheduler parallel =
                    ParallelScheduler.builder().workers(1).start()) {
                delayed = parallel.schedule(Task.run(() -> {}), Duration.ofDays(1));
                canceller = new Thread(delayed::cancel);
                canceller.start();
            }
            canceller.join();
            assertEquals(TaskState.CANCELLED, delayed.state());
        }
    }
}
