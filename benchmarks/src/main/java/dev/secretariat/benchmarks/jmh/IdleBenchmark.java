package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Contestant;
import dev.secretariat.benchmarks.peers.Contestants;
import dev.secretariat.benchmarks.peers.Finish;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What one request costs a service that has little to do: a task is submitted to an idle pool, all of whose threads are parked.
 * Two times, since they are different things: until the task starts, by a look at the clock in the task; and until the submitter
 * sees that. Linux likes to wake a thread on the processor of whoever woke it, so that the submitter often stands still from
 * there until the worker has parked again. The figures are medians of many submissions; the time that JMH takes of
 * all of them is of no interest.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IdleBenchmark {
    private static final int SUBMISSIONS = 250;

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

    @TearDown
    public void close() {
        contestant.close();
    }

    @Benchmark
    public void idleSubmitToStart(Latency latency) throws InterruptedException {
        latency.setMedianOf(measure(one -> one.startNanos - one.submitNanos));
    }

    @Benchmark
    public void idleRoundTrip(Latency latency) throws InterruptedException {
        latency.setMedianOf(measure(one -> one.seenNanos - one.submitNanos));
    }

    private long[] measure(ToLongFunction<Submission> time) throws InterruptedException {
        long[] nanos = new long[SUBMISSIONS];
        for (int i = 0; i < SUBMISSIONS; i++) nanos[i] = time.applyAsLong(Submission.to(contestant));
        return nanos;
    }

    /** When a task was submitted to the idle pool, when it started, and when the submitter saw that. */
    private record Submission(long submitNanos, long startNanos, long seenNanos) {
        static Submission to(Contestant idle) throws InterruptedException {
            Thread.sleep(UNTIL_PARKED_MILLIS);
            Finish started = new Finish(1);
            long submitNanos = System.nanoTime();
            idle.spawnManyForeign(1, started);
            while (started.endNanos() == 0) Thread.onSpinWait();
            return new Submission(submitNanos, started.endNanos(), System.nanoTime());
        }
    }

    /** What JMH reports as the figure. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Latency {
        public double nanos;

        void setMedianOf(long[] samples) {
            Arrays.sort(samples);
            nanos = samples[samples.length / 2];
        }
    }
}
