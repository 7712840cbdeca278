package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SPEC.md, rule T13: {@link Blocking}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingTest {
    private final ConcurrentLinkedQueue<String> reported = new ConcurrentLinkedQueue<>();
    private final ParallelScheduler scheduler = ParallelScheduler.builder()
            .workers(1)
            .failureHandler((task, failure) -> reported.add(String.valueOf(failure.getMessage())))
            .start();

    @AfterEach
    void close() {
        scheduler.close();
        assertEquals(List.of(), List.copyOf(reported));
    }

    /** A call that stands still until it is let go, and tells of each interrupt. */
    private static final class Standing implements Callable<String> {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch mayGo = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        final AtomicInteger interrupts = new AtomicInteger();
        final AtomicReference<Thread> thread = new AtomicReference<>();

        @Override
        public String call() {
            thread.set(Thread.currentThread());
            begun.countDown();
            while (true) {
                try {
                    mayGo.await();
                    return "gone";
                } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                    interrupted.countDown();
                }
            }
        }
    }

    @Test
    void required_T13_aCallRunsBesideTheWorkersWhichGoOn() throws Exception {
        Standing standing = new Standing();
        TaskHandle<String> handle = scheduler.submit("letters", Blocking.call(standing));
        standing.begun.await();
        assertEquals(1, scheduler.submit(Task.call(() -> 1)).join()); // by the only worker
        assertEquals(
                1,
                scheduler.submit(worker -> Step.done(Blocking.running(worker))).join());
        assertTrue(standing.thread.get().getName().endsWith(": letters"), standing.thread.get()::getName);
        assertTrue(standing.thread.get().isDaemon());
        standing.mayGo.countDown();
        assertEquals("gone", handle.join());
        assertEquals(
                0,
                scheduler.submit(worker -> Step.done(Blocking.running(worker))).join());
    }

    @Test
    void required_T13_itFailsWithWhatTheCallThrows() {
        IOException cause = new IOException("no file");
        TaskHandle<Void> handle = scheduler.submit(Blocking.call(() -> {
            throw cause;
        }));
        assertSame(cause, assertThrows(TaskFailedException.class, handle::join).getCause());
    }

    @Test
    void required_T13_stepsAndFibersAwaitIt() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Task<Integer> steps = new Task<>() {
            private TaskHandle<Integer> call;

            @Override
            public Step<Integer> step(Worker worker) {
                if (call == null) call = worker.submit(Blocking.call(ran::incrementAndGet));
                return call.isDone() ? Step.done(call.result()) : Step.await(call);
            }
        };
        assertEquals(1, scheduler.submit(steps).join());
        assertEquals(
                2,
                scheduler
                        .submit(Fibers.task(fiber -> fiber.await(fiber.submit(Blocking.call(ran::incrementAndGet)))))
                        .join());
        scheduler.submit(Blocking.run(ran::incrementAndGet)).join();
        assertEquals(3, ran.get());
    }

    @Test
    void required_T13_aCallThatHasNotBegunNeverBegins() throws Exception {
        Deque<Runnable> line = new ArrayDeque<>();
        BlockingCalls calls = Blocking.on(line::add);
        AtomicInteger ran = new AtomicInteger();
        TaskHandle<Integer> handle = scheduler.submit(calls.call(ran::incrementAndGet));
        scheduler.submit(Task.run(() -> {})).join();
        assertEquals(1, calls.waiting());
        handle.cancel();
        assertThrows(CancellationException.class, handle::join);
        assertEquals(0, calls.waiting());
        line.remove().run();
        assertEquals(0, ran.get());
        assertEquals(0, calls.running());
    }

    @Test
    void required_T13_aCancelledTaskInterruptsItsCallOnceAndEndsAfterIt() throws Exception {
        Standing standing = new Standing();
        TaskHandle<String> handle = scheduler.submit(Blocking.call(standing));
        standing.begun.await();
        handle.cancel();
        standing.interrupted.await();
        scheduler.submit(Task.run(() -> {})).join();
        assertFalse(handle.isDone());
        standing.mayGo.countDown();
        assertThrows(CancellationException.class, handle::join);
        assertEquals(1, standing.interrupts.get());
    }

    /** The canceller is in the midst of interrupting while the call returns: so long the thread stays. */
    @Test
    @SuppressWarnings("ThreadPriorityCheck") // gives the other thread its chance to do what it must not
    void required_T13_theThreadGoesOnAfterTheInterruptAndWithoutIt() throws Exception {
        CountDownLatch callMayReturn = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (BareThread bare = new BareThread()) {
            TaskHandle<Void> handle = scheduler.submit(Blocking.on(bare).run(() -> {
                begun.countDown();
                while (callMayReturn.getCount() > 0) Thread.onSpinWait();
            }));
            begun.await();
            AtomicBoolean next = new AtomicBoolean();
            bare.execute(() -> next.set(true));
            bare.holdInterrupt();
            handle.cancel();
            bare.interrupting.await();
            callMayReturn.countDown();
            for (int i = 0; i < 500 && !next.get(); i++) Thread.yield();
            boolean early = next.get();
            bare.letInterrupt();
            assertFalse(early, "the thread has gone on while it was being interrupted");
            assertThrows(CancellationException.class, handle::join);
        }
    }

    @Test
    void required_T13_theInterruptReachesNothingThatTheThreadDoesLater() throws Exception {
        try (BareThread bare = new BareThread()) {
            BlockingCalls calls = Blocking.on(bare);
            for (int round = 0; round < 2_000; round++) {
                CountDownLatch begun = new CountDownLatch(1);
                int spins = round % 200;
                TaskHandle<Void> handle = scheduler.submit(calls.run(() -> {
                    begun.countDown();
                    for (int i = 0; i < spins; i++) Thread.onSpinWait();
                }));
                begun.await();
                handle.cancel();
                try {
                    handle.join();
                } catch (CancellationException cut) {
                    // as it happens
                }
            }
        }
    }

    @Test
    void required_T13_anInterruptOfSomebodyElseReachesItsOwner() throws Exception {
        Deque<Runnable> line = new ArrayDeque<>();
        AtomicBoolean seen = new AtomicBoolean();
        TaskHandle<Void> handle = scheduler.submit(Blocking.on(line::add).run(() -> seen.set(Thread.interrupted())));
        scheduler.submit(Task.run(() -> {})).join();
        Thread.currentThread().interrupt();
        line.remove().run();
        assertTrue(Thread.interrupted());
        handle.join();
        assertFalse(seen.get());
    }

    @Test
    void required_T13_aRefusalFailsTheTask() {
        RejectedExecutionException full = new RejectedExecutionException("full");
        BlockingCalls calls = Blocking.on(command -> {
            throw full;
        });
        TaskHandle<Integer> handle = scheduler.submit(calls.call(() -> 1));
        assertSame(full, assertThrows(TaskFailedException.class, handle::join).getCause());
        assertEquals(0, calls.waiting());
    }

    @Test
    void required_T13_anExecutorMayRunItInTheStep() throws Exception {
        Executor direct = Runnable::run;
        Thread thread = scheduler
                .submit(Blocking.on(direct).call(Thread::currentThread))
                .join();
        assertNotSame(Thread.currentThread(), thread);
        assertTrue(thread.getName().startsWith("parallel"), thread::getName);
    }

    @Test
    void required_T13_anErrorOfAnInterruptedCallIsTold() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TaskHandle<Void> handle = scheduler.submit(Blocking.call(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new AssertionError("broken in the midst");
            }
            return null;
        }));
        begun.await();
        handle.cancel();
        assertThrows(CancellationException.class, handle::join);
        assertTrue(reported.remove("broken in the midst"));
    }

    @Test
    void required_T13_anExceptionOfAnInterruptedCallFollowsFromThat() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TaskHandle<Void> handle = scheduler.submit(Blocking.call(() -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        }));
        begun.await();
        handle.cancel();
        assertThrows(CancellationException.class, handle::join);
    }

    @Test
    void required_T13_aTimeOutEndsWhenTheCallHasEnded() throws Exception {
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler driven =
                CooperativeScheduler.builder().ticker(ticker).start();
        Standing standing = new Standing();
        TaskHandle<String> handle =
                driven.submit(Tasks.withDeadline(Blocking.call(standing), driven.deadline(Duration.ofSeconds(1))));
        standing.begun.await();
        ticker.advance(Duration.ofSeconds(1));
        standing.interrupted.await();
        assertFalse(handle.isDone());
        standing.mayGo.countDown();
        assertInstanceOf(
                TimeoutException.class,
                assertThrows(TaskFailedException.class, handle::join).getCause());
        driven.close();
    }

    @Test
    void required_T13_theThreadsEndWithTheirScheduler() throws Exception {
        CooperativeScheduler driven = CooperativeScheduler.create();
        List<TaskHandle<Thread>> handles = new ArrayList<>();
        for (int i = 0; i < 20; i++) handles.add(driven.submit(Blocking.call(Thread::currentThread)));
        driven.close();
        for (TaskHandle<Thread> handle : handles) handle.result().join();
    }

    @Test
    void required_T13_aClosingSchedulerWaitsForTheCall() throws Exception {
        CooperativeScheduler own = CooperativeScheduler.builder().start();
        Standing standing = new Standing();
        TaskHandle<String> handle = own.submit(Blocking.call(standing));
        standing.begun.await();
        own.shutdownNow();
        standing.interrupted.await();
        assertFalse(own.isTerminated());
        standing.mayGo.countDown();
        own.close();
        assertEquals(TaskState.CANCELLED, handle.state());
        standing.thread.get().join();
    }

    @Test
    void required_T2_itIsSubmittedOnce() throws Exception {
        Task<Integer> task = Blocking.call(() -> 1);
        assertEquals(1, scheduler.submit(task).join());
        TaskHandle<Integer> again = scheduler.submit(task);
        assertInstanceOf(
                IllegalStateException.class,
                assertThrows(TaskFailedException.class, again::join).getCause());
    }
}
