package dev.secretariat.loops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small versions of what went wrong in other libraries' loops and sorts; see docs/bugs-of-other-pools.md. */
class BugsOfOtherLoopsTest {
    private static final int SEEDS = 100;

    private int forks;

    /** So often help comes: without an end, a range of all numbers would be divided into single ones. */
    private static final int MAX_HELP = 60;

    /** Runs a check with help that comes at random. */
    private void sweep(long nanosPerLook, Check check) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int[] left = {MAX_HELP};
            LoneWorker worker = new LoneWorker(() -> left[0] > 0 && random.nextBoolean() && left[0]-- > 0, nanosPerLook)
                    .withThief(() -> random.nextInt(3) == 0);
            check.run(worker, random, "seed " + seed);
            assertEquals(0, worker.pending(), "seed " + seed);
            forks += worker.forks;
        }
        assertTrue(forks > SEEDS / 2, "hardly ever divided");
    }

    private interface Check {
        void run(LoneWorker worker, Random random, String seed);
    }

    // ---- Indices ----

    /** The length of the range, or what comes after its end, is no int, or no long. */
    @ParameterizedTest
    @CsvSource({
        "-2147483648, 2147483647",
        "-1, 2147483647",
        "-9223372036854775808, -9223372035854775808",
        "9223372035854775807, 9223372036854775807",
        "-4611686018427387904, -4611684918915760128"
    })
    void aRangeAtTheEndOfTheNumbersIsMetOnce_corefx40201(long from, long to) {
        sweep(700, (worker, random, seed) -> {
            String ranges = Loops.mapReduceBlocks(
                    worker, from, to, "", (low, high) -> low + " " + high, (left, right) -> joined(left, right));
            assertEquals(from + " " + to, ranges, seed);
            long last = Loops.mapReduceBlocks(worker, to - 1, to, 0L, (low, high) -> high - low, Long::sum);
            assertEquals(1, last, seed);
        });
    }

    /** Two ranges, each told by its ends, of which the second begins where the first ends. */
    private static String joined(String left, String right) {
        String[] first = left.split(" ", -1);
        String[] second = right.split(" ", -1);
        assertEquals(first[1], second[0]);
        return first[0] + " " + second[1];
    }

    @Test
    void theLastIndexOfAllEndsTheLoop_DotMP115() {
        sweep(20_000, (worker, random, seed) -> {
            List<Long> met = new ArrayList<>();
            Loops.forEachLong(worker, Long.MAX_VALUE - 30, Long.MAX_VALUE, met::add);
            Loops.forEach(worker, Integer.MAX_VALUE - 30, Integer.MAX_VALUE, i -> met.add((long) i));
            assertEquals(60, met.stream().distinct().count(), seed);
            assertEquals(60, met.size(), seed);
        });
    }

    /** As long as a range can be: it is begun, and can be cancelled. */
    @Test
    void theLongestRangeIsBegunAndCanBeCancelled_DotMP115() {
        sweep(700, (worker, random, seed) -> {
            long[] met = {0};
            worker.cancelledAfter(50);
            assertThrows(
                    CancellationException.class,
                    () -> Loops.forEachBlock(worker, 0, Long.MAX_VALUE, (low, high) -> {
                        assertTrue(low >= 0 && high > low, seed);
                        met[0] += high - low;
                    }));
            assertTrue(met[0] > 0, seed);
        });
    }

    /** An array of that length would need gigabytes; the kernel sees only what is asked of it. */
    @ParameterizedTest
    @CsvSource({"2147483647", "2147483584", "2147475457", "1073741825"})
    void theLongestArraysHaveEachSumOnce_toolkit1188(int length) {
        sweep(700, (worker, random, seed) -> {
            long[] made = {0};
            PrefixKernel<int[]> kernel = new PrefixKernel<>() {
                @Override
                public void scan(int[] array, int from, int to) {
                    assertTrue(0 < from && from <= to && to <= length, seed);
                    made[0] += to - from;
                }

                @Override
                public void fold(int[] array, int from, int to) {
                    assertTrue(0 < from && from < to && to <= length, seed);
                }

                @Override
                public void combine(int[] array, int left, int at) {
                    assertTrue(0 <= left && left < at && at < length, seed);
                    made[0]++;
                }
            };
            Prefix.run(worker, kernel, new int[0], length, Prefix.MIN_PIECE);
            assertEquals(length - 1L, made[0], seed);
        });
    }

    /** As above: whatever it is asked, this kernel says that half of the elements are less. */
    private static final class HalvingKernel extends PartitionKernel<int[]> {
        private final int length;
        private final Random random;
        private long sorted;

        HalvingKernel(int length, Random random) {
            this.length = length;
            this.random = random;
        }

        private void check(int from, int to) {
            assertTrue(0 <= from && from <= to && to <= length, from + " to " + to);
        }

        @Override
        void sort(int[] array, int from, int to) {
            check(from, to);
            if (array.length == 0) sorted += to - from;
        }

        @Override
        int[] samples(int[] array, int from, int to, int count) {
            check(from, to);
            return new int[count];
        }

        @Override
        boolean isLess(int[] array, int one, int other) {
            return random.nextBoolean();
        }

        @Override
        int partition(int[] array, int cut, int at, int end, int[] samples, int pivot) {
            check(cut, at);
            check(at, end);
            return cut + (end - at) / 2;
        }

        @Override
        void swap(int[] array, int one, int other, int count) {
            check(one, other);
            assertTrue(count >= 0 && one <= other - count && other <= length - count);
        }
    }

    @ParameterizedTest
    @CsvSource({"2147483647", "2147483584", "1073741825"})
    void theLongestArraysAreSortedPieceByPiece_toolkit1188(int length) {
        sweep(700, (worker, random, seed) -> {
            HalvingKernel kernel = new HalvingKernel(length, random);
            QuickSort.run(worker, kernel, new int[0], length, 1 << 22);
            assertEquals(length, kernel.sorted, seed);
        });
    }

    // ---- Results ----

    /** What an empty range results in is no part of any other result, however often that is divided. */
    @Test
    void theResultOfAnEmptyRangeIsNotCountedForEachPart_domainslib33() {
        sweep(20_000, (worker, random, seed) -> {
            int size = random.nextInt(60);
            long sum = size == 0 ? 10 : size * (size - 1L) / 2;
            assertEquals(sum, Loops.reduce(worker, 0, size, 10, i -> i, Long::sum), seed);
            assertEquals(sum, Loops.mapReduce(worker, 0, size, 10L, i -> i, Long::sum), seed);
            assertEquals(sum, Loops.mapReduceBlocks(worker, 0, size, 10L, (low, high) -> sum(low, high), Long::sum));
            assertEquals((double) sum, Loops.reduceToDouble(worker, 0, size, 10, i -> i, Double::sum), seed);
        });
    }

    private static long sum(long low, long high) {
        long sum = 0;
        for (long i = low; i < high; i++) sum += i;
        return sum;
    }

    private record Item(int key, int place) {}

    /** Where all are equal, each piece is in order already, and each merge seems to have nothing to do. */
    @Test
    void elementsThatAreAllEqualKeepTheirOrder_jdk27411() {
        sweep(20_000, (worker, random, seed) -> {
            int size = random.nextInt(700);
            int keys = 1 + random.nextInt(2);
            Item[] items = IntStream.range(0, size)
                    .mapToObj(i -> new Item(i * keys / Math.max(1, size), i))
                    .toArray(Item[]::new);
            Item[] known = items.clone();
            MergeSort.run(worker, items, Comparator.comparingInt(Item::key), 2);
            assertArrayEquals(known, items, seed);
        });
    }

    /** A comparator that is no order may be refused, but what comes back holds each element once. */
    @Test
    void aComparatorThatIsNoOrderLosesNothing_rayon1308() {
        int[] refused = {0};
        sweep(20_000, (worker, random, seed) -> {
            Integer[] numbers = IntStream.range(0, random.nextInt(400)).boxed().toArray(Integer[]::new);
            Integer[] known = numbers.clone();
            int what = random.nextInt(3);
            Comparator<Integer> none = (one, other) -> switch (what) {
                case 0 -> random.nextInt(3) - 1;
                case 1 -> 1;
                default -> (one - other) % 3;
            };
            try {
                MergeSort.run(worker, numbers, none, 2);
            } catch (IllegalArgumentException noOrder) {
                refused[0]++;
                return;
            }
            Arrays.sort(numbers);
            assertArrayEquals(known, numbers, seed);
        });
        assertTrue(refused[0] < SEEDS / 2, refused[0] + " refused");
    }

    // ---- Failures ----

    /** One that is made once and thrown by all, as a JVM throws when it has no memory: in loops within loops. */
    @Test
    void partsThatThrowTheSameInstanceThrowIt_scala10276() {
        Error constant = new Error("constant", null, false, false) {
            private static final long serialVersionUID = 1;
        };
        sweep(20_000, (worker, random, seed) -> {
            int good = random.nextInt(100);
            int[] left = {good};
            Error thrown = assertThrows(
                    Error.class,
                    () -> Loops.forEach(
                            worker,
                            0,
                            30,
                            i -> Loops.forEach(worker, 0, 30, j -> {
                                if (--left[0] < 0) throw constant;
                            })));
            assertSame(constant, thrown, seed);
            assertEquals(900, Loops.sum(worker, 0, 900, i -> 1), seed);
        });
    }
}
