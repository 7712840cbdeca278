package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.peers.Peer.JOX;
import static dev.secretariat.benchmarks.peers.Peer.KOTLIN;
import static dev.secretariat.benchmarks.peers.Peer.KOTLIN_LOOP;
import static dev.secretariat.benchmarks.peers.Peer.SECRETARIAT_BATON;
import static dev.secretariat.benchmarks.peers.Peer.SECRETARIAT_PLATFORM_BATON;
import static dev.secretariat.benchmarks.peers.Peer.VIRTUAL;

import dev.secretariat.benchmarks.jmh.FiberBenchmark;
import dev.secretariat.benchmarks.jmh.FiberTurnBenchmark;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.List;
import java.util.Map;

/** The metrics of fibers. As SECRETARIAT we are carried by the best that the JDK has. */
final class FiberMetrics {
    private static final List<Peer> POOLS =
            List.of(SECRETARIAT_BATON, SECRETARIAT_PLATFORM_BATON, VIRTUAL, JOX, KOTLIN);

    static final List<Metric> ALL = List.of(
            onWorkers("fiberPingPong", "two fibers hand a token to and fro, per exchange"),
            onWorkers("fiberFanOut", "one fiber starts 10,000 that give way once, and awaits them, per fiber"),
            onWorkers("fiberChain", "1000 fibers, each awaits the one before it, per fiber"),
            // jox's forks would give way as plain virtual threads do.
            onOneThread(
                    "fiberYield",
                    "4 fibers give way to each other on one thread, per switch",
                    List.of(SECRETARIAT_BATON, SECRETARIAT_PLATFORM_BATON, VIRTUAL, KOTLIN_LOOP)),
            onOneThread(
                    "fiberAwaitDone",
                    "a fiber awaits what is there already, per await",
                    List.of(SECRETARIAT_BATON, SECRETARIAT_PLATFORM_BATON, VIRTUAL, JOX, KOTLIN_LOOP)));

    private FiberMetrics() {}

    private static Metric onWorkers(String name, String about) {
        return Metric.of(name, about, method(FiberBenchmark.class, name), Unit.NANOSECONDS, POOLS)
                .with(Trait.FIBERS);
    }

    private static Metric onOneThread(String name, String about, List<Peer> peers) {
        return Metric.of(name, about, method(FiberTurnBenchmark.class, name), Unit.NANOSECONDS, peers)
                .with(Trait.FIBERS, Trait.ONE_THREAD);
    }

    private static BenchmarkMethod method(Class<?> benchmark, String name) {
        return new BenchmarkMethod(benchmark, name, Map.of());
    }
}
