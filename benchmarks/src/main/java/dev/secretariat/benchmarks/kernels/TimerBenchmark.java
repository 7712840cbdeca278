package dev.secretariat.benchmarks.kernels;

import dev.secretariat.benchmarks.peers.Alarms;
import dev.secretariat.benchmarks.peers.Contestants;
import dev.secretariat.benchmarks.peers.Peer;
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
 * A million timers that are set and cancelled, one thread setting them; the time is that of one timer,
 * both ends together. For the JDK's pool a time-out and a delayed task are the same thing; we have a
 * lighter one for the first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBenchmark {
    private static final int TIMERS = 1_000_000;

    @Param({"secretariat", "stpe", "stpe-purge"})
    public String peer = "";

    /** How many; 0 for one a processor. */
    @Param("0")
    public int workers;

    private Alarms alarms;

    @Setup
    public void open() {
        alarms = Contestants.openAlarms(Peer.of(peer), Processors.orAll(workers));
    }

    @TearDown
    public void close() {
        alarms.close();
    }

    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public void timeoutsInTurn() throws InterruptedException {
        alarms.inTurn(TIMERS);
    }

    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public void timeoutsPending() throws InterruptedException {
        alarms.pending(TIMERS);
    }

    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public void delayedTasks() throws InterruptedException {
        alarms.delayedTasks(TIMERS);
    }
}
