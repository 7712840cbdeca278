package dev.secretariat.examples.recipes;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import java.util.function.Function;

/**
 * Serves requests, each as a task of its own, until the scheduler is closed; what has arrived by then is
 * still served, since {@code Worker.submit} stays open to a task that has not ended.
 *
 * @param <Q> the type of the requests
 */
public final class ServerLoop<Q> implements Task<Integer> {
    private final Pipe<Q> requests;
    private final Function<? super Q, ? extends Task<?>> service;
    private int served;

    /** Creates a task that serves the requests that come through the pipe. */
    public ServerLoop(Pipe<Q> requests, Function<? super Q, ? extends Task<?>> service) {
        this.requests = requests;
        this.service = service;
    }

    /** Returns a task that does the same in a straight line. */
    public static <Q> Task<Integer> straight(Pipe<Q> requests, Function<? super Q, ? extends Task<?>> service) {
        return Fibers.task(fiber -> {
            Scheduler scheduler = fiber.worker().scheduler();
            for (int served = 0; ; ) {
                Q request = requests.poll();
                if (request != null) {
                    fiber.submit("request " + ++served, service.apply(request));
                    fiber.yieldNow();
                } else if (requests.isDrained() || scheduler.isClosing()) {
                    return served;
                } else {
                    fiber.awaitAny(requests.readable(), scheduler.closing());
                }
            }
        });
    }

    @Override
    public Step<Integer> step(Worker worker) {
        // What is looked at first has priority: the requests that are there, then the end of the day.
        Q request = requests.poll();
        if (request != null) {
            worker.submit("request " + ++served, service.apply(request));
            return Step.yieldNow();
        }
        if (requests.isDrained() || worker.scheduler().isClosing()) return Step.done(served);
        return Step.awaitAny(requests.readable(), worker.scheduler().closing());
    }
}
