package dev.secretariat.benchmarks.jmh;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Finish;
import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.peers.YieldLoop;
import dev.secretariat.benchmarks.peers.YieldLoops;
import dev.secretariat.simulation.SimulationScheduler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Steps of a simulation that chooses at random, each recorded so that the run can be repeated; the time is that
 * of one step. Beside it, the same tasks on a thread of an executor, where nothing is chosen or recorded.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SimulationBenchmark {
    private static final int TASKS = 20;
    private static final int YIELDS = 1_000;

    @Param({"secretariat", "single-thread"})
    public String peer = "";

    private long seed;

    @Benchmark
    @OperationsPerInvocation(TASKS * YIELDS)
    public long simulatedStep() throws InterruptedException {
        if (!peer.equals("secretariat")) return runBeside();
        try (SimulationScheduler simulation =
                SimulationScheduler.builder().seed(seed++).build()) {
            for (int i = 0; i < TASKS; i++) simulation.submit(new Turns());
            simulation.run();
            return simulation.traceHash();
        }
    }

    private long runBeside() throws InterruptedException {
        try (YieldLoop loop = YieldLoops.open(Peer.of(peer))) {
            loop.run(TASKS, YIELDS, new Finish(TASKS));
        }
        return 0;
    }

    private static final class Turns implements Task<Void> {
        private int left = YIELDS;

        @Override
        public Step<Void> step(Worker worker) {
            return --left > 0 ? Step.yieldNow() : Step.done();
        }
    }
}
