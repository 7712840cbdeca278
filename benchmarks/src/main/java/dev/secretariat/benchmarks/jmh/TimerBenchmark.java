package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Contestants;
import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.peers.TimerContestant;
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
 * A million timers that one thread sets and cancels; the time is that of one timer, both together. For the JDK's pool
 * a time-out and a delayed task are the same thing; Secretariat has something lighter for a time-out.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBenchmark {
    private static final int TIMERS = 1_000_000;

    @Param({"secretariat", "stpe", "stpe-purge"})
    public String peer = "";

    /** How many workers each pool has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private TimerContestant contestant;

    @Setup
    public void open() {
        contestant = Contestants.openTimers(Peer.of(peer), Processors.orAll(workers));
    }

    @TearDown
    public void close() {
        contestant.close();
    }

    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public void timeoutsInTurn() throws InterruptedException {
        contestant.inTurn(TIMERS);
    }

    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public void timeoutsPending() throws InterruptedException {
        contestant.pending(TIMERS);
    }

    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public void delayedTasks() throws InterruptedException {
        contestant.delayedTasks(TIMERS);
    }
}
