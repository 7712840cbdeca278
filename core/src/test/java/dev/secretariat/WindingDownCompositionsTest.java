package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
}
