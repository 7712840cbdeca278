package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.peers.channels.ChannelContestant;
import dev.secretariat.benchmarks.peers.channels.ChannelContestants;
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

/** Channels on all workers; the time is that of one element, or of one exchange. The options are what the carriers of fibers and jox need. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {FiberBenchmark.OPENS, FiberBenchmark.PREVIEW})
public class ChannelBenchmark {
    private static final int ELEMENTS = 1_000_000;
    private static final int EXCHANGES = 100_000;
    private static final int CAPACITY = 64;

    @Param({"secretariat", "fibers", "queues", "jox", "kotlin"})
    public String peer = "";

    /** How many workers each has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private ChannelContestant contestant;

    @Setup
    public void open() {
        contestant = ChannelContestants.open(Peer.of(peer), Processors.orAll(workers));
    }

    @TearDown
    public void close() throws Exception {
        contestant.close();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void channelOneToOne() throws Exception {
        WrongAnswerException.check(contestant.stream(1, CAPACITY, ELEMENTS), ChannelContestant.sum(1, ELEMENTS));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void channelFourToFour() throws Exception {
        WrongAnswerException.check(
                contestant.stream(4, CAPACITY, ELEMENTS / 4), ChannelContestant.sum(4, ELEMENTS / 4));
    }

    @Benchmark
    @OperationsPerInvocation(EXCHANGES)
    public void channelRendezvous() throws Exception {
        WrongAnswerException.check(contestant.rendezvous(EXCHANGES), EXCHANGES);
    }
}
