package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void bodiesThatWait(Carrier carrier) throws Exception {
        FiberBody<Integer> body = fiber -> {
            bodies.add(Thread.currentThread());
            int rounds = 0;
            for (; rounds < ROUNDS; rounds++) fiber.yieldNow();
            return rounds;
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
            int rounds = 0;
            for (; rounds < ROUNDS; rounds++) {
                others.release();
                mine.acquire();
                if (rounds % 3 == 0) fiber.yieldNow();
            }
            return rounds;
        };
    }

    private void lookAtTwo(Carrier carrier, FiberBody<Integer> one, FiberBody<Integer> other) throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            TaskHandle<Integer> first = scheduler.submit(task(carrier, one));
            TaskHandle<Integer> second = scheduler.submit(task(carrier, other));
            int deepest = 0;
            while (!first.isDone() || !second.isDone()) {
                for (Thread body : bodies) deepest = Math.max(deepest, body.getStackTrace().length);
            }
            assertEquals(ROUNDS, first.join());
            assertEquals(ROUNDS, second.join());
            assertTrue(deepest > 0);
        }
    }

    private static Task<Integer> task(Carrier carrier, FiberBody<Integer> body) {
        return new FiberTask<>(body, body, carrier);
    }
}
