package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SPEC.md, rule T12: {@link Task#future}. */
@Timeout(60)
class StageTaskTest {
    private final List<String> reported = new ArrayList<>();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .failureHandler((task, failure) -> reported.add(failure.getMessage()))
            .build();

    private <T> TaskHandle<T> run(Task<T> task) {
        TaskHandle<T> handle = scheduler.submit(task);
        scheduler.runUntilIdle();
        return handle;
    }

    private static Throwable causeOf(TaskHandle<?> failed) {
        return assertInstanceOf(Outcome.Failed.class, failed.outcome()).cause();
    }

    @Test
    void required_T12_itStartsInItsFirstStepAndEndsWithTheValue() {
        AtomicInteger started = new AtomicInteger();
        CompletableFuture<String> reply = new CompletableFuture<>();
        Task<String> task = Task.future(() -> {
            started.incrementAndGet();
            return reply;
        });
        TaskHandle<String> handle = scheduler.submit(task);
        assertEquals(0, started.get());
        scheduler.runUntilIdle();
        assertEquals(1, started.get());
        assertEquals(TaskState.WAITING, handle.state());
        reply.complete("dear Sirs");
        scheduler.runUntilIdle();
        assertEquals("dear Sirs", handle.result());
        assertEquals(1, started.get());
    }

    @Test
    void required_T12_oneThatCompletesInTheCallerTakesOneStep() {
        TaskHandle<Integer> handle = scheduler.submit(Task.future(() -> CompletableFuture.completedFuture(1)));
        assertTrue(scheduler.runOne());
        assertEquals(1, handle.result());
        assertNull(run(Task.future(() -> CompletableFuture.<String>completedFuture(null)))
                .result());
    }

    @Test
    void required_T12_itFailsWithTheRawCause() {
        IOException cause = new IOException("no line");
        List<CompletionStage<String>> failed = List.of(
                CompletableFuture.failedFuture(cause),
                CompletableFuture.<String>failedFuture(cause).thenApply(text -> text),
                CompletableFuture.failedFuture(new CompletionException(new CompletionException(cause))),
                CompletableFuture.failedFuture(new ExecutionException(cause)),
                CompletableFuture.<String>failedFuture(cause).minimalCompletionStage());
        for (CompletionStage<String> stage : failed) {
            assertSame(cause, causeOf(run(Task.future(() -> stage))));
            assertSame(
                    cause,
                    assertInstanceOf(Outcome.Failed.class, Promise.from(stage).outcome())
                            .cause());
        }
        CompletionException bare = new CompletionException("without a cause", null);
        assertSame(bare, causeOf(run(Task.future(() -> CompletableFuture.failedFuture(bare)))));
        assertEquals(List.of(), reported);
    }

    @Test
    void required_T12_whatTheStartThrowsFailsIt() {
        IOException cause = new IOException("no client");
        Callable<CompletionStage<String>> throwing = () -> {
            throw cause;
        };
        assertSame(cause, causeOf(run(Task.future(throwing))));
        Callable<CompletionStage<String>> nothing = () -> null;
        Throwable refusal = causeOf(run(Task.future(nothing)));
        assertEquals("start returned null, and no stage", refusal.getMessage());
    }

    @Test
    void required_T12_aCancelledTaskCancelsTheStageAndIsWokenNoMore() {
        CompletableFuture<String> reply = new CompletableFuture<>();
        TaskHandle<String> handle = run(Task.future(() -> reply));
        handle.cancel();
        assertFalse(reply.isDone());
        scheduler.runUntilIdle();
        assertTrue(reply.isCancelled());
        assertEquals(TaskState.CANCELLED, handle.state());
        reply.obtrudeValue("too late");
        assertEquals(0, scheduler.runUntilIdle());
        assertEquals(List.of(), reported);
    }

    @Test
    void required_T12_oneThatIsCancelledBeforeItBeginsStartsNothing() {
        AtomicInteger started = new AtomicInteger();
        TaskHandle<Object> handle = scheduler.submit(Task.future(() -> {
            started.incrementAndGet();
            return new CompletableFuture<>();
        }));
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(0, started.get());
    }

    @Test
    void required_T12_aRequestThatComesWhileItStartsCancelsWhatHasBeenStarted() {
        CompletableFuture<String> reply = new CompletableFuture<>();
        List<TaskHandle<String>> self = new ArrayList<>();
        self.add(scheduler.submit(Task.future(() -> {
            self.get(0).cancel();
            return reply;
        })));
        scheduler.runUntilIdle();
        assertTrue(reply.isCancelled());
        assertEquals(TaskState.CANCELLED, self.get(0).state());
    }

    @Test
    void required_T12_aStageThatSaysThatItCannotBeCancelledIsWaitedFor() {
        CompletableFuture<String> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        TaskHandle<String> handle = run(Task.future(() -> stubborn));
        handle.cancel();
        scheduler.runUntilIdle();
        assertFalse(handle.isDone());
        stubborn.complete("the end");
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
    }

    @Test
    void required_T12_somebodyElsesCancellationIsAFailureAsItIs() {
        CompletableFuture<String> reply = new CompletableFuture<>();
        TaskHandle<String> handle = run(Task.future(() -> reply));
        CancellationException said = new CancellationException("the line is closed");
        reply.completeExceptionally(said);
        scheduler.runUntilIdle();
        assertSame(said, causeOf(handle));
    }

    @Test
    void required_T12_aCancelThatThrowsIsToldAndTheTaskEnds() {
        CompletableFuture<String> broken = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw new IllegalStateException("cannot cancel");
            }
        };
        TaskHandle<String> handle = run(Task.future(() -> broken));
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(List.of("cannot cancel"), reported);
    }

    @Test
    void required_T12_aStageThatCannotBeHeardOfIsCancelled() {
        CompletableFuture<String> deaf = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(
                    java.util.function.BiConsumer<? super String, ? super Throwable> action) {
                throw new IllegalStateException("no listeners");
            }
        };
        assertEquals("no listeners", causeOf(run(Task.future(() -> deaf))).getMessage());
        assertTrue(deaf.isCancelled());
    }

    @Test
    void required_T12_aSharedStageThatNeverEndsKeepsNoTask() {
        CompletableFuture<String> shared = new CompletableFuture<>();
        List<WeakReference<Object>> kept = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Object ofTheStart = new Object();
            Object ofTheRest = new Object();
            Task<String> task = Task.future(() -> {
                assertTrue(ofTheStart != null);
                return shared.minimalCompletionStage(); // which stays
            });
            run(task.map(text -> text + ofTheRest)).cancel();
            kept.add(new WeakReference<>(ofTheStart));
            kept.add(new WeakReference<>(ofTheRest));
        }
        scheduler.runUntilIdle();
        assertFalse(shared.isDone());
        for (WeakReference<Object> one : kept) {
            for (int tries = 0; one.get() != null && tries < 100; tries++) System.gc();
            assertNull(one.get());
        }
    }

    @Test
    void required_T2_itIsSubmittedOnce() {
        Task<Integer> task = Task.future(() -> CompletableFuture.completedFuture(1));
        assertEquals(1, run(task).result());
        assertInstanceOf(IllegalStateException.class, causeOf(run(task)));
    }
}
