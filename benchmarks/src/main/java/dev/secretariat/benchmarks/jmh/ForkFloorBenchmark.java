package dev.secretariat.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What must be paid for forks and short loops on one worker, as {@link FloorBenchmark} does for tasks: the plain recursion, and with it
 * what a question, or a fork, cannot do without where nobody is there to share. The time is that of {@code fib(30)}, or of loops that run
 * through a million indices.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ForkFloorBenchmark {
    private static final int N = 30;
    private static final int INDICES = 1_000_000;
    private static final int LOOP = 250;
    private static final int DEPTH = 256;

    /** In fields, as they are in the benchmark of loops: the JIT compiler makes a multiplication of a division by a constant. */
    private final long firstDivisor = Long.parseLong("1000003");

    private final long secondDivisor = Long.parseLong("8191");

    private final Forks forks = new Forks();

    /** What a worker has of its forks. */
    private static final class Forks {
        final @Nullable Fib[] slots = new Fib[DEPTH];
        int top;

        /** Where questions are answered by yes, or a fork is shown to others: others write it. */
        volatile int limit;
    }

    /** A fork with its field and its result. */
    private static final class Fib {
        final int n;
        long result;

        Fib(int n) {
            this.n = n;
        }
    }

    /** Nothing but calls. */
    @Benchmark
    public long plain() {
        return plain(N);
    }

    private static long plain(int n) {
        return n < 2 ? n : plain(n - 1) + plain(n - 2);
    }

    /** One more parameter, and one compare with a constant: less than that is no question. */
    @Benchmark
    public long askedOfAParameter() {
        return parameter(N, 1);
    }

    private static long parameter(int n, int open) {
        if (n < 2) return n;
        if (open > 0) return parameter(n - 1, open) + parameter(n - 2, open);
        return parameter(n - 2, open + 1);
    }

    /** One more parameter, and a compare of two fields, one of which others write. */
    @Benchmark
    public long asked() {
        forks.top = 1;
        forks.limit = 1;
        return asking(forks, N);
    }

    private static long asking(Forks forks, int n) {
        if (n < 2) return n;
        if (forks.top >= forks.limit) return asking(forks, n - 1) + asking(forks, n - 2);
        return forked(forks, n);
    }

    /** Each node makes a fork, puts it where it could be shown to others, and takes it from there: no atomic operation. */
    @Benchmark
    public long forked() {
        forks.top = 0;
        forks.limit = DEPTH;
        return forked(forks, N);
    }

    private static long forked(Forks forks, int n) {
        if (n < 2) return n;
        Fib left = new Fib(n - 1);
        int at = forks.top;
        if (at >= forks.limit) throw new AssertionError("nobody asks");
        forks.slots[at] = left;
        forks.top = at + 1;
        long right = forked(forks, n - 2);
        if (at >= forks.limit || forks.slots[at] != left) throw new AssertionError("nobody else is here");
        forks.slots[at] = null;
        forks.top = at;
        left.result = forked(forks, left.n);
        return left.result + right;
    }

    /** A loop after the other, of a microsecond each. */
    @Benchmark
    public long loops() {
        long sum = 0;
        for (int i = 0; i < INDICES / LOOP; i++) sum += sum(i, i + LOOP);
        return sum;
    }

    /** The same in two parts, with three looks at the clock: what the first part took says whether the other is worth showing to others. */
    @Benchmark
    public long loopsTimed() {
        long sum = 0;
        for (int i = 0; i < INDICES / LOOP; i++) {
            long begin = System.nanoTime();
            sum += sum(i, i + LOOP / 8);
            long first = System.nanoTime();
            sum += sum(i + LOOP / 8, i + LOOP);
            long end = System.nanoTime();
            if (first - begin + end - first < 0) throw new AssertionError("time goes on");
        }
        return sum;
    }

    private long sum(long from, long to) {
        long sum = 0;
        for (long i = from; i < to; i++) sum += i * i % firstDivisor * 31 % secondDivisor;
        return sum;
    }
}
