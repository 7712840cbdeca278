package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Promises, futures, and threads that wait for them. */
class PromiseTest extends Compositions {
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
}
