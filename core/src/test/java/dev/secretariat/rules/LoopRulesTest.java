package dev.secretariat.rules;

import static dev.secretariat.rules.Steps.until;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.ForkBody;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import dev.secretariat.loops.Loops;
import dev.secretariat.loops.PrefixSums;
import dev.secretariat.loops.Sorting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC.md, rules L1 to L3. On the parallel scheduler with others there, a call begins only when they are idle. */
@ParameterizedClass
@EnumSource(Kind.class)
@Timeout(60)
class LoopRulesTest {
    private static final int SIZE = 200_000;

    @Parameter
    Kind kind;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private Scheduler scheduler;

    @BeforeEach
    void createScheduler() {
        scheduler = kind.create();
    }

    @AfterEach
    void closeScheduler() {
        scheduler.close();
    }

    private boolean hasHelp() {
        return kind == Kind.PARALLEL;
    }

    private <T> T compute(ForkBody<T> body) throws InterruptedException {
        return scheduler
                .submit(worker -> {
                    if (hasHelp()) until(worker::isHelpAvailable);
                    return Step.done(body.run(worker));
                })
                .join();
    }

    /** For a function of a call: it goes on only when two threads are at work, if there are two. */
    private void meet() {
        threads.add(Thread.currentThread());
        if (hasHelp()) until(() -> threads.size() > 1);
    }

    /** So that the rest of the loop seems worth splitting. */
    private static void takeLong() {
        for (int i = 0; i < 100_000; i++) Thread.onSpinWait();
    }

    private void assertShared() {
        assertTrue(hasHelp() ? threads.size() > 1 : threads.size() == 1, threads.toString());
    }

    @Test
    void required_L1_aReductionGoesFromLeftToRightWhoeverHelps() throws Exception {
        String known = IntStream.range(0, 2_000).mapToObj(i -> i + " ").collect(Collectors.joining());
        String joined = compute(worker -> Loops.mapReduce(
                worker,
                0,
                2_000,
                "",
                i -> {
                    if (i == 0) takeLong();
                    else meet();
                    return i + " ";
                },
                String::concat));
        assertEquals(known, joined);
        assertShared();
    }

    @Test
    void required_L1_aCollectionGoesFromLeftToRightWhoeverHelps() throws Exception {
        List<Integer> known = IntStream.range(0, 20_000).boxed().toList();
        AtomicInteger containers = new AtomicInteger();
        List<Integer> collected = compute(worker -> Loops.<Integer, List<Integer>>collect(
                worker,
                known,
                () -> {
                    containers.incrementAndGet();
                    return new ArrayList<>();
                },
                (part, element) -> {
                    if (element == 0) takeLong();
                    else meet();
                    part.add(element);
                },
                (left, right) -> {
                    left.addAll(right);
                    return left;
                }));
        assertEquals(known, collected);
        assertShared();
        if (!hasHelp()) assertEquals(1, containers.get());
    }

    @Test
    void required_L1_skewedLoopsMeetEachIndexOnce() throws Exception {
        int[] met = new int[5_000];
        compute(worker -> {
            Loops.forEach(worker, 0, met.length, i -> {
                if (i == 0) takeLong();
                else meet();
                met[i]++;
                for (int j = 0; j < (i % 1000 == 7 ? 100_000 : 1); j++) Thread.onSpinWait();
            });
            return "";
        });
        assertTrue(Arrays.stream(met).allMatch(count -> count == 1));
        assertShared();
    }

    @Test
    void required_L1_aSortIsStableWhoeverHelps() throws Exception {
        Integer[] numbers = new Random(1).ints(SIZE, 0, 1 << 20).boxed().toArray(Integer[]::new);
        Integer[] known = numbers.clone();
        Comparator<Integer> byHash = Comparator.comparingInt(number -> number >> 8);
        Arrays.sort(known, byHash);
        compute(worker -> {
            Sorting.sort(worker, numbers, (left, right) -> {
                meet();
                return byHash.compare(left, right);
            });
            return "";
        });
        assertArrayEquals(known, numbers);
        assertShared();
    }

