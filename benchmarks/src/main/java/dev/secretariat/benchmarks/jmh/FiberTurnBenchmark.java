package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.peers.fibers.FiberContestant;
import dev.secretariat.benchmarks.peers.fibers.FiberContestants;
import dev.secretariat.benchmarks.peers.forks.WrongAnswerException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Fibers on one thread; the time is that of one await, which switches or finds that what it waits for is there. Ours run on the
 * caller's thread, as Kotlin's loop does; virtual threads have one carrier thread beside it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        jvmArgsAppend = {
            FiberBenchmark.OPENS,
            FiberBenchmark.PREVIEW,
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1"
        })
public class FiberTurnBenchmark {
    /** Few, so that their stacks stay in the processor's cache. */
    private static final int FIBERS = 4;

    private static final int YIELDS = 10_000;
    private static final int AWAITS = 1_000_000;

    @Param({"secretariat", "baton", "platform-baton", "virtual", "jox", "kotlin-loop"})
    public String peer = "";

    private FiberContestant contestant;

    @Setup
    public void open() {
        contestant = FiberContestants.openOnOneThread(Peer.of(peer));
    }

    @TearDown
    public void close() {
        contestant.close();
    }

    @Benchmark
    @OperationsPerInvocation(FIBERS * YIELDS)
    public void fiberYield() throws Exception {
        WrongAnswerException.check(contestant.yieldMany(FIBERS, YIELDS), FIBERS * YIELDS);
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public void fiberAwaitDone() throws Exception {
        WrongAnswerException.check(contestant.awaitDone(AWAITS), AWAITS);
    }
}
