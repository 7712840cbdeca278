package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Script, Tasks, map, flatMap and Promise. */
class CompositionTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<String> log = new ArrayList<>();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .ticker(ticker)
            .failureHandler((task, failure) -> log.add("reported " + failure.getMessage()))
            .build();

    @AfterEach
    void closeScheduler() {
        scheduler.shutdownNow();
        scheduler.close();
    }

    private <T> TaskHandle<T> run(Task<T> task) {
        TaskHandle<T> handle = scheduler.submit(task);
        scheduler.runUntilIdle();
        return handle;
    }

    private static Throwable causeOf(TaskHandle<?> handle) {
        return assertThrows(TaskFailedException.class, handle::result).getCause();
    }

    /** Waits until cancelled, and tells of it. */
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

    private static <T> Task<T> failing(String message) {
        return worker -> {
            throw new IOException(message);
        };
    }

    // ---- Script ----

    /** The state of a script: notes what happens to it. */
    private final class Order {
        private final Promise<Integer> stock = new Promise<>();
        private String failAt = "";

        Step<?> check(Worker worker) throws IOException {
            note("check");
            return Step.done();
        }

        Step<?> await(Worker worker) throws IOException {
            note("await");
            return stock.isDone() ? Step.done() : Step.await(stock);
        }

        Step<?> send(Worker worker) throws IOException {
            note("send");
            return Step.done();
        }

        String receipt() {
            return "receipt for " + stock.result();
        }

        void end(Worker worker) throws IOException {
            note("end");
        }

        private void note(String event) throws IOException {
            log.add(event);
            if (failAt.equals(event)) throw new IOException("no " + event);
        }
    }

    private static final Script<Order, String> SCRIPT =
            Script.of(Order::receipt, Order::check, Order::await, Order::send);

    @Test
    void aScriptRunsItsStagesInOrderAndRepeatsAnUnfinishedOne() {
        Order order = new Order();
        TaskHandle<String> handle = run(SCRIPT.start(order));
        assertEquals(List.of("check", "await"), log);
        order.stock.complete(new Outcome.Succeeded<>(5));
        scheduler.runUntilIdle();
        assertEquals(List.of("check", "await", "await", "send"), log);
        assertEquals("receipt for 5", handle.result());
    }

    @Test
    void whatTheEndingOfARunThrowsIsReportedIfItWasCancelledAtACheckpoint() {
        Script<Object, Integer> script = Script.<Object, Integer>of(state -> 1, (state, worker) -> {
                    worker.task().cancel();
                    worker.checkpoint();
                    return Step.done();
                })
                .ending((state, worker) -> {
                    throw new IOException("no end");
                });
        assertEquals(TaskState.CANCELLED, run(script.start("a state")).state());
        assertEquals(List.of("reported no end"), log);
    }

    @Test
    void aScriptsEndingRunsOnceAtEachEnd() {
        Script<Order, String> script = SCRIPT.ending(Order::end);
        Order good = new Order();
        good.stock.complete(new Outcome.Succeeded<>(1));
        assertEquals("receipt for 1", run(script.start(good)).result());
        assertEquals(List.of("check", "await", "send", "end"), log);

        log.clear();
        Order bad = new Order();
        bad.failAt = "check";
        assertEquals("no check", causeOf(run(script.start(bad))).getMessage());
        assertEquals(List.of("check", "end"), log);

        log.clear();
        TaskHandle<String> cancelled = run(script.start(new Order()));
        cancelled.cancel();
        scheduler.runUntilIdle();
        assertEquals(List.of("check", "await", "end"), log);

        log.clear();
        Order unlucky = new Order();
        unlucky.failAt = "end";
        TaskHandle<String> unluckyHandle = run(script.start(unlucky));
        unlucky.stock.complete(new Outcome.Succeeded<>(1));
        scheduler.runUntilIdle();
        assertEquals("no end", causeOf(unluckyHandle).getMessage());
        assertEquals(1, log.stream().filter("end"::equals).count());
    }

    @Test
    void aLongScriptGivesOthersATurn() {
        Script.Stage<List<String>> stage = (state, worker) -> {
            state.add("stage");
            return Step.done();
        };
        @SuppressWarnings("unchecked") // of no other type
        Script.Stage<List<String>>[] stages = Collections.nCopies(40, stage).toArray(Script.Stage[]::new);
        Script<List<String>, Integer> script = Script.<List<String>, Integer>of(List::size, stages);
        TaskHandle<Integer> handle = scheduler.submit(script.start(log));
        scheduler.submit(Task.run(() -> log.add("other")));
        scheduler.runUntilIdle();
        assertEquals(41, handle.result());
        assertTrue(log.indexOf("other") < 20, log::toString);
    }

    // ---- map, flatMap ----

    @Test
    void mapAndFlatMapChangeAndContinue() {
        Task<Integer> task = Task.call(() -> 4).map(four -> four * 10).flatMap(forty -> Task.call(() -> forty + 2));
        assertEquals(42, run(task).result());
        assertInstanceOf(IOException.class, causeOf(run(failing("x").map(x -> x))));
        TaskHandle<String> second = run(Task.call(() -> 1).flatMap(one -> waiting("second")));
        second.cancel();
        scheduler.runUntilIdle();
        assertEquals(List.of("cancelled second"), log);
    }

    @Test
    void aNullStepOfAPartNamesTheTask() {
        Task<String> nothing = worker -> null;
        List<Task<String>> wrapped = List.of(
                nothing.map(x -> x),
                nothing.flatMap(x -> nothing),
                Tasks.using(() -> () -> {}, r -> nothing),
                Script.<List<String>, String>of(List::toString, (state, worker) -> null)
                        .start(log));
        for (Task<String> task : wrapped) {
            TaskHandle<String> handle = scheduler.submit("forgetful", task);
            scheduler.runUntilIdle();
            assertTrue(causeOf(handle).getMessage().contains("'forgetful'"));
        }
    }

    // ---- both ----

    @Test
    void aFailureThatIsPassedOnNamesEachTask() {
        TaskHandle<String> fetch = scheduler.submit("fetch", failing("disk"));
        TaskHandle<String> page =
                scheduler.submit("page", worker -> fetch.isDone() ? Step.done(fetch.result()) : Step.await(fetch));
        scheduler.runUntilIdle();
        assertEquals(
                "task 'page' failed: task 'fetch' failed: java.io.IOException: disk",
                assertThrows(TaskFailedException.class, page::result).getMessage());
        TaskHandle<String> hung = scheduler.submit("hung", waiting("x"));
        hung.cancel();
        scheduler.runUntilIdle();
        assertEquals(
                "task 'hung' was cancelled",
                assertThrows(CancellationException.class, hung::result).getMessage());
    }

    @Test
    void aPromiseThatFailedSaysSo() {
        Promise<String> promise = new Promise<>();
        promise.fail(new IOException("disk"));
        TaskFailedException failure = assertThrows(TaskFailedException.class, promise::result);
        assertEquals("the promise failed: java.io.IOException: disk", failure.getMessage());
        assertInstanceOf(IOException.class, failure.getCause());
        Promise<String> cancelled = new Promise<>();
        cancelled.complete(new Outcome.Cancelled<>());
        assertEquals(
                "the promise was cancelled",
                assertThrows(CancellationException.class, cancelled::result).getMessage());
    }

    @Test
    void bothCombinesTheResults() {
        assertEquals(
                "ab",
                run(Tasks.both(Task.call(() -> "a"), Task.call(() -> "b"), String::concat))
                        .result());
    }

    @Test
    void bothCancelsAndAwaitsTheOtherIfOneFails() {
        Throwable one = causeOf(run(Tasks.both(failing("one"), waiting("other"), (a, b) -> a)));
        assertEquals("one", one.getMessage());
        Throwable other = causeOf(run(Tasks.both(waiting("one"), failing("other"), (a, b) -> a)));
        assertEquals("other", other.getMessage());
        assertEquals(List.of("cancelled other", "cancelled one"), log);
        Throwable each = causeOf(run(Tasks.both(failing("one"), failing("other"), (a, b) -> a)));
        assertEquals("other", each.getSuppressed()[0].getMessage());
    }

    @Test
    void bothCancelsItsPartsWhenItIsCancelled() {
        TaskHandle<String> handle = run(Tasks.both(waiting("one"), waiting("other"), String::concat));
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(List.of("cancelled one", "cancelled other"), log);
    }

    // ---- first ----

    @Test
    void firstTakesTheFirstSuccessAndCancelsTheRest() {
        Task<String> quick = Task.call(() -> "quick");
        assertEquals(
                "quick",
                run(Tasks.first(waiting("a"), failing("b"), quick, waiting("c")))
                        .result());
        assertEquals(List.of("cancelled a", "cancelled c"), log);
    }

    @Test
    void firstFailsAsTheFirstInTheListIfNoneSucceeds() {
        Throwable failure = causeOf(run(Tasks.<String>first(failing("one"), failing("two"))));
        assertEquals("one", failure.getMessage());
        assertEquals("two", failure.getSuppressed()[0].getMessage());
        assertThrows(IllegalArgumentException.class, Tasks::<String>first);
    }

    // ---- withDeadline ----

    @Test
    void withDeadlineCancelsALateTask() {
        Deadline deadline = scheduler.deadline(Duration.ofSeconds(3));
        TaskHandle<String> handle = run(Tasks.withDeadline(waiting("late"), deadline));
        assertFalse(handle.isDone());
        ticker.advance(Duration.ofSeconds(3));
        scheduler.runUntilIdle();
        TimeoutException timeout = assertInstanceOf(TimeoutException.class, causeOf(handle));
        assertTrue(timeout.getMessage().contains("task '" + handle.name() + "'"), timeout.getMessage());
        assertEquals(List.of("cancelled late"), log);
    }

    @Test
    void withDeadlineLeavesAPunctualTaskAlone() {
        Deadline deadline = scheduler.deadline(Duration.ofSeconds(3));
        assertEquals(
                "in time",
                run(Tasks.withDeadline(Task.call(() -> "in time"), deadline)).result());
        assertEquals(
                "no", causeOf(run(Tasks.withDeadline(failing("no"), deadline))).getMessage());
    }

    // ---- using ----

    @Test
    void usingClosesAtEachEnd() {
        AutoCloseable resource = () -> log.add("closed");
        assertEquals(
                "used",
                run(Tasks.using(() -> resource, r -> Task.call(() -> "used"))).result());
        assertEquals(
                "no",
                causeOf(run(Tasks.using(() -> resource, r -> failing("no")))).getMessage());
        TaskHandle<String> cancelled = run(Tasks.using(() -> resource, r -> waiting("user")));
        cancelled.cancel();
        scheduler.runUntilIdle();
        assertEquals(List.of("closed", "closed", "cancelled user", "closed"), log);
        causeOf(run(Tasks.using(() -> resource, r -> worker -> null)));
        assertEquals(5, log.size());
    }

    @Test
    void usingTellsOfAFailureToClose() {
        AutoCloseable broken = () -> {
            throw new IOException("stuck");
        };
        assertEquals(
                "stuck",
                causeOf(run(Tasks.using(() -> broken, r -> Task.call(() -> 1)))).getMessage());
        Throwable both = causeOf(run(Tasks.using(() -> broken, r -> failing("used up"))));
        assertEquals("used up", both.getMessage());
        assertEquals("stuck", both.getSuppressed()[0].getMessage());
    }

    // ---- Promise ----

    @Test
    void aPromiseIsCompletedAsItsStageIs() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Promise<String> promise = Promise.from(stage);
        Task<String> task = worker -> promise.isDone() ? Step.done(promise.result()) : Step.await(promise);
        TaskHandle<String> handle = run(task);
        assertFalse(handle.isDone());
        assertThrows(IllegalStateException.class, promise::result);
        stage.complete("came");
        scheduler.runUntilIdle();
        assertEquals("came", handle.result());

        IOException cause = new IOException("line");
        Promise<String> failed = Promise.from(CompletableFuture.failedFuture(new CompletionException(cause)));
        assertEquals(new Outcome.Failed<>(cause), failed.outcome());
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        assertThrows(CancellationException.class, Promise.from(cancelled)::result);
    }

    @Test
    void aFutureOfATaskCancelsTheTask() {
        TaskHandle<String> handle = run(waiting("told"));
        CompletableFuture<String> future = handle.toCompletableFuture();
        assertTrue(future.cancel(true));
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        TaskHandle<Integer> ended = run(Task.call(() -> 3));
        assertEquals(3, ended.toCompletableFuture().join());
    }

    @Test
    void aForeignThreadBlocksOnAnAwaitable() throws Exception {
        Promise<Integer> promise = new Promise<>();
        assertThrows(TimeoutException.class, () -> Awaitable.block(promise, Duration.ofMillis(-1)));
        AtomicReference<Boolean> woken = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                Awaitable.block(promise, Duration.ofDays(100_000));
                woken.set(true);
            } catch (InterruptedException | TimeoutException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        promise.complete(new Outcome.Succeeded<>(1));
        thread.join();
        assertTrue(woken.get());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Awaitable.block(promise, Duration.ZERO));
    }

    // ---- Winding down ----

    /** A task that waits, and on whose cancel something is closed. */
    private Task<String> closing(Runnable close) {
        return Tasks.using(() -> close::run, resource -> waiting("part"));
    }

    @Test
    void aCancelledCompositionEndsAfterItsParts() {
        List<Function<Task<String>, Task<String>>> compositions = List.of(
                part -> Tasks.both(part, waiting("other"), (one, other) -> one),
                part -> Tasks.both(waiting("other"), part, (one, other) -> one),
                part -> Tasks.first(waiting("other"), part),
                part -> Tasks.withDeadline(part, scheduler.deadline(Duration.ofHours(1))));
        for (Function<Task<String>, Task<String>> outer : compositions) {
            for (Function<Task<String>, Task<String>> inner : compositions) {
                AtomicReference<TaskHandle<?>> composed = new AtomicReference<>();
                Task<String> part = closing(() ->
                        log.add("closed before the end: " + !composed.get().isDone()));
                composed.set(run(outer.apply(inner.apply(part))));
                composed.get().cancel();
                scheduler.runUntilIdle();
                log.removeIf(event -> event.startsWith("cancelled"));
                assertEquals(List.of("closed before the end: true"), log);
                assertEquals(TaskState.CANCELLED, composed.get().state());
                log.clear();
            }
        }
    }

    @Test
    void aNestedTimeOutIsToldAfterTheWorkHasEnded() {
        AtomicReference<TaskHandle<?>> composed = new AtomicReference<>();
        Task<String> busy = new Task<>() {
            private int left = 3;

            @Override
            public Step<String> step(Worker worker) {
                return Step.await(new Promise<>());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                if (left-- > 0) return Step.yieldNow();
                log.add("closed before the end: " + !composed.get().isDone());
                return Step.done();
            }
        };
        composed.set(run(Tasks.withDeadline(
                Tasks.withDeadline(busy, scheduler.deadline(Duration.ofSeconds(60))),
                scheduler.deadline(Duration.ofMillis(50)))));
        ticker.advance(Duration.ofMillis(50));
        scheduler.runUntilIdle();
        assertInstanceOf(TimeoutException.class, causeOf(composed.get()));
        assertEquals(List.of("closed before the end: true"), log);
    }

    @Test
    void aPartThatFailsBesideACancelIsReportedUnderItsOwnName() {
        List<Function<Task<String>, Task<String>>> compositions = List.of(
                part -> Tasks.both(part, waiting("other"), (one, other) -> one),
                part -> Tasks.first(waiting("other"), part),
                part -> Tasks.withDeadline(part, scheduler.deadline(Duration.ofHours(1))));
        for (Function<Task<String>, Task<String>> composition : compositions) {
            Promise<Integer> gate = new Promise<>();
            AtomicReference<TaskHandle<?>> composed = new AtomicReference<>();
            Task<String> part = worker -> {
                if (!gate.isDone()) return Step.await(gate);
                composed.get().cancel();
                throw new IOException("unseen");
            };
            composed.set(run(composition.apply(part)));
            gate.succeed(1);
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, composed.get().state());
            log.remove("cancelled other");
            assertEquals(List.of(), log);
            ticker.advance(Duration.ofSeconds(1));
            scheduler.runUntilIdle();
            assertEquals(List.of("reported unseen"), log);
            log.clear();
        }
    }

    @Test
    void aTaskIsCalledAWindingOneInTheReportOfAClose() {
        Promise<Integer> gate = new Promise<>();
        TaskHandle<String> handle = scheduler.submit("slow", new Task<>() {
            @Override
            public Step<String> step(Worker worker) {
                return Step.await(gate);
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                return gate.isDone() ? Step.done() : Step.await(gate);
            }
        });
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        String message = assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO))
                .getMessage();
        assertTrue(message.contains("'slow' (winding down) awaits promise"), message);
        gate.succeed(1);
    }
}
