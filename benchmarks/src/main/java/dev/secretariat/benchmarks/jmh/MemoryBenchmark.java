package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.ParkingLot;
import dev.secretariat.benchmarks.peers.ParkingLots;
import dev.secretariat.benchmarks.peers.Peer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * What a million parked tasks hold on the heap: how much of it is used after a full collection with them, less how
 * much was used before them, exact to some kilobytes in all. The time of the benchmark itself is of no interest.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MemoryBenchmark {
    private static final int TASKS = 1_000_000;

    /** Much longer than the last tasks need to park after they have said that they are about to. */
    private static final long UNTIL_PARKED_MILLIS = 200;

    @Param({"secretariat", "virtual", "kotlin"})
    public String peer = "";

    /** How many workers each pool has; 0 for one a processor. */
    @Param("0")
    public int workers;

    private ParkingLot lot;
    private long before;

    /** What JMH reports as the figure. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Heap {
        public double bytes;
    }

    @Setup(Level.Iteration)
    public void open() throws InterruptedException {
        lot = ParkingLots.open(Peer.of(peer), Processors.orAll(workers));
        before = used();
    }

    @TearDown(Level.Iteration)
    public void close() throws InterruptedException {
        lot.release();
    }

    @Benchmark
    public void bytesPerParkedTask(Heap heap) throws InterruptedException {
        lot.park(TASKS);
        heap.bytes = (double) (used() - before) / TASKS;
    }

    private static long used() throws InterruptedException {
        Thread.sleep(UNTIL_PARKED_MILLIS);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
