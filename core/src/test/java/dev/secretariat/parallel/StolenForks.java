package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.secretariat.ForkBody;
import dev.secretariat.LongFork;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;

/** What tests of stolen forks share: two workers, and a fork that its owner sees begun by the other. */
abstract class StolenForks {
    private final ParallelScheduler scheduler = ParallelScheduler.builder()
            .workers(2)
            .failureHandler((task, failure) -> {})
            .start();

    final AtomicBoolean begun = new AtomicBoolean();
    final AtomicBoolean released = new AtomicBoolean();

    @AfterEach
    void closeScheduler() {
        scheduler.close();
    }

    final <T> TaskHandle<T> start(ForkBody<T> body) {
        return scheduler.submit("forker", worker -> Step.done(body.run(worker)));
    }

    final Throwable failureOf(ForkBody<?> body) throws InterruptedException {
        TaskHandle<?> handle = start(body::run);
        until(handle::isDone);
        Throwable failure =
                assertInstanceOf(Outcome.Failed.class, handle.outcome()).cause();
        usable();
        return failure;
    }

    /** Whatever happened, both workers' forks are in order for the next task. */
    final void usable() throws InterruptedException {
        assertEquals(6765, start(worker -> fib(worker, 20)).join());
    }

    private static long fib(Worker worker, long n) throws Exception {
        if (n < 2) return n;
        LongFork left = worker.fork(StolenForks::fib, n - 1);
        long right = fib(worker, n - 2);
        return worker.join(left) + right;
    }

    /** For a fork's body: tells that it runs, and waits until it is let go on. */
    final void holdUp() {
        begun.set(true);
        until(released::get);
    }
}
