package dev.secretariat.benchmarks.kernels;

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
 * What a million parked tasks hold on the heap: its use after a full collection with them, less that
 * before them, which is exact to some kilobytes in all. The time of the benchmark itself is of no interest.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MemoryBenchmark {
    private static final int TASKS = 1_000_000;
    private static final long SETTLE_MILLIS = 200;

    @Param({"secretariat", "virtual", "kotlin"})
    public String peer = "";

    /** How many; 0 for one a processor. */
    @Param("0")
    public int workers;

    private ParkingLot lot;
    private long before;

    /** The figure. */
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

    /** The last tasks have told us that they are about to park: they get time to do so. */
    private static long used() throws InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
