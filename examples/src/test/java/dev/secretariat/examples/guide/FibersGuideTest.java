package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Fork;
import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.recipes.Condition;
import dev.secretariat.examples.recipes.FrameLoop;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/fibers.md. */
@Timeout(60)
class FibersGuideTest {
    private static CompletableFuture<List<Integer>> load(String customer) {
        return CompletableFuture.supplyAsync(() -> List.of(customer.length(), 20));
    }

    @Test
    void aBodyWaitsInItsMiddle() throws InterruptedException {
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Task<Integer> checkout = Fibers.task(fiber -> {
                List<Integer> cart = fiber.await(load("Miller")); // a CompletableFuture
                fiber.sleep(Duration.ofMillis(50));
                int sum = 0;
                for (int price : cart) sum += price;
                return sum;
            });
            int paid = scheduler.submit("checkout", checkout).join();
            assertEquals(26, paid);
        }
    }

    private static Task<String> patient(Promise<String> answer) {
        return Fibers.task(fiber -> {
            Deadline deadline = fiber.deadline(Duration.ofMinutes(5));
            try {
                return fiber.await(answer, deadline);
            } catch (TimeoutException late) {
                return "no answer";
            }
        });
    }

    @Test
    void aWaitMayHaveADeadline() {
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build();
        TaskHandle<String> late = scheduler.submit(patient(new Promise<>()));
        scheduler.runUntilIdle();
        ticker.advance(Duration.ofMinutes(5));
        scheduler.runUntilIdle();
        assertEquals("no answer", late.result());
        scheduler.close();
    }

    @Test
    void theFirstOfSeveralIsTold() throws InterruptedException {
        Promise<String> answer = new Promise<>();
        Promise<Void> hungUp = new Promise<>();
        answer.succeed("yes");
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<String> handle = scheduler.submit(Fibers.task(fiber -> {
                int first = fiber.awaitAny(answer, hungUp);
                return first == 0 ? answer.result() : "hung up";
            }));
            assertEquals("yes", handle.join());
        }
    }

    private final ConcurrentLinkedQueue<String> letters = new ConcurrentLinkedQueue<>();
    private final Condition post = new Condition("post", () -> !letters.isEmpty());

    private String next(Fiber fiber) {
        @Nullable String letter;
        while ((letter = letters.poll()) == null) fiber.await(post); // a wake may be spurious: look again
        return letter;
    }

    @Test
    void whatIsOfOnesOwnIsLookedAtAgain() throws InterruptedException {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<String> letter = scheduler.submit(Fibers.task(this::next));
            scheduler.runUntilIdle();
            post.signal();
            scheduler.runUntilIdle();
            assertFalse(letter.isDone());
            letters.add("a letter");
            post.signal();
            assertEquals("a letter", letter.join());
        }
    }

    private static Task<String> visit(Promise<String> answer, Promise<Void> tidied) {
        return Fibers.task(fiber -> {
            try {
                return fiber.await(answer); // throws a CancellationException when the task is cancelled
            } finally {
                fiber.shielded(() -> fiber.await(tidied)); // waits all the same
            }
        });
    }

    @Test
    void aCancelledFiberReleasesWhatItHolds() throws InterruptedException {
        Promise<Void> tidied = new Promise<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<String> handle = scheduler.submit(visit(new Promise<>(), tidied));
            scheduler.runUntilIdle();
            handle.cancel();
            scheduler.runUntilIdle();
            assertFalse(handle.isDone());
            tidied.succeed(null);
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, handle.state());
        }
    }

    private static long sum(int[] prices, int from, int to) {
        return IntStream.range(from, to).mapToLong(i -> prices[i]).sum();
    }

    @Test
    void forksAreJoinedBeforeTheNextWait() throws InterruptedException {
        CompletableFuture<int[]> loaded = CompletableFuture.completedFuture(new int[] {1, 2, 3, 4});
        Promise<Void> saved = new Promise<>();
        saved.succeed(null);
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Task<Long> report = Fibers.task(fiber -> {
                int[] prices = fiber.await(loaded);
                int middle = prices.length / 2;
                Fork<Long> left = fiber.worker().fork(worker -> sum(prices, 0, middle)); // an idle worker may take it
                long right = sum(prices, middle, prices.length);
                long all = fiber.worker().join(left) + right;
                fiber.await(saved);
                return all;
            });
            assertEquals(10, scheduler.submit(report).join());
        }
    }

    @Test
    void aFailureTellsTheTasksThatItCameThrough() throws InterruptedException {
        IOException fault = new IOException("no such page");
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<String> page = scheduler.submit("page", Fibers.task(fiber -> {
                throw fault;
            }));
            TaskHandle<Integer> length = scheduler.submit(
                    "length", Fibers.task(fiber -> fiber.await(page).length()));
            TaskFailedException failed = assertThrows(TaskFailedException.class, length::join);
            Throwable passedOn = failed.getCause(); // page's, which await threw
            assertTrue(String.valueOf(passedOn).contains("'page'"), passedOn::toString);
            assertSame(fault, passedOn.getCause());
        }
    }

    @Test
    void whatIsBoundToAThreadIsDoneInAStep() throws Exception {
        try (FrameLoop loop = new FrameLoop()) {
            TaskHandle<Boolean> handle = loop.scheduler().submit(Fibers.task(fiber -> {
                Thread body = Thread.currentThread(); // of the fiber's own, on every carrier
                Thread frames = FrameLoop.onLoop(fiber, Thread::currentThread);
                loop.post(loop::stop);
                return body != frames;
            }));
            loop.run();
            assertTrue(handle.join());
        }
    }
}
