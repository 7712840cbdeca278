package dev.secretariat.examples.executors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.testkit.SimulationTest;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rate limiter and a retry of another library, by the clock of a simulation, and for real. */
@Timeout(60)
class PatientCallsTest {
    private static final int CALLS_A_SECOND = 10;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static RateLimiterConfig tenASecond(Duration patience) {
        return RateLimiterConfig.custom()
                .limitForPeriod(CALLS_A_SECOND)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(patience)
                .build();
    }

    private static Retry threeTimes(Duration pause) {
        return Retry.of(
                "three times",
                RetryConfig.custom()
                        .maxAttempts(ATTEMPTS)
                        .intervalFunction(IntervalFunction.of(pause))
                        .retryExceptions(IOException.class)
                        .build());
    }

    /** Calls by the simulation's clock; the limiter's other constructors take the system's. */
    private static PatientCalls in(SimulationScheduler simulation, Duration patience) {
        RateLimiter limiter = new AtomicRateLimiter(
                "ten a second", tenASecond(patience), () -> simulation.ticker().nanos());
        return new PatientCalls(simulation.asExecutorService(), limiter, threeTimes(PAUSE));
    }

    /** Replies with how often it was called by a client, and fails for the first ones. Notes the second of each call. */
    private static final class Service {
        private final SimulationScheduler simulation;
        private final int failures;
        private final List<Long> seconds = new ArrayList<>();

        Service(SimulationScheduler simulation, int failures) {
            this.simulation = simulation;
            this.failures = failures;
        }

        CompletionStage<Integer> call(AtomicInteger calls) {
            seconds.add(Duration.ofNanos(simulation.ticker().nanos()).toSeconds());
            int count = calls.incrementAndGet();
            if (count <= failures) return CompletableFuture.failedFuture(new IOException("busy"));
            return CompletableFuture.completedFuture(count);
        }
    }

    @SimulationTest(seeds = 100, workers = 2)
    void allGetThroughAndNoSecondHasMoreThanTen(SimulationScheduler simulation) {
        PatientCalls calls = in(simulation, Duration.ofHours(1));
        Service service = new Service(simulation, ATTEMPTS - 1);
        List<TaskHandle<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            AtomicInteger mine = new AtomicInteger();
            clients.add(simulation.submit(
                    "client " + i, Fibers.task(fiber -> fiber.await(calls.call(() -> service.call(mine))))));
        }
        simulation.run();
        for (TaskHandle<Integer> client : clients) assertEquals(ATTEMPTS, client.result());
        assertEquals(100 * ATTEMPTS, service.seconds.size());
        for (long second : service.seconds) {
            long calledThen =
                    service.seconds.stream().filter(it -> it == second).count();
            assertTrue(calledThen <= CALLS_A_SECOND, () -> calledThen + " calls in second " + second);
        }
        assertTrue(simulation.makespan().compareTo(Duration.ofSeconds(29)) >= 0, "three hundred calls, ten a second");
    }

    @SimulationTest(seeds = 100)
    void theLastFailureIsTold(SimulationScheduler simulation) {
        PatientCalls calls = in(simulation, Duration.ofHours(1));
        Service service = new Service(simulation, ATTEMPTS);
        AtomicInteger mine = new AtomicInteger();
        TaskHandle<Integer> client = simulation.submit(
                Task.future(() -> calls.call(() -> service.call(mine)).toCompletableFuture()));
        simulation.run();
        assertInstanceOf(
                IOException.class,
                assertThrows(TaskFailedException.class, client::result).getCause());
        assertEquals(List.of(0L, PAUSE.toSeconds(), 2 * PAUSE.toSeconds()), service.seconds);
    }

    @SimulationTest(seeds = 100)
    void whoseTurnWouldComeTooLateIsRefusedAtOnce(SimulationScheduler simulation) {
        PatientCalls calls = in(simulation, Duration.ZERO);
        Service service = new Service(simulation, 0);
        List<CompletableFuture<Integer>> replies = new ArrayList<>();
        simulation.submit(Task.run(() -> {
            for (int i = 0; i < CALLS_A_SECOND + 1; i++) {
                AtomicInteger mine = new AtomicInteger();
                replies.add(calls.call(() -> service.call(mine)).toCompletableFuture());
            }
        }));
        simulation.run();
        assertEquals(CALLS_A_SECOND, service.seconds.size());
        assertTrue(replies.get(CALLS_A_SECOND).isCompletedExceptionally());
        assertInstanceOf(
                RequestNotPermitted.class,
                assertThrows(Exception.class, () -> replies.get(CALLS_A_SECOND).get())
                        .getCause());
    }

    @Test
    void itWorksForReal() throws Exception {
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            PatientCalls calls = new PatientCalls(
                    scheduler.asExecutorService(),
                    RateLimiter.of("ten a second", tenASecond(Duration.ofHours(1))),
                    threeTimes(Duration.ofMillis(1)));
            AtomicInteger mine = new AtomicInteger();
            TaskHandle<Integer> client = scheduler.submit(Task.future(() -> calls.call(() -> {
                        CompletableFuture<Integer> reply = new CompletableFuture<>();
                        int count = mine.incrementAndGet();
                        if (count < ATTEMPTS) reply.completeExceptionally(new IOException("busy"));
                        else reply.complete(count);
                        return reply;
                    })
                    .toCompletableFuture()));
            assertEquals(ATTEMPTS, client.join());
        }
    }
}
