package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MapConcurrentTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    /** Returns an item after some steps, and is counted meanwhile. */
    private Task<Integer> work(int item) {
        int[] left = {1 + item % 5};
        return worker -> {
            if (left[0] == 1 + item % 5) mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            if (left[0]-- > 0) return Step.yieldNow();
            running.decrementAndGet();
            return Step.done(item);
        };
    }

    private Task<Integer> waiting(int item) {
        return new Task<>() {
            private int left = 3;

            @Override
            public Step<Integer> step(Worker worker) {
                return Step.await(new Promise<>());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                if (left-- > 0) return Step.yieldNow();
                log.add("ended " + item);
                return Step.done();
            }
        };
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource
    void resultsComeInTheOrderOfTheItemsAndNoMoreThanSoManyRun(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            for (int max : List.of(1, 3, 1_000, Integer.MAX_VALUE)) {
                mostRunning.set(0);
                assertEquals(
                        upTo(500),
                        scheduler
                                .submit(Tasks.mapConcurrent(upTo(500), max, this::work))
                                .join());
                assertTrue(mostRunning.get() <= max, () -> mostRunning + " of " + max);
                assertEquals(
                        124_750,
                        scheduler
                                .submit(Tasks.mapConcurrent(upTo(500), max, this::work, Collectors.summingInt(i -> i)))
                                .join());
            }
            assertEquals(
                    List.of(),
                    scheduler
                            .submit(Tasks.mapConcurrent(upTo(0), 3, this::work))
                            .join());
        }
    }

    /** Nobody waits for one that is slow, as long as there is room. */
    @Test
    void aCollectorIsGivenResultsAsTheyCome() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        Promise<Integer> gate = new Promise<>();
        List<Integer> seen = new ArrayList<>();
        TaskHandle<Long> whole = scheduler.submit(Tasks.mapConcurrent(
                upTo(10),
                2,
                item -> item == 0 ? worker -> gate.isDone() ? Step.done(0) : Step.await(gate) : work(item),
                Collectors.filtering(seen::add, Collectors.counting())));
        scheduler.runUntilIdle();
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), seen);
        gate.succeed(1);
        scheduler.runUntilIdle();
        assertEquals(10, whole.result());
        assertEquals(0, seen.get(9));
    }

    /** The next item is asked for when there is room for it, and not before. */
    @Test
    void itemsAreAskedForOneByOne() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        List<Promise<Integer>> gates =
                Stream.<Promise<Integer>>generate(Promise::new).limit(5).toList();
        Iterable<Integer> items = () -> {
            log.add("begin");
            Iterator<Integer> numbers = upTo(5).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return numbers.hasNext();
                }

                @Override
                public Integer next() {
                    int next = numbers.next();
                    log.add("asked for " + next);
                    return next;
                }
            };
        };
        Task<List<Integer>> task = Tasks.mapConcurrent(
                items, 2, item -> worker -> gates.get(item).isDone() ? Step.done(item) : Step.await(gates.get(item)));
        assertEquals(List.of(), log);
        TaskHandle<List<Integer>> whole = scheduler.submit(task);
        scheduler.runUntilIdle();
        assertEquals(List.of("begin", "asked for 0", "asked for 1"), log);
        gates.get(1).succeed(1);
        scheduler.runUntilIdle();
        assertEquals("asked for 2", log.get(3));
        assertEquals(4, log.size());
        for (Promise<Integer> gate : gates) gate.succeed(1);
        scheduler.runUntilIdle();
        assertEquals(upTo(5), whole.result());
        assertEquals(6, log.size());
    }

    private <T> Throwable failureOf(Driven driven, Task<T> task) throws InterruptedException {
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<T> handle = scheduler.submit(task);
            assertThrows(TaskFailedException.class, handle::join);
            return assertInstanceOf(Outcome.Failed.class, handle.outcome()).cause();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstFailureCancelsTheRestAndIsThrownAfterTheyHaveEnded(Driven driven) throws Exception {
        IOException failure = new IOException("one");
        Iterator<Integer> endless = Stream.iterate(0, i -> i + 1).iterator();
        assertSame(failure, failureOf(driven, Tasks.mapConcurrent(() -> endless, 4, item -> {
            if (item % 4 != 2) return waiting(item);
            return worker -> {
                throw failure;
            };
        })));
        assertTrue(log.size() >= 2 && log.size() <= 3, log::toString);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheItemsTheFunctionOrTheCollectorThrowCancelsTheRest(Driven driven) throws Exception {
        IllegalArgumentException failure = new IllegalArgumentException("no");
        Iterable<Integer> broken = () -> Stream.iterate(0, i -> {
                    if (i == 2) throw failure;
                    return i + 1;
                })
                .iterator();
        assertSame(failure, failureOf(driven, Tasks.mapConcurrent(broken, 5, this::waiting)));
        assertEquals(3, log.size());
        log.clear();
        assertSame(failure, failureOf(driven, Tasks.mapConcurrent(upTo(10), 5, item -> {
            if (item == 3) throw failure;
            return waiting(item);
        })));
        assertEquals(3, log.size());
        log.clear();
        assertSame(
                failure,
                failureOf(
                        driven,
                        Tasks.mapConcurrent(
                                upTo(10),
                                2,
                                item -> item == 0 ? waiting(0) : work(item),
                                Collectors.mapping(
                                        item -> {
                                            throw failure;
                                        },
                                        Collectors.toList()))));
        assertEquals(List.of("ended 0"), log);
        Throwable none = failureOf(driven, Tasks.<Integer, Integer>mapConcurrent(upTo(10), 2, item -> null));
        assertEquals("the function made no task", none.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void whoCancelsItCancelsThoseInFlightAndItEndsAfterThem(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            Promise<Integer> full = new Promise<>();
            TaskHandle<List<Integer>> whole = scheduler.submit(Tasks.mapConcurrent(upTo(100), 3, item -> {
                if (item == 2) full.succeed(1);
                return waiting(item);
            }));
            TaskHandle<List<String>> canceller = scheduler.submit(worker -> {
                if (!full.isDone()) return Step.await(full);
                whole.cancel();
                return whole.isDone() ? Step.done(List.copyOf(log)) : Step.await(whole);
            });
            assertTrue(canceller.join().size() >= 2); // the third may not have been submitted
            assertThrows(CancellationException.class, whole::join);
        }
    }

    @Test
    void aThousandInFlightThatFailAtOnceAreCancelledOnce() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build()) {
            AtomicInteger cancels = new AtomicInteger();
            Promise<Integer> gate = new Promise<>();
            TaskHandle<List<Integer>> whole = scheduler.submit(Tasks.mapConcurrent(upTo(1_000), 1_000, item -> {
                return new Task<Integer>() {
                    @Override
                    public Step<Integer> step(Worker worker) throws Exception {
                        if (!gate.isDone()) return Step.await(gate);
                        throw new IOException("all");
                    }

                    @Override
                    public Step<?> onCancel(Worker worker) {
                        cancels.incrementAndGet();
                        return Step.done();
                    }
                };
            }));
            scheduler.runUntilIdle();
            gate.succeed(1);
            scheduler.runUntilIdle();
            assertThrows(TaskFailedException.class, whole::result);
            assertEquals(0, cancels.get());
            ticker.advance(Duration.ofSeconds(2));
        }
    }

    @Test
    void badArgumentsAreNamed() {
        assertEquals(
                "max is less than one: 0",
                assertThrows(IllegalArgumentException.class, () -> Tasks.mapConcurrent(upTo(1), 0, this::work))
                        .getMessage());
    }
}
