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

/** Fibers on all workers; the time is that of one exchange, or of one fiber. The options are what the carriers and jox need. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {FiberBenchmark.OPENS, FiberBenchmark.PREVIEW})
public class FiberBenchmark {
    static final String OPENS = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    static final String PREVIEW = "--enable-preview";

    private static final int EXCHANGES = 10_000;
    private static final int FANNED = 10_000;
    private static final int CHAINED = 1_000;

    @Param({"secretariat", "baton", "platform-baton", "virtual", "jox", "kotlin"})
    public String peer = "";

    /** How many workers each has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private FiberContestant contestant;

    @Setup
    public void open() {
        contestant = FiberContestants.open(Peer.of(peer), Processors.orAll(workers));
    }

    @TearDown
    public void close() {
        contestant.close();
    }

    @Benchmark
    @OperationsPerInvocation(EXCHANGES)
    public void fiberPingPong() throws Exception {
        WrongAnswerException.check(contestant.pingPong(EXCHANGES), 2 * EXCHANGES);
    }

    @Benchmark
    @OperationsPerInvocation(FANNED)
    public void fiberFanOut() throws Exception {
        WrongAnswerException.check(contestant.fanOut(FANNED), FANNED * (FANNED + 1L) / 2);
    }

    @Benchmark
    @OperationsPerInvocation(CHAINED)
    public void fiberChain() throws Exception {
        WrongAnswerException.check(contestant.chain(CHAINED), CHAINED);
    }
}
