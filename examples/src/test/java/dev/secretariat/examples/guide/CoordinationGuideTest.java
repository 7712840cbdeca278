package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Mutex;
import dev.secretariat.sync.Permits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/coordination.md. */
@Timeout(60)
class CoordinationGuideTest {
    /** A value that takes a while to read and to write. */
    private static final class Balance {
        private int value = 20;

        Promise<Integer> read() {
            return told(value);
        }

        Promise<Integer> write(int next) {
            value = next;
            return told(next);
        }

        private static Promise<Integer> told(int value) {
            Promise<Integer> promise = new Promise<>();
            promise.succeed(value);
            return promise;
        }
    }

    private final Balance balance = new Balance();

    @Test
    @SuppressWarnings("try") // what is held is not used, only held
    void oneAtATime() throws Exception {
        Mutex till = new Mutex();
        Task<Integer> sale = Fibers.task(fiber -> {
            try (Hold held = till.lock(fiber)) {
                int before = fiber.await(balance.read());
                fiber.await(balance.write(before + 5)); // nobody has come in between
                return before + 5;
            }
        });
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            assertEquals(25, scheduler.submit(sale).join());
            try (Hold held = till.lock(Duration.ofSeconds(5))) { // or a TimeoutException
                assertTrue(held.isHeld());
            }
        }
    }

    private static final class Visitor implements Task<Void> {
        private final Permits desks;
        private final AtomicInteger served;
        private @Nullable Hold desk;

        Visitor(Permits desks, AtomicInteger served) {
            this.desks = desks;
            this.served = served;
        }

        @Override
        public Step<Void> step(Worker worker) {
            Hold mine = desk;
            if (mine == null) desk = mine = desks.request(worker);
            if (!mine.isHeld()) return Step.await(mine);
            served.incrementAndGet();
            mine.close();
            return Step.done();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (desk != null) desk.close();
            return Step.done();
        }
    }

    @Test
    void soManyAtATime() throws Exception {
        Permits desks = new Permits(3);
        AtomicInteger served = new AtomicInteger();
        List<TaskHandle<Void>> visitors = new ArrayList<>();
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            for (int i = 0; i < 100; i++) visitors.add(scheduler.submit(new Visitor(desks, served)));
            for (TaskHandle<Void> visitor : visitors) visitor.join();
        }
        assertEquals(100, served.get());
        assertEquals(3, desks.available());
    }
}
