package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.peers.forks.Computation;
import dev.secretariat.benchmarks.peers.forks.Kernel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Computations that divide and conquer, one after the other; the time is that of a whole one, from the
 * thread that hands it in until it has the answer. A wrong answer fails the benchmark.
 *
 * <p>A computation takes milliseconds to seconds, so the clock readings around each do no harm.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ForkBenchmark {
    @Param("fib")
    public String kernel = "";

    /** What it means depends on the kernel: see {@link Kernel}. */
    @Param("30")
    public int size;

    /** Not all of them take part in each kernel. */
    @Param({"secretariat", "secretariat-asking", "sequential", "fjp-action", "fjp-surplus"})
    public String peer = "";

    /** How many workers each pool has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private Computation computation;

    @Setup
    public void open() {
        computation = Computation.open(Kernel.of(kernel), size, Peer.of(peer), Processors.orAll(workers));
    }

    @Setup(Level.Invocation)
    public void prepare() {
        computation.prepare();
    }

    @TearDown(Level.Invocation)
    public void check() {
        computation.check();
    }

    @TearDown
    public void close() {
        computation.close();
    }

    @Benchmark
    public void compute() throws InterruptedException {
        computation.run();
    }
}
