package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC.md, rules S8 and T9, for {@link TaskHandle#toCompletableFuture}. */
@Timeout(60)
class TaskFutureTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void required_S8_whoWaitsForAFutureDrivesWhereNobodyElseWould(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        assertEquals(1, assertTimeoutPreemptively(LONG, () -> one(scheduler).get()));
        assertEquals(1, assertTimeoutPreemptively(LONG, () -> one(scheduler).join()));
        assertEquals(1, assertTimeoutPreemptively(LONG, () -> one(scheduler).get(1, TimeUnit.HOURS)));
        assertEquals(
                1, assertTimeoutPreemptively(LONG, () -> one(scheduler).copy().get()));
        assertEquals(
                3,
                assertTimeoutPreemptively(
                        LONG,
                        () -> one(scheduler)
                                .thenApply(value -> value + 1)
                                .thenCombine(one(scheduler), Integer::sum)
                                .join()));
        scheduler.close();
    }

    private static CompletableFuture<Integer> one(SchedulerBase scheduler) {
        return scheduler.submit(Task.call(() -> 1)).toCompletableFuture();
    }

    @ParameterizedTest
    @EnumSource
    void aTimedWaitEndsAndAnInterruptIsKept(Driven driven) {
        SchedulerBase scheduler = driven.start();
        TaskHandle<Void> never = scheduler.submit(worker -> Step.await(new Promise<>()));
        CompletableFuture<Void> future = never.toCompletableFuture();
        assertThrows(TimeoutException.class, () -> future.get(1, TimeUnit.NANOSECONDS));
        assertThrows(TimeoutException.class, () -> future.copy().get(1, TimeUnit.NANOSECONDS));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, future::get);
        assertFalse(Thread.interrupted());
        assertTimeoutPreemptively(LONG, () -> {
            Thread.currentThread().interrupt();
            assertEquals(1, one(scheduler).join());
            assertTrue(Thread.interrupted());
        });
        scheduler.shutdownNow();
        scheduler.close();
        assertTrue(future.isCancelled());
    }

    @ParameterizedTest
    @EnumSource
    void required_S8_itIsRefusedInsideAStepWhichWouldNeverEnd(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        Promise<Void> never = new Promise<>();
        CompletableFuture<Void> future =
                scheduler.submit(worker -> Step.<Void>await(never)).toCompletableFuture();
        CompletableFuture<Void> copy = future.copy();
        List<Throwable> refusals = scheduler
                .submit(Task.call(() -> {
                    List<Throwable> thrown = new ArrayList<>();
                    thrown.add(assertThrows(Exception.class, future::get));
                    thrown.add(assertThrows(Exception.class, future::join));
                    thrown.add(assertThrows(Exception.class, () -> copy.get(1, TimeUnit.HOURS)));
                    thrown.add(assertThrows(Exception.class, copy::join));
                    return thrown;
                }))
                .join();
        refusals.forEach(refusal -> assertInstanceOf(IllegalStateException.class, refusal));
        scheduler.shutdownNow();
        scheduler.close();
    }

    @ParameterizedTest
    @EnumSource
    void required_T9_aFutureThatIsCompletedOtherwiseWaitsNoLonger(Driven driven) {
        SchedulerBase scheduler = driven.start();
        TaskHandle<Void> never = scheduler.submit(worker -> Step.await(new Promise<>()));
        List<WeakReference<Object>> left = new ArrayList<>();
        left.add(completedByHand(never));
        left.add(timedOut(never));
        // The list drops those that have left when others come.
        for (int i = 0; i < 100; i++) completedByHand(never);
        for (WeakReference<Object> future : left) {
            for (int tries = 0; future.get() != null && tries < 100; tries++) System.gc();
            assertNull(future.get());
        }
        scheduler.shutdownNow();
        scheduler.close();
    }

    private static WeakReference<Object> completedByHand(TaskHandle<Void> task) {
        CompletableFuture<Void> future = task.toCompletableFuture();
        future.complete(null);
        return new WeakReference<>(future);
    }

    private static WeakReference<Object> timedOut(TaskHandle<Void> task) {
        CompletableFuture<Void> future = task.toCompletableFuture().orTimeout(1, TimeUnit.NANOSECONDS);
        CompletableFuture<Throwable> end = future.handle((value, failure) -> failure);
        while (!end.isDone()) Thread.onSpinWait();
        assertThrows(ExecutionException.class, future::get);
        return new WeakReference<>(future);
    }
}
