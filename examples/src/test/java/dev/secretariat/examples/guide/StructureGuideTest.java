package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.sync.Joiner;
import dev.secretariat.sync.Limit;
import dev.secretariat.sync.StepScope;
import dev.secretariat.sync.Strand;
import dev.secretariat.sync.TaskScope;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/structure.md. */
@Timeout(60)
class StructureGuideTest {
    /** Somebody who tells a price. */
    private record Shop(String name, Task<Integer> price) {}

    private static final List<Shop> SHOPS =
            List.of(new Shop("left", Task.call(() -> 7)), new Shop("right", Task.call(() -> 5)));

    private static final Shop SHUT = new Shop("shut", worker -> {
        throw new IOException("shut");
    });

    private static final Shop SLOW = new Shop("slow", worker -> Step.await(new Promise<>()));

    private Task<Integer> cheapest(List<Shop> shops) {
        return Fibers.task(fiber -> {
            try (TaskScope<Integer, List<Integer>> scope = TaskScope.open(fiber, Joiner.allSuccessfulOrThrow())) {
                for (Shop shop : shops) scope.fork(shop.name(), shop.price());
                return Collections.min(scope.join());
            }
        });
    }

    @Test
    void allOfThem() throws Exception {
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            assertEquals(5, scheduler.submit(cheapest(SHOPS)).join());
            TaskHandle<Integer> failed = scheduler.submit(cheapest(List.of(SLOW, SHUT)));
            Throwable thrown =
                    assertThrows(TaskFailedException.class, failed::join).getCause();
            assertEquals("task 'shut' failed: java.io.IOException: shut", thrown.getMessage());
        }
    }

    private static Task<Integer> quickest(List<Shop> shops) {
        return Fibers.task(fiber -> {
            Deadline deadline = fiber.deadline(Duration.ofSeconds(2));
            try (TaskScope<Integer, Integer> scope = TaskScope.open(fiber, Joiner.anySuccessfulOrThrow(), deadline)) {
                for (Shop shop : shops) scope.fork(shop.price());
                return scope.join();
            } catch (TimeoutException late) {
                return -1;
            }
        });
    }

    @Test
    void byADeadline() {
        ManualTicker ticker = new ManualTicker();
        try (CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build()) {
            TaskHandle<Integer> quick = scheduler.submit(quickest(SHOPS));
            TaskHandle<Integer> late = scheduler.submit(quickest(List.of(SLOW, SHUT)));
            scheduler.runUntilIdle();
            assertEquals(7, quick.result());
            ticker.advance(Duration.ofSeconds(2));
            scheduler.runUntilIdle();
            assertEquals(-1, late.result());
        }
    }

    private static final class Cheapest implements Task<Integer> {
        private final List<Shop> shops;
        private @Nullable StepScope<Integer, List<Integer>> scope;

        Cheapest(List<Shop> shops) {
            this.shops = shops;
        }

        @Override
        public Step<Integer> step(Worker worker) throws Exception {
            StepScope<Integer, List<Integer>> mine = scope;
            if (mine == null) {
                scope = mine = StepScope.open(worker, Joiner.allSuccessfulOrThrow());
                for (Shop shop : shops) mine.fork(worker, shop.name(), shop.price());
            }
            if (!mine.isEnded()) return Step.await(mine.join(worker));
            return Step.done(Collections.min(mine.result()));
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            return scope == null ? Step.done() : scope.windDown(worker);
        }
    }

    @Test
    void inSteps() throws Exception {
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            List<Shop> shops = SHOPS;
            TaskHandle<Integer> price = scheduler.submit(Tasks.windingDown(new Cheapest(shops)));
            assertEquals(5, price.join());
        }
    }

    @Test
    void anItemAtATime() throws Exception {
        List<Shop> shops = SHOPS;
        Task<List<Integer>> prices = Tasks.mapConcurrent(shops, 10, Shop::price); // ten at a time
        Task<Long> open = Tasks.mapConcurrent(shops, 10, Shop::price, Collectors.counting());
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            assertEquals(List.of(7, 5), scheduler.submit(prices).join());
            assertEquals(2, scheduler.submit(open).join());
        }
    }

    @Test
    void soManyAtATime() throws Exception {
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Limit calls = new Limit(scheduler, 10);
            for (Shop shop : SHOPS) calls.submit(shop.price());
            assertEquals(
                    5, calls.submit(SHOPS.get(1).price(), Duration.ofSeconds(5)).join());
        }
    }

    @Test
    void oneAfterTheOther() throws Exception {
        int[] money = {5};
        Task<Integer> deposit = Fibers.task(fiber -> {
            int before = money[0];
            fiber.yieldNow();
            money[0] = before + 7; // nobody has come in between
            return before + 7;
        });
        Task<Integer> look = Task.call(() -> money[0]);
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Strand account = new Strand(scheduler);
            account.submit(deposit);
            TaskHandle<Integer> balance = account.submit(look); // runs when the deposit has ended
            assertEquals(12, balance.join());
        }
    }
}
