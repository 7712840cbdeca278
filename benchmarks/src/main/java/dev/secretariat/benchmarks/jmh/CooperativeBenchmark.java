package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Finish;
import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.peers.YieldLoop;
import dev.secretariat.benchmarks.peers.YieldLoops;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Tasks that take turns on one thread; the time is that of one turn. Ours runs on the caller's thread,
 * which is what it is made for, and so do Kotlin's loop and the ring. An executor has a thread of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CooperativeBenchmark {
    private static final int TASKS = 200;
    private static final int YIELDS = 1_000;

    @Param({"secretariat", "single-thread", "kotlin-loop", "ring"})
    public String peer = "";

    private YieldLoop loop;

    @Setup
    public void open() {
        loop = YieldLoops.open(Peer.of(peer));
    }

    @TearDown
    public void close() {
        loop.close();
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * YIELDS)
    public void cooperativeYield() throws InterruptedException {
        loop.run(TASKS, YIELDS, new Finish(TASKS));
    }
}
