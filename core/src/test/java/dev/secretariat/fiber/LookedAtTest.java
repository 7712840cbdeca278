package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever looks at a body's stack keeps a virtual thread from running for that time, and has it run afterwards: nothing is lost by that. */
@Timeout(60)
class LookedAtTest {
    private static final int ROUNDS = 3_000;

    private final List<Thread> bodies = new CopyOnWriteArrayList<>();

    /** Whether a stack has been seen; the bodies go on until then. */
    private volatile boolean seen;

    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void bodiesThatWait(Carrier carrier) throws Exception {
        FiberBody<Integer> body = fiber -> {
            bodies.add(Thread.currentThread());
            for (int rounds = 0; rounds < ROUNDS || !seen; rounds++) fiber.yieldNow();
            return 1;
        };
        lookAtTwo(carrier, body, body);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void bodiesThatBlock(Carrier carrier) throws Exception {
        Semaphore ping = new Semaphore(0);
        Semaphore pong = new Semaphore(0);
        lookAtTwo(carrier, passing(ping, pong), passing(pong, ping));
    }

    private FiberBody<Integer> passing(Semaphore mine, Semaphore others) {
        return fiber -> {
            bodies.add(Thread.currentThread());
            for (int rounds = 0; rounds < ROUNDS; rounds++) {
                others.release();
                mine.acquire();
                if (rounds % 3 == 0) fiber.yieldNow();
            }
            return 1;
        };
    }

    private void lookAtTwo(Carrier carrier, FiberBody<Integer> one, FiberBody<Integer> other) throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            TaskHandle<Integer> first = scheduler.submit(task(carrier, one));
            TaskHandle<Integer> second = scheduler.submit(task(carrier, other));
            while (!first.isDone() || !second.isDone()) {
                for (Thread body : bodies) seen |= body.getStackTrace().length > 0;
            }
            assertEquals(1, first.join());
            assertEquals(1, second.join());
        }
    }

    private static Task<Integer> task(Carrier carrier, FiberBody<Integer> body) {
        return new FiberTask<>(body, body, carrier);
    }
}
