package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Contestant;
import dev.secretariat.benchmarks.peers.Contestants;
import dev.secretariat.benchmarks.peers.Finish;
import dev.secretariat.benchmarks.peers.Peer;
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
 * The time from the submission of a task to an idle pool, all of whose threads are parked, until the task has started:
 * what one request costs a service that has little to do. The submitter spins until it sees the start, on a
 * processor of its own if there are two.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdleBenchmark {
    /** Much longer than any of the pools spins before it parks its threads. */
    private static final long UNTIL_PARKED_MILLIS = 1;

    /** Rounds of {@link #BUSY_TASKS} each: far more calls than the JIT compiler waits for. */
    private static final int BUSY_ROUNDS = 2000;

    private static final int BUSY_TASKS = 100;

    @Param({"secretariat", "fjp", "fjp-lifo", "fjp-fork", "tpe", "virtual", "kotlin", "cats", "reactor"})
    public String peer = "";

    /** How many workers each pool has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private Contestant contestant;

    /**
     * Opens the pool and keeps it busy for a while. At one submission a millisecond its code would be
     * interpreted during most of the measurement, and that is not the question here.
     */
    @Setup
    public void open() throws InterruptedException {
        contestant = Contestants.open(Peer.of(peer), Processors.orAll(workers));
        for (int i = 0; i < BUSY_ROUNDS; i++) {
            Finish round = new Finish(BUSY_TASKS);
            contestant.spawnManyForeign(BUSY_TASKS, round);
            round.await();
        }
    }

    /** Waits. Invocations are rare and take microseconds, so the clock readings around each do no harm. */
    @Setup(Level.Invocation)
    public void waitUntilParked() throws InterruptedException {
        Thread.sleep(UNTIL_PARKED_MILLIS);
    }

    @TearDown
    public void close() {
        contestant.close();
    }

    @Benchmark
    public void idleSubmitToStart() {
        Finish started = new Finish(1);
        contestant.spawnManyForeign(1, started);
        while (started.left() != 0) Thread.onSpinWait();
    }
}
