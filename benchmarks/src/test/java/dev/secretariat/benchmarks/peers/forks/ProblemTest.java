package dev.secretariat.benchmarks.peers.forks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checks see what is wrong, and the parts that kernels share do what they say. */
class ProblemTest {
    private static final class Miscounting extends Counting {
        private final long answer;

        Miscounting(long answer) {
            super(42);
            this.answer = answer;
        }

        @Override
        long count(Worker worker) {
            return answer;
        }

        @Override
        long count(Peer peer) {
            return answer;
        }
    }

    private static final class Missorting extends Sorting {
        Missorting() {
            super(10);
        }

        @Override
        void solve(Worker worker) {}
    }

    @Test
    void anotherCountIsWrong() {
        Problem right = new Miscounting(42);
        right.solve(Peer.FJP);
        assertDoesNotThrow(right::check);
        Problem wrong = new Miscounting(43);
        wrong.solve(Peer.FJP);
        String message = assertThrows(WrongAnswerException.class, wrong::check).getMessage();
        assertTrue(message.contains("43") && message.contains("42"), message);
    }

    @Test
    void numbersOutOfOrderAreWrong() {
        Sorting problem = new Missorting();
        problem.prepare();
        Arrays.sort(problem.array());
        assertDoesNotThrow(problem::check);
        int[] array = problem.array();
        int last = array[9];
        array[9] = array[8];
        array[8] = last;
        assertThrows(WrongAnswerException.class, problem::check);
    }

    @Test
    void otherNumbersInOrderAreWrong() {
        Sorting problem = new Missorting();
        problem.prepare();
        Arrays.fill(problem.array(), 7);
        assertThrows(WrongAnswerException.class, problem::check);
    }

    @Test
    void aPartitionDividesAroundItsPivot() {
        Random random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            int[] array = random.ints(3 + round % 20, 0, 8).toArray();
            int middle = Quicksort.partition(array, 0, array.length);
            assertTrue(0 < middle && middle < array.length, () -> Arrays.toString(array));
            int greatest = Arrays.stream(array, 0, middle).max().orElseThrow();
            int least = Arrays.stream(array, middle, array.length).min().orElseThrow();
            assertTrue(greatest <= least, () -> Arrays.toString(array) + " at " + middle);
        }
    }

    @Test
    void theTwoPartsOfAMergeMakeTheWhole() {
        Random random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            int[] source = random.ints(2 + round % 30, 0, 8).toArray();
            int middle = 1 + random.nextInt(source.length - 1);
            Arrays.sort(source, 0, middle);
            Arrays.sort(source, middle, source.length);
            int[] target = new int[source.length];
            Merge merge = new Merge(source, 0, middle, middle, source.length, target, 0);
            merge.firstPart().run();
            merge.secondPart().run();
            Arrays.sort(source);
            assertArrayEquals(source, target);
        }
    }
}
