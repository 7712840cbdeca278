package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC.md, rule S8: whoever waits for a task from outside, in whatever way, and leaves, leaves nothing behind. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JoinFromOutsideTest {
    private static TaskHandle<Void> never(SchedulerBase scheduler) {
        return scheduler.submit(worker -> Step.await(new Promise<>()));
    }

    private static void end(SchedulerBase scheduler) {
        scheduler.shutdownNow();
        scheduler.close();
    }

    /** As a subtask of a scope does, which is interrupted when the scope is cancelled. */
    @ParameterizedTest
    @EnumSource
    void required_S8_aThreadThatIsInterruptedLeavesTheTaskAlone(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        TaskHandle<Void> task = never(scheduler);
        List<Callable<?>> waits = List.of(
                task::join,
                () -> task.join(Duration.ofHours(1)),
                () -> task.toCompletableFuture().get());
        for (Callable<?> wait : waits) {
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<Object> subtask = new FutureTask<>(() -> {
                begun.countDown();
                return wait.call();
            });
            Thread thread = new Thread(subtask);
            thread.start();
            begun.await();
            thread.interrupt();
            ExecutionException left = assertThrows(ExecutionException.class, subtask::get);
            assertInstanceOf(InterruptedException.class, left.getCause());
            thread.join();
            assertFalse(task.isDone());
        }
        end(scheduler);
    }

    @ParameterizedTest
    @EnumSource
    void required_S8_stagesOfOtherPoolsMayWaitForATask(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        CompletableFuture<Integer> composed = CompletableFuture.supplyAsync(() -> 1, pool)
                .thenCompose(one -> scheduler.submit(Task.call(() -> one + 1)).toCompletableFuture())
                .thenApplyAsync(two -> two + 1, pool);
        CompletableFuture<Integer> joined =
                CompletableFuture.supplyAsync(() -> joinUnchecked(scheduler.submit(Task.call(() -> 4))), pool);
        Future<Integer> common = ForkJoinPool.commonPool()
                .submit(() -> scheduler
                        .submit(Task.call(() -> 5))
                        .toCompletableFuture()
                        .join());
        assertEquals(4, joined.get());
        assertEquals(5, common.get());
        // Of another's making: to wait for it drives nobody, so the scheduler's tasks are run here.
        while (!composed.isDone()) scheduler.submit(Task.run(() -> {})).join();
        assertEquals(3, composed.get());
        scheduler.close();
        pool.shutdown();
    }

    private static int joinUnchecked(TaskHandle<Integer> handle) {
        try {
            return handle.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void required_T9_waitsThatAreGivenUpKeepNothing(Driven driven) {
        SchedulerBase scheduler = driven.start();
        TaskHandle<Void> task = never(scheduler);
        List<WeakReference<Object>> left = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Object token = new Object();
            CompletableFuture<Void> future = task.toCompletableFuture();
            CompletableFuture<Object> dependent = future.thenApply(ended -> token);
            assertThrows(TimeoutException.class, () -> dependent.get(1, TimeUnit.NANOSECONDS));
            assertThrows(TimeoutException.class, () -> task.join(Duration.ofNanos(1)));
            // Done otherwise, it waits no longer.
            assertTrue(future.completeExceptionally(new IllegalStateException("given up")));
            left.add(new WeakReference<>(token));
        }
        int kept = 0;
        for (WeakReference<Object> token : left) {
            for (int tries = 0; token.get() != null && tries < 10; tries++) System.gc();
            if (token.get() != null) kept++;
        }
        assertTrue(kept <= 32, kept + " are kept"); // a list that has had many keeps a few for a while
        assertFalse(task.isDone());
        end(scheduler);
    }

    @ParameterizedTest
    @EnumSource
    void required_S8_aFutureThatIsCancelledByItsScopeCancelsTheTask(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        TaskHandle<Void> task = never(scheduler);
        CompletableFuture<Void> future = task.toCompletableFuture();
        CompletableFuture<Object> any = CompletableFuture.anyOf(future, CompletableFuture.completedFuture("first"));
        assertEquals("first", any.get());
        future.cancel(true);
        scheduler.submit(Task.run(() -> {})).join();
        assertNull(scheduler
                .submit(worker -> task.isDone() ? Step.done() : Step.await(task))
                .join());
        assertEquals(TaskState.CANCELLED, task.state());
        end(scheduler);
    }
}
