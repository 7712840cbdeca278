package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.peers.forks.WrongAnswerException;
import dev.secretariat.benchmarks.peers.scopes.ScopeContestant;
import dev.secretariat.benchmarks.peers.scopes.ScopeContestants;
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

/** Scopes on all workers; the time is that of one child. The options are what the carriers of fibers and the JDK's preview need. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {FiberBenchmark.OPENS, FiberBenchmark.PREVIEW})
public class ScopeBenchmark {
    private static final int CHILDREN = 10_000;

    @Param({"secretariat", "fibers", "jdk-scope", "kotlin"})
    public String peer = "";

    /** How many workers each has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private ScopeContestant contestant;

    @Setup
    public void open() {
        contestant = ScopeContestants.open(Peer.of(peer), Processors.orAll(workers));
    }

    @TearDown
    public void close() {
        contestant.close();
    }

    @Benchmark
    @OperationsPerInvocation(CHILDREN)
    public void scopeOfMany() throws Exception {
        WrongAnswerException.check(contestant.scope(CHILDREN), CHILDREN * (CHILDREN + 1L) / 2);
    }
}
