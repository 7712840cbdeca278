package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How cancelled compositions wind down: they end after their parts. */
class WindingDownCompositionsTest extends Compositions {
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

    /** A task whose first step throws, and which winds down until a gate opens. */
    private Task<String> throwing(Promise<Integer> gate, IOException failure, boolean throwsAgain) {
        return new Task<>() {
            @Override
            public Step<String> step(Worker worker) throws IOException {
                throw failure;
            }

            @Override
            public Step<?> onCancel(Worker worker) throws IOException {
                if (!gate.isDone()) return Step.await(gate);
                log.add("wound down");
                if (throwsAgain) throw new IOException("later");
                return Step.done();
            }
        };
    }

    @Test
    void required_T5_aStepThatThrowsIsFollowedByOnCancelWhereThatIsWanted() {
        for (boolean throwsAgain : new boolean[] {false, true}) {
            log.clear();
            Promise<Integer> gate = new Promise<>();
            IOException failure = new IOException("first");
            TaskHandle<String> handle = run(Tasks.windingDown(throwing(gate, failure, throwsAgain)));
            assertFalse(handle.isDone());
            gate.succeed(1);
            scheduler.runUntilIdle();
            assertSame(failure, causeOf(handle));
            assertEquals(throwsAgain ? 1 : 0, failure.getSuppressed().length);
            assertEquals(List.of("wound down"), log);
        }
    }

    /** A request to cancel that comes late takes nothing away. */
    @Test
    void aFailureBeforeTheCancelIsReported() {
        Promise<Integer> gate = new Promise<>();
        TaskHandle<String> handle = run(Tasks.windingDown(throwing(gate, new IOException("before"), false)));
        assertTrue(handle.cancel());
        scheduler.runUntilIdle();
        assertFalse(handle.isDone());
        gate.succeed(1);
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(List.of("wound down", "reported before"), log);
    }

    /** Waits until it is cancelled, and then until a gate opens. */
    private static Task<String> holdingOut(Promise<Integer> gate) {
        return new Task<>() {
            @Override
            public Step<String> step(Worker worker) {
                return Step.await(new Promise<>());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                return gate.isDone() ? Step.done() : Step.await(gate);
            }
        };
    }

    /** So it is where something beside the parts has failed, and these are waited for. */
    @Test
    void aFailureOfTheItemsBeforeTheCancelIsReported() {
        Promise<Integer> gate = new Promise<>();
        Function<String, Task<String>> function = item -> {
            if (item.equals("bad")) throw new IllegalArgumentException(item);
            return holdingOut(gate);
        };
        TaskHandle<?> handle = run(Tasks.mapConcurrent(List.of("good", "bad"), 2, function));
        assertTrue(handle.cancel());
        scheduler.runUntilIdle();
        assertFalse(handle.isDone());
        gate.succeed(1);
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(List.of("reported bad"), log);
    }
}
