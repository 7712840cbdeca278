package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Fork;
import dev.secretariat.ForkAction;
import dev.secretariat.LongFork;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.loops.Loops;
import dev.secretariat.loops.PrefixSums;
import dev.secretariat.loops.Sorting;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/forks-and-loops.md. */
@Timeout(60)
class ForksGuideTest {
    private final Scheduler scheduler = ParallelScheduler.builder().workers(2).start();

    @AfterEach
    void close() {
        scheduler.close();
    }

    private void inAStep(ForkAction work) throws InterruptedException {
        scheduler
                .submit(worker -> {
                    work.run(worker);
                    return Step.done();
                })
                .join();
    }

    private static int fib(Worker worker, int n) throws Exception {
        if (n < 2) return n;
        Fork<Integer> left = worker.fork(w -> fib(w, n - 1)); // w: the worker that runs it
        int right = fib(worker, n - 2);
        return worker.join(left) + right; // run here now, unless somebody has taken it
    }

    private static long fibLong(Worker worker, long n) throws Exception {
        if (n < 2) return n;
        LongFork left = worker.fork(ForksGuideTest::fibLong, n - 1); // captures nothing: nothing to allocate
        long right = fibLong(worker, n - 2);
        return worker.join(left) + right;
    }

    private static long fibAsking(Worker worker, long n) throws Exception {
        if (n < 2) return n;
        if (!worker.isForkWorthwhile()) return fibAsking(worker, n - 1) + fibAsking(worker, n - 2);
        LongFork left = worker.fork(ForksGuideTest::fibAsking, n - 1);
        long right = fibAsking(worker, n - 2);
        return worker.join(left) + right;
    }

    /** Argument and result in fields: no lambda, no boxed result. */
    private static final class TreeSum extends Fork<Void> {
        private final int depth;
        int sum;

        TreeSum(int depth) {
            this.depth = depth;
        }

        @Override
        public Void run(Worker worker) throws Exception {
            sum = 1;
            if (depth == 0) return null;
            TreeSum left = new TreeSum(depth - 1);
            TreeSum right = new TreeSum(depth - 1);
            worker.fork(left);
            right.run(worker);
            worker.join(left);
            sum += left.sum + right.sum;
            return null;
        }
    }

    @Test
    void forksComputeTheSame() throws InterruptedException {
        inAStep(worker -> {
            assertEquals(6765, fib(worker, 20));
            assertEquals(6765, fibLong(worker, 20));
            assertEquals(6765, fibAsking(worker, 20));
            TreeSum tree = new TreeSum(10);
            tree.run(worker);
            assertEquals(2047, tree.sum);
        });
    }

    @Test
    void aStepHandsItsWorkerOn() throws InterruptedException {
        TaskHandle<Integer> fib = scheduler.submit("fib", worker -> Step.done(fib(worker, 20)));
        TaskHandle<Long> sum = scheduler.submit("sum", worker -> Step.done(Loops.sum(worker, 0, 100, i -> i)));
        assertEquals(6765, fib.join());
        assertEquals(4950, sum.join());
    }

    private static int shade(int pixel) {
        return pixel % 3;
    }

    @Test
    void loopsShareTheirIndices() throws InterruptedException {
        int[] pixels = new int[100_000];
        long[] totals = {2, 1, 0, 3};
        String[] names = {"Grace", "Ada", "Barbara"};
        inAStep(worker -> {
            Loops.forEach(worker, 0, pixels.length, i -> pixels[i] = shade(i));
            long lit = Loops.sum(worker, 0, pixels.length, i -> pixels[(int) i] > 0 ? 1 : 0);

            Sorting.sort(worker, names, Comparator.naturalOrder());
            PrefixSums.accumulate(worker, totals, Long::sum); // 2, 3, 3, 6

            assertEquals(66_666, lit);
        });
        assertArrayEquals(new String[] {"Ada", "Barbara", "Grace"}, names);
        assertArrayEquals(new long[] {2, 3, 3, 6}, totals);
    }

    @Test
    void aCollectionHasAContainerForEachHelper() throws InterruptedException {
        List<String> words = List.of("desk", "phone", "desk");
        inAStep(worker -> {
            Map<String, Integer> counts = Loops.collect(
                    worker, words, HashMap::new, (table, word) -> table.merge(word, 1, Integer::sum), (left, right) -> {
                        right.forEach((word, count) -> left.merge(word, count, Integer::sum));
                        return left;
                    });

            assertEquals(Map.of("desk", 2, "phone", 1), counts);
        });
    }
}
