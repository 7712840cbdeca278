package dev.secretariat.loops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Loops, sorts and prefix sums, divided at random places on one thread: the seed says where. */
class SplitTest {
    private static final int SEEDS = 300;

    private int forks;

    /** Runs a check for many sizes, seeds, and ways of dividing. */
    private void sweep(Consumer<Case> check) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int size = seed < 4 ? seed : random.nextInt(seed % 3 == 0 ? 3000 : 40);
            int oftenness = 1 + random.nextInt(4);
            long nanos = random.nextBoolean() ? 20_000 : 700;
            LoneWorker worker =
                    new LoneWorker(() -> random.nextInt(oftenness) == 0, nanos).withThief(() -> random.nextInt(3) == 0);
            check.accept(new Case(worker, size, random, "seed " + seed));
            assertEquals(0, worker.pending(), "seed " + seed);
            assertFalse(worker.left, "seed " + seed);
            forks += worker.forks;
        }
        assertTrue(forks > SEEDS / 2, "hardly ever divided");
    }

    private record Case(LoneWorker worker, int size, Random random, String seed) {}

    private record Item(int key, int place) {}

    private static final Comparator<Item> BY_KEY = Comparator.comparingInt(Item::key);

    @Test
    void aLoopMeetsEachIndexOnce() {
        sweep(one -> {
            int[] met = new int[one.size];
            Loops.forEach(one.worker, 0, one.size, i -> met[i]++);
            assertTrue(Arrays.stream(met).allMatch(count -> count == 1), one.seed);
        });
    }

    @Test
    void aReductionGoesFromLeftToRight() {
        sweep(one -> {
            StringBuilder known = new StringBuilder();
            for (int i = 0; i < one.size; i++) known.append(i).append(' ');
            String joined = Loops.mapReduce(one.worker, 0, one.size, "", i -> i + " ", String::concat);
            assertEquals(known.toString(), joined, one.seed);
            long sum = Loops.sum(one.worker, 0, one.size, i -> i * i);
            assertEquals(LongStream.range(0, one.size).map(i -> i * i).sum(), sum, one.seed);
        });
    }

    @Test
    void aCollectionGoesFromLeftToRightAndHasAContainerForEachPart() {
        sweep(one -> {
            List<Integer> known = IntStream.range(0, one.size).boxed().toList();
            int[] containers = {0};
            List<Integer> collected = Loops.<Integer, List<Integer>>collect(
                    one.worker,
                    known,
                    () -> {
                        containers[0]++;
                        return new ArrayList<>();
                    },
                    List::add,
                    (left, right) -> {
                        left.addAll(right);
                        return left;
                    });
            assertEquals(known, collected, one.seed);
            assertEquals(one.worker.forks + 1, containers[0], one.seed);
        });
    }

    @Test
    void numbersAreSortedAsByArraysSort() {
        sweep(one -> {
            int bound = one.random.nextBoolean() ? 10 : Integer.MAX_VALUE;
            int[] ints = one.random.ints(one.size, -bound, bound).toArray();
            int[] sortedInts = ints.clone();
            Arrays.sort(sortedInts);
            QuickSort.run(one.worker, IntKernel.INSTANCE, ints, one.size, 2);
            assertArrayEquals(sortedInts, ints, one.seed);

            long[] longs = one.random.longs(one.size, -bound, bound).toArray();
            long[] sortedLongs = longs.clone();
            Arrays.sort(sortedLongs);
            QuickSort.run(one.worker, LongKernel.INSTANCE, longs, one.size, 2);
            assertArrayEquals(sortedLongs, longs, one.seed);

            double[] odd = {0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, 1, Double.MIN_VALUE};
            double[] doubles = one.random
                    .ints(one.size, 0, odd.length)
                    .mapToDouble(i -> odd[i])
                    .toArray();
            double[] sortedDoubles = doubles.clone();
            Arrays.sort(sortedDoubles);
            QuickSort.run(one.worker, DoubleKernel.INSTANCE, doubles, one.size, 2);
            assertArrayEquals(sortedDoubles, doubles, one.seed);
        });
    }

    /** Orders that a quicksort may be slow at, or that it may not come to an end with. */
    @Test
    void numbersInAnyOrderAreSorted() {
        sweep(one -> {
            int size = one.size;
            int period = 1 + one.random.nextInt(20);
            List<IntUnaryOperator> orders = List.of(
                    i -> 7,
                    i -> i,
                    i -> -i,
                    i -> Math.min(i, size - i),
                    i -> i % period,
                    i -> i / period,
                    i -> i == period ? -1 : 1,
                    i -> i % Math.max(1, size / 15) == 0 ? i : size + i);
            int[] numbers = IntStream.range(0, size)
                    .map(orders.get(one.random.nextInt(orders.size())))
                    .toArray();
            int[] known = numbers.clone();
            Arrays.sort(known);
            Integer[] objects = Arrays.stream(numbers).boxed().toArray(Integer[]::new);
            QuickSort.run(one.worker, IntKernel.INSTANCE, numbers, size, 2);
            assertArrayEquals(known, numbers, one.seed);
            MergeSort.run(one.worker, objects, Comparator.naturalOrder(), 2);
            assertArrayEquals(known, Arrays.stream(objects).mapToInt(i -> i).toArray(), one.seed);
        });
    }

    /** The JDK's sort sees what is in order; whoever divides that has more to do than they who do not. */
    @Test
    void numbersInAFewRunsAreNotDivided() {
        for (IntUnaryOperator order :
                List.<IntUnaryOperator>of(i -> i, i -> -i, i -> 7, i -> i % 700, i -> i < 900 ? i : -i)) {
            int[] numbers = IntStream.range(0, 3_000).map(order).toArray();
            LoneWorker worker = new LoneWorker(() -> true, 700);
            QuickSort.run(worker, IntKernel.INSTANCE, numbers, numbers.length, 2);
            assertEquals(0, worker.forks);
            int[] random = new Random(1).ints(3_000).toArray();
            QuickSort.run(worker, IntKernel.INSTANCE, random, random.length, 2);
            assertTrue(worker.forks > 0);
        }
    }

    @Test
    void equalElementsKeepTheirOrder() {
        sweep(one -> {
            Item[] items = new Item[one.size];
            for (int i = 0; i < one.size; i++) items[i] = new Item(one.random.nextInt(8), i);
            Item[] known = items.clone();
            Arrays.sort(known, BY_KEY);
            List<Item> list = new ArrayList<>(List.of(items));
            MergeSort.run(one.worker, items, BY_KEY, 2);
            assertArrayEquals(known, items, one.seed);
            SortedList.sort(one.worker, list, BY_KEY, 2);
            assertEquals(List.of(known), list, one.seed);
        });
    }

    @Test
    void prefixSumsAreThoseOfThePlainPass() {
        sweep(one -> {
            String[] words = new String[one.size];
            for (int i = 0; i < one.size; i++) words[i] = Character.toString('a' + one.random.nextInt(26));
            String[] known = words.clone();
            Arrays.parallelPrefix(known, String::concat);
            Prefix.run(one.worker, new ObjectPrefix<>(String::concat), words, one.size, 1);
            assertArrayEquals(known, words, one.seed);

            int[] ints = one.random.ints(one.size).toArray();
            long[] longs = Arrays.stream(ints).asLongStream().toArray();
            double[] doubles = Arrays.stream(ints).asDoubleStream().toArray();
            int[] intSums = ints.clone();
            long[] longSums = longs.clone();
            double[] doubleSums = doubles.clone();
            Arrays.parallelPrefix(intSums, Integer::sum);
            Arrays.parallelPrefix(longSums, Long::sum);
            Arrays.parallelPrefix(doubleSums, Math::max);
            Prefix.run(one.worker, new IntPrefix(Integer::sum), ints, one.size, 1);
            Prefix.run(one.worker, new LongPrefix(Long::sum), longs, one.size, 1);
            Prefix.run(one.worker, new DoublePrefix(Math::max), doubles, one.size, 1);
            assertArrayEquals(intSums, ints, one.seed);
            assertArrayEquals(longSums, longs, one.seed);
            assertArrayEquals(doubleSums, doubles, one.seed);
        });
    }

    /** Each of the calls, with something that fails after a while. */
    private static void fail(Case one, Runnable body) {
        int size = one.size + 20;
        switch (one.random.nextInt(4)) {
            case 0 -> Loops.forEach(one.worker, 0, size, i -> body.run());
            case 1 -> {
                Integer[] numbers = one.random.ints(size).boxed().toArray(Integer[]::new);
                Comparator<Integer> comparator = (left, right) -> {
                    body.run();
                    return left.compareTo(right);
                };
                MergeSort.run(one.worker, numbers, comparator, 2);
            }
            case 2 ->
                Loops.mapReduce(one.worker, 0, size, "", i -> "", (left, right) -> {
                    body.run();
                    return left + right;
                });
            default -> {
                long[] numbers = one.random.longs(size).toArray();
                LongPrefix adding = new LongPrefix((left, right) -> {
                    body.run();
                    return left + right;
                });
                Prefix.run(one.worker, adding, numbers, size, 1);
            }
        }
    }

    @Test
    void aFailureLeavesAsThrownAndNothingPending() {
        sweep(one -> {
            IllegalStateException planned = new IllegalStateException(one.seed);
            int[] left = {one.random.nextInt(one.size / 2 + 10)};
            Throwable thrown = assertThrows(
                    Throwable.class,
                    () -> fail(one, () -> {
                        if (--left[0] < 0) throw planned;
                    }));
            assertSame(planned, thrown, one.seed);
        });
    }

    @Test
    void required_L2_aRequestToCancelDoesNotHideAFailure() {
        int[] both = {0};
        sweep(one -> {
            IllegalStateException planned = new IllegalStateException(one.seed);
            boolean[] failed = {false};
            boolean atOnce = one.random.nextBoolean();
            int[] left = {one.random.nextInt(one.size / 2 + 10)};
            if (!atOnce) one.worker.cancelledAfter(one.random.nextInt(16));
            try {
                fail(one, () -> {
                    if (--left[0] >= 0) return;
                    failed[0] = true;
                    if (atOnce) one.worker.cancelledAfter(0);
                    throw planned;
                });
            } catch (CancellationException asked) {
                assertFalse(failed[0], one.seed);
            } catch (IllegalStateException thrown) {
                assertSame(planned, thrown, one.seed);
                if (Arrays.stream(planned.getSuppressed()).anyMatch(CancellationException.class::isInstance)) both[0]++;
            }
        });
        assertTrue(both[0] > SEEDS / 20, both[0] + " only");
    }

    @Test
    void aRequestToCancelEndsTheCall() {
        int[] cancelled = {0};
        sweep(one -> {
            one.worker.cancelledAfter(one.seed.hashCode() & 15);
            try {
                fail(one, () -> {});
                assertTrue(one.worker.hasCheckpointsLeft(), one.seed);
            } catch (CancellationException asked) {
                assertFalse(one.worker.hasCheckpointsLeft(), one.seed);
                cancelled[0]++;
            }
        });
        assertTrue(cancelled[0] > SEEDS / 2, cancelled[0] + " only");
    }

    @Test
    void required_L4_withoutHelpNothingIsForked() {
        LoneWorker alone = new LoneWorker(() -> false, 20_000);
        Case one = new Case(alone, 100_000, new Random(1), "");
        for (int i = 0; i < 20; i++) fail(one, () -> {});
        assertEquals(0, alone.forks);
    }
}
