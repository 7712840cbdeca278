package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.impl.WindsDown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that waits and has no onCancel of its own ends in the call that cancels it (T7). */
@Timeout(60)
class EndInCancelTest {
    private static final Duration FAR = Duration.ofDays(1);

    /** Its onCancel is that of an interface between. */
    private interface Cleaning extends Task<Void> {
        @Override
        default Step<Void> onCancel(Worker worker) {
            return Step.done();
        }
    }

    private static final class Cleaner implements Cleaning {
        @Override
        public Step<Void> step(Worker worker) {
            return Step.done();
        }
    }

    @Test
    void whoHasAnOnCancelIsFoundOut() {
        WindsDown windsDown = new WindsDown();
        Task<Void> lambda = worker -> Step.done();
        assertFalse(windsDown.has(lambda));
        assertFalse(windsDown.has(Task.run(() -> {})));
        assertTrue(windsDown.has(new Cleaner()));
        assertTrue(windsDown.has(new Cleaner().flatMap(nothing -> lambda)));
        assertTrue(windsDown.has(null));
    }

    @ParameterizedTest
    @EnumSource
    void aDelayedTaskHasEndedWhenItIsCancelled(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            AtomicInteger steps = new AtomicInteger();
            TaskHandle<Void> plain = scheduler.schedule(Task.run(steps::incrementAndGet), FAR);
            TaskHandle<Void> named =
                    scheduler.schedule(Submission.named("named"), Task.run(steps::incrementAndGet), FAR);
            for (TaskHandle<Void> handle : List.of(plain, named)) {
                assertTrue(handle.cancel());
                assertEquals(TaskState.CANCELLED, handle.state());
                assertFalse(handle.cancel());
            }
            assertEquals("named", named.name());
            assertEquals("0 task(s)", scheduler.dump());
            assertEquals(0, steps.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatItWaitedForIsLeft(Driven driven) {
        try (SchedulerBase scheduler = driven.start(Ticker.system(), (task, failure) -> {})) {
            Throwing awaited = new Throwing();
            Promise<String> promise = new Promise<>();
            TaskHandle<Void> one = scheduler.submit(worker -> Step.awaitAny(promise, worker.deadline(FAR), awaited));
            TaskHandle<Void> afterwards = scheduler.submit(worker -> one.isDone() ? Step.done() : Step.await(one));
            driven.settle(scheduler);
            assertEquals(TaskState.WAITING, one.state());
            one.cancel();
            assertEquals(TaskState.CANCELLED, one.state());
            assertEquals(1, awaited.left.get());
            driven.settle(scheduler);
            while (!afterwards.isDone()) driven.settle(scheduler);
            assertEquals(TaskState.SUCCEEDED, afterwards.state());
            promise.succeed("too late");
            assertEquals(TaskState.CANCELLED, one.state());
        }
    }

    /** Never holds; whoever leaves it is told so. */
    private static final class Throwing implements Awaitable {
        final AtomicInteger left = new AtomicInteger();

        @Override
        public boolean register(Waker waker) {
            return true;
        }

        @Override
        public void deregister(Waker waker) {
            left.incrementAndGet();
            throw new IllegalStateException("cannot be left");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatADeregisterThrowsIsReported(Driven driven) {
        List<String> reported = new CopyOnWriteArrayList<>();
        try (SchedulerBase scheduler =
                driven.start(Ticker.system(), (task, failure) -> reported.add(failure.getMessage()))) {
            TaskHandle<Void> one = scheduler.submit(worker -> Step.await(new Throwing()));
            driven.settle(scheduler);
            one.cancel();
            assertEquals(TaskState.CANCELLED, one.state());
            assertEquals(List.of("cannot be left"), reported);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHasAnOnCancelStillEndsOnAWorker(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            AtomicReference<Thread> where = new AtomicReference<>();
            TaskHandle<Void> handle = scheduler.schedule(
                    new Task<>() {
                        @Override
                        public Step<Void> step(Worker worker) {
                            return Step.done();
                        }

                        @Override
                        public Step<?> onCancel(Worker worker) {
                            where.set(Thread.currentThread());
                            return Step.done();
                        }
                    },
                    FAR);
            assertTrue(handle.cancel());
            assertInstanceOf(
                    java.util.concurrent.CancellationException.class,
                    CompletableFuture.supplyAsync(() -> thrownBy(handle::join)).get());
            if (driven != Driven.BY_ITS_CALLER) assertNotSame(Thread.currentThread(), where.get());
        }
    }

    private static Throwable thrownBy(java.util.concurrent.Callable<?> call) {
        try {
            call.call();
            return null;
        } catch (Exception thrown) {
            return thrown;
        }
    }

    /** Each is cancelled by whoever waits for the one before: such a chain must not need stack for all. */
    @ParameterizedTest
    @EnumSource
    void aChainOfCancelsNeedsNoStack(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<Void>> handles = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                handles.add(scheduler.schedule(Task.run(() -> {}), FAR));
                TaskHandle<Void> last = handles.get(i);
                if (i > 0) assertTrue(handles.get(i - 1).register(last::cancel));
            }
            handles.get(0).cancel();
            assertEquals(TaskState.CANCELLED, handles.get(0).state());
            while (!handles.get(handles.size() - 1).isDone()) driven.settle(scheduler);
            for (TaskHandle<Void> handle : handles) assertEquals(TaskState.CANCELLED, handle.state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsCalledBackMustNotWait(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<Void> other = scheduler.schedule(Task.run(() -> {}), FAR);
            TaskHandle<Void> one = scheduler.schedule(Task.run(() -> {}), FAR);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            assertTrue(one.register(() -> thrown.set(thrownBy(other::join))));
            one.cancel();
            assertInstanceOf(IllegalStateException.class, thrown.get());
            other.cancel();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverClosesIsToldThatTheLastTaskHasBeenCancelled(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        TaskHandle<Void> last = scheduler.schedule(Task.run(() -> {}), FAR);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(scheduler::close);
        while (!scheduler.isClosing()) Thread.onSpinWait();
        last.cancel();
        closed.get();
        assertTrue(scheduler.isTerminated());
    }

    @Test
    void aStepEndsWhatItCancels() throws Exception {
        try (SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start()) {
            TaskHandle<Void> waiting = scheduler.schedule(Task.run(() -> {}), FAR);
            assertTrue(scheduler
                    .submit(worker -> Step.done(waiting.cancel() && waiting.isDone()))
                    .join());
        }
    }

    @Test
    void aFutureOfItIsCancelledWithIt() {
        try (SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start()) {
            TaskHandle<Void> waiting = scheduler.schedule(Task.run(() -> {}), FAR);
            CompletableFuture<Void> future = waiting.toCompletableFuture();
            assertTrue(future.cancel(false));
            assertEquals(TaskState.CANCELLED, waiting.state());
            assertTrue(future.isCancelled());
        }
    }

    /** It cancels all, from wherever: those who wait are not called back there. */
    @Test
    void shutdownNowLeavesTheEndsToTheWorkers() {
        SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start();
        TaskHandle<Void> waiting = scheduler.schedule(Task.run(() -> {}), FAR);
        AtomicReference<Thread> where = new AtomicReference<>();
        assertTrue(waiting.register(() -> where.set(Thread.currentThread())));
        scheduler.shutdownNow();
        scheduler.close();
        assertNotSame(Thread.currentThread(), where.get());
    }
}
