package dev.secretariat.examples.executors;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls a service that bears so many calls a second, and fails at times: by a rate limiter and a retry of Resilience4j. This is ordinary code for any
 * ScheduledExecutorService, on which all pauses are delays, so that no thread waits; its test shows them in virtual time.
 *
 * <p>Thread-safe.
 */
public final class PatientCalls {
    private final ScheduledExecutorService executor;
    private final RateLimiter limiter;
    private final Retry retry;

    /**
     * Makes calls possible.
     *
     * @param executor begins the calls, each in its turn
     * @param limiter how many calls there may be in which time, attempts that are repeated among them, and how long one waits for its turn at most
     * @param retry which failures are tried again, how often, and after which pauses
     */
    public PatientCalls(ScheduledExecutorService executor, RateLimiter limiter, Retry retry) {
        this.executor = executor;
        this.limiter = limiter;
        this.retry = retry;
    }

    /**
     * Calls, when it is its turn, and again, as long as the retry says so.
     *
     * @param service begins a call
     * @return the reply of the first call that succeeds, or the failure of the last one
     */
    public <T> CompletionStage<T> call(Supplier<CompletionStage<T>> service) {
        return retry.executeCompletionStage(executor, () -> callInTurn(service));
    }

    private <T> CompletionStage<T> callInTurn(Supplier<CompletionStage<T>> service) {
        long nanos = limiter.reservePermission(); // does not block, as acquirePermission would
        if (nanos < 0) return CompletableFuture.failedFuture(RequestNotPermitted.createRequestNotPermitted(limiter));
        return CompletableFuture.supplyAsync(service, call -> {
                    Future<?> ignored = executor.schedule(call, nanos, TimeUnit.NANOSECONDS);
                })
                .thenCompose(reply -> reply);
    }
}
