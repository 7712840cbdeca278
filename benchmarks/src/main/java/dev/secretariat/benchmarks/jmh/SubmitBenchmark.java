package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Contestant;
import dev.secretariat.benchmarks.peers.Contestants;
import dev.secretariat.benchmarks.peers.Finish;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Threads;

/**
 * How many tasks external threads get through a scheduler in a steady stream. Each producer submits a
 * batch while its previous one is under way, and waits for that one before it goes on. So the queue neither
 * runs empty nor grows without bound.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SubmitBenchmark {
    /** So many that to wait for a batch costs nothing beside it. */
    private static final int BATCH = 4096;

    @Param({"secretariat", "fjp", "fjp-lifo", "fjp-fork", "tpe", "virtual", "kotlin", "cats", "reactor"})
    public String peer = "";

    /** How many workers each pool has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private Contestant contestant;

    /** A thread that submits, and its batch that is under way. */
    @State(Scope.Thread)
    public static class Producer {
        private @Nullable Finish underWay;

        void submitBatch(Contestant contestant) throws InterruptedException {
            Finish batch = new Finish(BATCH);
            contestant.spawnManyForeign(BATCH, batch);
            if (underWay != null) underWay.await();
            underWay = batch;
        }
    }

    @Setup
    public void open() {
        contestant = Contestants.open(Peer.of(peer), Processors.orAll(workers));
    }

    @TearDown
    public void close() {
        contestant.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void foreignSubmit1(Producer producer) throws InterruptedException {
        producer.submitBatch(contestant);
    }

    @Benchmark
    @Threads(4)
    @OperationsPerInvocation(BATCH)
    public void foreignSubmit4(Producer producer) throws InterruptedException {
        producer.submitBatch(contestant);
    }
}
