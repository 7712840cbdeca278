package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Tasks, map and flatMap. */
class CompositionTest extends Compositions {
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

    // ---- Failures ----

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

    // ---- both ----

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
}
