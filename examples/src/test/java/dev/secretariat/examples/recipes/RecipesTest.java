package dev.secretariat.examples.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.schedulers.ExecutorScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecipesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CooperativeScheduler scheduler =
            CooperativeScheduler.builder().ticker(ticker).build();

    @Test
    void aPipeCarriesEverythingThroughASmallBuffer() throws Exception {
        Pipe<Integer> pipe = new Pipe<>(2);
        List<Integer> received = new ArrayList<>();
        scheduler.submit(pipe.filledFrom(IntStream.range(0, 1000).iterator()));
        scheduler.submit(pipe.drainedTo(received::add)).join();
        assertEquals(IntStream.range(0, 1000).boxed().toList(), received);
        scheduler.close();
    }

    @Test
    void aPipeServesManyConsumersOnManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Scheduler parallel = new ExecutorScheduler(threads)) {
            Pipe<Integer> pipe = new Pipe<>(3);
            LongAdder sum = new LongAdder();
            List<TaskHandle<Void>> consumers = new ArrayList<>();
            for (int i = 0; i < 5; i++) consumers.add(parallel.submit(pipe.drainedTo(sum::add)));
            parallel.submit(pipe.filledFrom(IntStream.rangeClosed(1, 20_000).iterator()))
                    .join();
            for (TaskHandle<Void> consumer : consumers) consumer.join();
            assertEquals(200_010_000, sum.sum());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aRetryTriesUntilItWorks() {
        AtomicInteger attempts = new AtomicInteger();
        Task<String> flaky = Task.call(() -> {
            if (attempts.incrementAndGet() < 4) throw new IllegalStateException("busy");
            return "done";
        });
        Deadline deadline = scheduler.deadline(Duration.ofMinutes(1));
        TaskHandle<String> handle = scheduler.submit(new Retry<>(() -> flaky, deadline));
        advanceUntilDone(handle);
        assertEquals("done", handle.result());
        assertEquals(4, attempts.get());
        scheduler.close();
    }

    @Test
    void aRetryGivesUpAtItsDeadline() {
        Task<String> broken = Task.call(() -> {
            throw new IllegalStateException("always");
        });
        Deadline deadline = scheduler.deadline(Duration.ofMinutes(1));
        TaskHandle<String> handle = scheduler.submit(new Retry<>(() -> broken, deadline));
        advanceUntilDone(handle);
        Throwable cause =
                assertThrows(TaskFailedException.class, handle::result).getCause();
        assertTrue(cause instanceof TimeoutException, cause::toString);
        assertTrue(deadline.isPast());
        scheduler.close();
    }

    private void advanceUntilDone(TaskHandle<?> handle) {
        Duration pause = scheduler.runFor(Duration.ofSeconds(1));
        while (!handle.isDone()) {
            ticker.advance(pause);
            pause = scheduler.runFor(Duration.ofSeconds(1));
        }
    }

    @Test
    void aServerLoopServesWhatHasArrivedAndEndsWithItsScheduler() {
        Pipe<String> requests = new Pipe<>(10);
        List<String> replies = new ArrayList<>();
        TaskHandle<Integer> server =
                scheduler.submit(new ServerLoop<>(requests, request -> Task.run(() -> replies.add("re: " + request))));
        scheduler.runUntilIdle();
        assertTrue(requests.offer("one"));
        scheduler.runUntilIdle();
        assertTrue(requests.offer("two"));
        scheduler.close();
        assertEquals(2, server.result());
        assertEquals(List.of("re: one", "re: two"), replies);
    }

    @Test
    void quotesTakesTheLowerPriceOrWhatHasCome() {
        Promise<Integer> one = new Promise<>();
        Promise<Integer> other = new Promise<>();
        Deadline deadline = scheduler.deadline(Duration.ofMinutes(1));
        TaskHandle<OptionalInt> both = scheduler.submit(Quotes.FLOW.start(new Quotes(one, other, deadline)));
        TaskHandle<OptionalInt> late = scheduler.submit(Quotes.FLOW.start(new Quotes(one, new Promise<>(), deadline)));
        one.complete(new Outcome.Succeeded<>(12));
        other.complete(new Outcome.Succeeded<>(9));
        scheduler.runUntilIdle();
        assertEquals(OptionalInt.of(9), both.result());
        ticker.advance(Duration.ofMinutes(1));
        scheduler.runUntilIdle();
        assertEquals(OptionalInt.of(12), late.result());
        scheduler.close();
    }

    @Test
    void aFrameLoopRunsTasksBetweenItsFrames() throws Exception {
        try (FrameLoop loop = new FrameLoop()) {
            AtomicInteger steps = new AtomicInteger();
            TaskHandle<Void> task = loop.scheduler().submit(worker -> {
                int step = steps.incrementAndGet();
                if (step < 5) return Step.yieldNow();
                if (step == 5) return Step.sleep(Duration.ofMillis(3));
                loop.post(loop::stop);
                return Step.done();
            });
            assertTrue(loop.run() >= 2);
            assertTrue(task.isDone());
        }
    }

    @Test
    void aFrameLoopRunsTasksOnItsOwnThreadAlsoForWhoJoinsElsewhere() throws Exception {
        try (FrameLoop loop = new FrameLoop()) {
            AtomicReference<Thread> ran = new AtomicReference<>();
            Thread loader = new Thread(() -> {
                try {
                    ran.set(loop.scheduler()
                            .submit(Task.call(Thread::currentThread))
                            .join());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                loop.post(loop::stop);
            });
            loader.start();
            loop.run();
            loader.join();
            assertSame(Thread.currentThread(), ran.get());
        }
    }
}
