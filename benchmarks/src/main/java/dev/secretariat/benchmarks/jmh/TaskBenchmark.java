package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Contestant;
import dev.secretariat.benchmarks.peers.Contestants;
import dev.secretariat.benchmarks.peers.Finish;
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
 * Small tasks on all workers, with the sizes of Tokio's benchmarks. A time is that of one link, pair, task or
 * yield.
 *
 * <p>Where a round is short, several follow each other inside the scheduler; otherwise the time would be mostly that
 * of waking the workers and this thread. So the chain is as long as a hundred of Tokio's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TaskBenchmark {
    private static final int LINKS = 1_000 * 100;
    private static final int PAIRS = 1_000;
    private static final int TASKS = 10_000;
    private static final int ROUNDS = 10;
    private static final int YIELDERS = 200;
    private static final int YIELDS = 1_000;

    @Param({"secretariat", "fjp", "fjp-lifo", "fjp-fork", "tpe", "virtual", "kotlin", "cats", "reactor"})
    public String peer = "";

    /** How many workers each pool has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private Contestant contestant;

    @Setup
    public void open() {
        contestant = Contestants.open(Peer.of(peer), Processors.orAll(workers));
    }

    @TearDown
    public void close() {
        contestant.close();
    }

    @Benchmark
    @OperationsPerInvocation(LINKS)
    public void chainedSpawn() throws InterruptedException {
        Finish finish = new Finish(1);
        contestant.chain(LINKS, finish);
        finish.await();
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS * ROUNDS)
    public void pingPong() throws InterruptedException {
        Finish finish = new Finish(PAIRS, ROUNDS);
        contestant.pingPong(PAIRS, finish);
        finish.await();
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * ROUNDS)
    public void spawnManyLocal() throws InterruptedException {
        Finish finish = new Finish(TASKS, ROUNDS);
        contestant.spawnManyLocal(TASKS, finish);
        finish.await();
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void spawnManyForeign() throws InterruptedException {
        Finish finish = new Finish(TASKS);
        contestant.spawnManyForeign(TASKS, finish);
        finish.await();
    }

    @Benchmark
    @OperationsPerInvocation(YIELDERS * YIELDS)
    public void yieldMany() throws InterruptedException {
        Finish finish = new Finish(YIELDERS);
        contestant.yieldMany(YIELDERS, YIELDS, finish);
        finish.await();
    }
}