    @Test
    void required_L1_numbersAreInTheOrderOfArraysSort() throws Exception {
        int[] numbers = new Random(2).ints(SIZE).toArray();
        int[] known = numbers.clone();
        Arrays.sort(known);
        compute(worker -> {
            Sorting.sort(worker, numbers);
            return "";
        });
        assertArrayEquals(known, numbers);
    }

    @Test
    void required_L1_prefixSumsAreThoseOfThePlainPass() throws Exception {
        long[] numbers = new Random(3).longs(SIZE).toArray();
        long[] known = numbers.clone();
        Arrays.parallelPrefix(known, Long::sum);
        compute(worker -> {
            PrefixSums.accumulate(worker, numbers, (left, right) -> {
                meet();
                return left + right;
            });
            return "";
        });
        assertArrayEquals(known, numbers);
        assertShared();
    }

    @Test
    void required_L2_aFailureLeavesAsThrownAndTheStepGoesOn() throws Exception {
        for (int bad : new int[] {0, 1, 700, 999}) {
            Exception planned = bad == 700 ? new IllegalStateException("planned") : new IOException("planned");
            AtomicInteger running = new AtomicInteger();
            int seen = compute(worker -> {
                Throwable thrown = assertThrows(
                        Exception.class,
                        () -> Loops.forEach(worker, 0, 1_000, i -> {
                            running.incrementAndGet();
                            try {
                                if (i == bad) throw Throwables.unchecked(planned);
                            } finally {
                                running.decrementAndGet();
                            }
                        }));
                assertSame(planned, thrown);
                assertEquals(0, running.get());
                Fork<Integer> fork = worker.fork(w -> 41);
                return worker.join(fork) + 1;
            });
            assertEquals(42, seen);
        }
    }

    @Test
    void required_L2_aComparatorsFailureLeavesAsThrownAndTheStepGoesOn() throws Exception {
        for (int bad : new int[] {1, 30_000, 1_000_000}) {
            Integer[] numbers = new Random(bad).ints(SIZE).boxed().toArray(Integer[]::new);
            AtomicInteger left = new AtomicInteger(bad);
            IllegalStateException planned = new IllegalStateException("planned");
            long tenth = compute(worker -> {
                Throwable thrown = assertThrows(
                        IllegalStateException.class,
                        () -> Sorting.sort(worker, numbers, (one, other) -> {
                            if (left.decrementAndGet() == 0) throw planned;
                            return one.compareTo(other);
                        }));
                assertSame(planned, thrown);
                return Loops.sum(worker, 0, 10, i -> i);
            });
            assertEquals(45, tenth);
        }
    }

    @Test
    void required_L3_aRequestToCancelEndsTheCall() {
        TaskHandle<Void> loop = scheduler.submit(worker -> {
            Loops.forEach(worker, 0, Integer.MAX_VALUE, i -> {
                if (i == 0) worker.task().cancel(); // the first block is the caller's
            });
            return Step.done();
        });
        assertThrows(CancellationException.class, loop::join);
        TaskHandle<Void> oneBlock = scheduler.submit(worker -> {
            worker.task().cancel();
            Loops.forEach(worker, 0, 1, i -> {});
            return Step.done();
        });
        assertThrows(CancellationException.class, oneBlock::join);
        TaskHandle<Void> sort = scheduler.submit(worker -> {
            worker.task().cancel();
            Sorting.sort(worker, new int[10]);
            return Step.done();
        });
        assertThrows(CancellationException.class, sort::join);
        TaskHandle<Void> sums = scheduler.submit(worker -> {
            worker.task().cancel();
            PrefixSums.accumulate(worker, new long[10], Long::sum);
            return Step.done();
        });
        assertThrows(CancellationException.class, sums::join);
    }

    @Test
    void required_W1_anOldWorkerRunsNoLoop() throws InterruptedException {
        Worker old = scheduler.submit(worker -> Step.done(worker)).join();
        List<Integer> run = new ArrayList<>();
        assertThrows(IllegalStateException.class, () -> Loops.forEach(old, 0, 1, run::add));
        assertThrows(IllegalStateException.class, () -> Loops.forEach(old, 0, 0, run::add));
        assertEquals(List.of(), run);
    }
}
