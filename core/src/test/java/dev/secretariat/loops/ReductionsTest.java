package dev.secretariat.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reductions beside the plain loops, for ranges of any size. */
class ReductionsTest {
    @Test
    void onOneThread() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            for (int size : new int[] {0, 1, 2, 1_000}) check(scheduler, size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 100, 10_000, 300_000})
    void onManyWorkers(int size) throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(3).start()) {
            check(scheduler, size);
        }
    }

    private static void check(Scheduler scheduler, int size) throws Exception {
        Task<Void> task = worker -> {
            // Halves and whole numbers of this size are exact, so the order of additions does not matter.
            double sum = LongStream.range(0, size).mapToDouble(i -> i / 2.0).sum();
            assertEquals(sum, Loops.sumToDouble(worker, 0, size, i -> i / 2.0));
            double most = LongStream.range(0, size)
                    .mapToDouble(ReductionsTest::mixed)
                    .max()
                    .orElse(-1);
            assertEquals(most, Loops.reduceToDouble(worker, 0, size, -1, ReductionsTest::mixed, Math::max));
            long least =
                    LongStream.range(0, size).map(i -> (long) mixed(i)).min().orElse(Long.MAX_VALUE);
            assertEquals(least, Loops.reduce(worker, 0, size, Long.MAX_VALUE, i -> (long) mixed(i), Math::min));
            String text =
                    Loops.mapReduceBlocks(worker, 0, Math.min(size, 500), "", ReductionsTest::digits, String::concat);
            assertEquals(digits(0, Math.min(size, 500)), text);
            return Step.done();
        };
        scheduler.submit(task).join();
    }

    /** The numbers of the range, one after the other: a block that was left out or came twice would be seen. */
    private static String digits(long from, long to) {
        StringBuilder text = new StringBuilder();
        for (long i = from; i < to; i++) text.append(i).append(' ');
        return text.toString();
    }

    private static double mixed(long i) {
        return (double) ((i * 0x9E3779B97F4A7C15L) >>> 40);
    }
}
