package dev.secretariat.examples.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each recipe in steps and in a straight line: the same comes of both. */
@Timeout(60)
class StraightRecipesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .ticker(ticker)
            .failureHandler((task, failure) -> {}) // looked at late, after all of the time
            .build();

    /** Runs all that can run, from one moment at which something is due to the next, and tells how long that took. */
    private Duration runAll() {
        long begin = ticker.nanos();
        Duration pause = scheduler.runFor(Duration.ofSeconds(1));
        while (!pause.equals(CooperativeScheduler.FOREVER)) {
            ticker.advance(pause);
            pause = scheduler.runFor(Duration.ofSeconds(1));
        }
        return Duration.ofNanos(ticker.nanos() - begin);
    }

    /** In words, with the failure's text. */
    private static String told(TaskHandle<?> handle) {
        return handle.outcome() instanceof Outcome.Failed<?> failed
                ? failed.cause() + ", caused by " + failed.cause().getCause()
                : handle.outcome().toString();
    }

    @Test
    void theFirstPageIsTheSameInAStraightLine() throws Exception {
        List<String> inSteps = new ArrayList<>();
        List<String> straight = new ArrayList<>();
        assertEquals(
                FirstSteps.run(List.of("a letter", "a bill").iterator(), inSteps::add),
                FirstSteps.straight(List.of("a letter", "a bill").iterator(), straight::add));
        assertEquals(inSteps, straight);
    }

    @Test
    void aPipeCarriesTheSameInTheSameOrderWhoeverFillsAndDrainsIt() {
        for (boolean straightSource : new boolean[] {false, true}) {
            for (boolean straightSink : new boolean[] {false, true}) {
                Pipe<Integer> pipe = new Pipe<>(2);
                List<Integer> received = new ArrayList<>();
                var source = IntStream.range(0, 100).iterator();
                scheduler.submit(straightSource ? pipe.filledStraightFrom(source) : pipe.filledFrom(source));
                scheduler.submit(straightSink ? pipe.drainedStraightTo(received::add) : pipe.drainedTo(received::add));
                scheduler.runUntilIdle();
                assertEquals(IntStream.range(0, 100).boxed().toList(), received);
            }
        }
        scheduler.close();
    }

    /** Tries a task that works at an attempt, and returns what came of it, after how many attempts. */
    private String retried(BiFunction<Supplier<Task<String>>, Deadline, Task<String>> retry, int works) {
        AtomicInteger attempts = new AtomicInteger();
        Supplier<Task<String>> flaky = () -> Task.call(() -> {
            if (attempts.incrementAndGet() < works) throw new IllegalStateException("busy");
            return "done";
        });
        TaskHandle<String> handle = scheduler.submit(retry.apply(flaky, scheduler.deadline(Duration.ofSeconds(20))));
        Duration took = runAll();
        boolean atTheDeadline = took.compareTo(Duration.ofSeconds(20)) >= 0;
        return told(handle) + (atTheDeadline ? " at the deadline" : " after " + attempts);
    }

    @Test
    void aRetryWorksOrGivesUpInBothWays() {
        for (int works : new int[] {1, 4, 1000}) {
            assertEquals(retried(Retry::new, works), retried(Retry::straight, works));
        }
        assertTrue(retried(Retry::straight, 1000).startsWith("java.util.concurrent.TimeoutException"));
        assertTrue(retried(Retry::straight, 4).endsWith(" after 4"));
        scheduler.close();
    }

    @Test
    void aRetryThatIsCancelledEndsAfterItsAttemptInBothWays() {
        List<BiFunction<Supplier<Task<String>>, Deadline, Task<String>>> ways = List.of(Retry::new, Retry::straight);
        for (var retry : ways) {
            Promise<String> wound = new Promise<>();
            Supplier<Task<String>> slow = () -> new Task<>() {
                @Override
                public Step<String> step(Worker worker) {
                    return Step.await(new Promise<>());
                }

                @Override
                public Step<?> onCancel(Worker worker) {
                    return wound.isDone() ? Step.done() : Step.await(wound);
                }
            };
            TaskHandle<String> handle = scheduler.submit(retry.apply(slow, scheduler.deadline(Duration.ofHours(1))));
            scheduler.runUntilIdle();
            handle.cancel();
            scheduler.runUntilIdle();
            assertTrue(!handle.isDone(), "before its attempt");
            wound.succeed("up");
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, handle.state());
        }
        scheduler.close();
    }

    private String quoted(boolean straight, int oneComes, int otherComes) {
        Promise<Integer> one = new Promise<>();
        Promise<Integer> other = new Promise<>();
        Deadline deadline = scheduler.deadline(Duration.ofMinutes(10));
        scheduler.schedule(Task.run(() -> one.succeed(12)), Duration.ofMinutes(oneComes));
        scheduler.schedule(Task.run(() -> other.succeed(9)), Duration.ofMinutes(otherComes));
        TaskHandle<OptionalInt> handle = scheduler.submit(
                straight ? Quotes.straight(one, other, deadline) : Quotes.FLOW.start(new Quotes(one, other, deadline)));
        long begin = ticker.nanos();
        AtomicInteger ended = new AtomicInteger();
        scheduler.submit(worker -> {
            if (!handle.isDone()) return Step.await(handle);
            ended.set((int) Duration.ofNanos(ticker.nanos() - begin).toMinutes());
            return Step.done();
        });
        runAll();
        return told(handle) + " after " + ended;
    }

    @Test
    void quotesAreTheSameWhicheverComesFirst() {
        for (int[] comes : new int[][] {{1, 2}, {2, 1}, {1, 11}, {11, 1}, {11, 12}, {0, 0}}) {
            assertEquals(quoted(false, comes[0], comes[1]), quoted(true, comes[0], comes[1]));
        }
        scheduler.close();
    }

    private static List<String> served(Function<Pipe<String>, Task<Integer>> server) {
        List<String> replies = new ArrayList<>();
        CooperativeScheduler office = CooperativeScheduler.create();
        Pipe<String> requests = new Pipe<>(10);
        TaskHandle<Integer> handle = office.submit(server.apply(requests));
        office.runUntilIdle();
        for (String request : List.of("one", "two", "three")) {
            assertTrue(requests.offer(request));
            if (!request.equals("two")) office.runUntilIdle();
        }
        assertTrue(requests.offer("last"));
        requests.offer("very last");
        office.close();
        replies.add(told(handle));
        return replies;
    }

    @Test
    void aServerLoopServesTheSameAndEndsWithItsScheduler() {
        List<String> inSteps = new ArrayList<>();
        List<String> straight = new ArrayList<>();
        inSteps.addAll(served(requests -> new ServerLoop<>(requests, it -> Task.run(() -> inSteps.add(it)))));
        straight.addAll(served(requests -> ServerLoop.straight(requests, it -> Task.run(() -> straight.add(it)))));
        assertEquals(inSteps, straight);
        assertEquals(6, straight.size(), straight::toString);
    }

    @Test
    void aMutexIsHeldFromOneWaitToAnotherAndGivenBackByWhoIsCancelled() {
        Mutex mutex = new Mutex("the till");
        List<String> seen = new ArrayList<>();
        List<TaskHandle<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int me = i;
            tasks.add(scheduler.submit(Fibers.run(fiber -> {
                mutex.lock(fiber);
                try {
                    seen.add(me + " in");
                    fiber.sleep(Duration.ofMinutes(1));
                    seen.add(me + " out");
                } finally {
                    mutex.unlock();
                }
            })));
        }
        scheduler.runUntilIdle();
        tasks.get(0).cancel(); // which holds it
        tasks.get(1).cancel(); // which waits for it
        runAll();
        assertEquals(List.of("0 in", "2 in", "2 out", "3 in", "3 out"), seen);
        scheduler.close();
    }

    @Test
    void aConditionThatAnotherHasUsedUpIsWaitedForAgain() {
        AtomicInteger seats = new AtomicInteger();
        Condition free = new Condition("free", () -> seats.get() > 0);
        AtomicInteger seated = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            scheduler.submit(Fibers.run(fiber -> {
                free.await(fiber);
                seats.decrementAndGet();
                seated.incrementAndGet();
            }));
        }
        scheduler.runUntilIdle();
        for (int i = 1; i <= 3; i++) {
            seats.incrementAndGet();
            free.signalAll();
            scheduler.runUntilIdle();
            assertEquals(i, seated.get());
        }
        scheduler.close();
    }

    @Test
    void aFiberInAFrameLoopDoesOnTheLoopsThreadWhatOnlyThatMay() throws Exception {
        try (FrameLoop loop = new FrameLoop()) {
            TaskHandle<Thread> drawn = loop.scheduler().submit(Fibers.task(fiber -> {
                fiber.sleep(Duration.ofMillis(1));
                Thread drawing = FrameLoop.onLoop(fiber, Thread::currentThread);
                loop.post(loop::stop);
                return drawing;
            }));
            loop.run();
            assertSame(Thread.currentThread(), drawn.join());
        }
    }
}
