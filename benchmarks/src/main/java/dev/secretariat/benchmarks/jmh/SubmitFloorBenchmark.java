package dev.secretariat.benchmarks.jmh;

import dev.secretariat.benchmarks.peers.Finish;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
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

/**
 * What must be paid where an external thread submits: as {@link FloorBenchmark}, but with threads that take what the first one
 * puts, as much as there is at a time, and in the stream of {@link SubmitBenchmark}. Each task costs a cell, a CAS to put it, the exchange that
 * ends it, and the benchmark's own count. Nobody is woken: who finds nothing spins.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SubmitFloorBenchmark {
    private static final int BATCH = 4096;
    private static final VarHandle NEWEST =
            FloorBenchmark.handle(SubmitFloorBenchmark.class, "newest", FloorCell.class);

    /** Threads that take. */
    @Param({"1", "2"})
    public int workers;

    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable FloorCell newest;
    private volatile boolean closed;
    private @Nullable Finish underWay;

    @Setup
    public void open() {
        for (int i = 0; i < workers; i++) threads.add(new Thread(this::work));
        threads.forEach(Thread::start);
    }

    @TearDown
    public void close() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) thread.join();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void foreignSubmit1() throws InterruptedException {
        Finish batch = new Finish(BATCH);
        for (int i = 0; i < BATCH; i++) put(new FloorCell(batch));
        if (underWay != null) underWay.await();
        underWay = batch;
    }

    private void put(FloorCell cell) {
        for (; ; ) {
            FloorCell before = newest;
            cell.next = before;
            if (NEWEST.compareAndSet(this, before, cell)) return;
        }
    }

    private void work() {
        while (!closed) {
            FloorCell cell = newest == null ? null : oldestFirst((FloorCell) NEWEST.getAndSet(this, (FloorCell) null));
            if (cell == null) Thread.onSpinWait();
            for (; cell != null; cell = cell.next) {
                Finish batch = (Finish) cell.content;
                cell.end(true);
                batch.arrive();
            }
        }
    }

    private static @Nullable FloorCell oldestFirst(@Nullable FloorCell newest) {
        FloorCell line = null;
        for (FloorCell cell = newest, before; cell != null; cell = before) {
            before = cell.next;
            cell.next = line;
            line = cell;
        }
        return line;
    }
}
