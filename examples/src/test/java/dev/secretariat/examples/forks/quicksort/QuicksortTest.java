package dev.secretariat.examples.forks.quicksort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.examples.forks.EveryWay;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuicksortTest {
    private static final int LONG = 20 * ForkJoinSort.CUT_OFF + 7;

    private final SplittableRandom random = new SplittableRandom(1);

    private static void assertSorts(int... numbers) throws InterruptedException {
        int[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int[] before = numbers.clone();
        EveryWay.assertResult(sorted, new Quicksort(numbers));
        assertArrayEquals(before, numbers, "each run needs the numbers as they were");
    }

    @Test
    void fewNumbersAreSorted() throws Exception {
        assertSorts();
        assertSorts(1);
        assertSorts(2, 1);
        assertSorts(3, 1, 2);
        assertSorts(Integer.MAX_VALUE, 0, Integer.MIN_VALUE, -1, Integer.MAX_VALUE);
    }

    @Test
    void randomNumbersAreSorted() throws Exception {
        for (int length = ForkJoinSort.CUT_OFF - 1; length <= ForkJoinSort.CUT_OFF + 1; length++) {
            assertSorts(random.ints(length).toArray());
        }
        assertSorts(random.ints(LONG).toArray());
        assertSorts(random.ints(LONG, 0, 5).toArray());
    }

    @Test
    void numbersThatAreInSomeOrderAlreadyAreSortedWithoutADeepRecursion() throws Exception {
        int many = 1_000_000; // a recursion as deep as this would overflow the stack
        assertSorts(IntStream.range(0, many).toArray());
        assertSorts(IntStream.range(0, many).map(i -> -i).toArray());
        assertSorts(new int[many]);
    }

    @Test
    void bothPartsHaveNumbersAndTheSmallerOnesComeFirst() {
        for (int round = 0; round < 20_000; round++) {
            int length = random.nextInt(2, 9);
            int[] numbers = random.ints(length + 2, 0, random.nextInt(1, 9)).toArray();
            int[] divided = numbers.clone();
            int middle = Partition.divide(divided, 1, 1 + length);
            String message = Arrays.toString(numbers) + " -> " + Arrays.toString(divided) + " at " + middle;
            assertTrue(1 < middle && middle < 1 + length, message);
            int greatest = Arrays.stream(divided, 1, middle).max().orElseThrow();
            int smallest = Arrays.stream(divided, middle, 1 + length).min().orElseThrow();
            assertTrue(greatest <= smallest, message);
            assertEquals(numbers[0], divided[0], message);
            assertEquals(numbers[length + 1], divided[length + 1], message);
            Arrays.sort(numbers, 1, 1 + length);
            Arrays.sort(divided, 1, 1 + length);
            assertArrayEquals(numbers, divided, message);
        }
    }
}
