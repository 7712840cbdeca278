package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.peers.Peer.CATS;
import static dev.secretariat.benchmarks.peers.Peer.FJP;
import static dev.secretariat.benchmarks.peers.Peer.FJP_ACTION;
import static dev.secretariat.benchmarks.peers.Peer.FJP_FORK;
import static dev.secretariat.benchmarks.peers.Peer.FJP_LIFO;
import static dev.secretariat.benchmarks.peers.Peer.FJP_SURPLUS;
import static dev.secretariat.benchmarks.peers.Peer.KOTLIN;
import static dev.secretariat.benchmarks.peers.Peer.KOTLIN_LOOP;
import static dev.secretariat.benchmarks.peers.Peer.REACTOR;
import static dev.secretariat.benchmarks.peers.Peer.RING;
import static dev.secretariat.benchmarks.peers.Peer.SECRETARIAT_WINDS;
import static dev.secretariat.benchmarks.peers.Peer.SINGLE_THREAD;
import static dev.secretariat.benchmarks.peers.Peer.STPE;
import static dev.secretariat.benchmarks.peers.Peer.STPE_PURGE;
import static dev.secretariat.benchmarks.peers.Peer.STREAM;
import static dev.secretariat.benchmarks.peers.Peer.TPE;
import static dev.secretariat.benchmarks.peers.Peer.VIRTUAL;

import dev.secretariat.benchmarks.jmh.CooperativeBenchmark;
import dev.secretariat.benchmarks.jmh.IdleBenchmark;
import dev.secretariat.benchmarks.jmh.MemoryBenchmark;
import dev.secretariat.benchmarks.jmh.SimulationBenchmark;
import dev.secretariat.benchmarks.jmh.SubmitBenchmark;
import dev.secretariat.benchmarks.jmh.TaskBenchmark;
import dev.secretariat.benchmarks.jmh.TimerBenchmark;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All metrics, in the order in which they are measured. */
public final class Metrics {
    private static final List<Peer> POOLS = List.of(FJP, FJP_LIFO, TPE, VIRTUAL, KOTLIN, CATS, REACTOR);
    private static final List<Peer> POOLS_AND_FORKS =
            List.of(FJP, FJP_LIFO, FJP_FORK, TPE, VIRTUAL, KOTLIN, CATS, REACTOR);

    /** Of each kind, the peers that have been fastest so far, all of the JDK. */
    private static final List<Peer> QUICK_PEERS = List.of(FJP, TPE, STPE, FJP_ACTION, FJP_SURPLUS, STREAM);

    private static final List<Metric> TASKS = List.of(
            tasks("chainedSpawn", "a task submits the next one and ends, per link")
                    .atLeast(1.3)
                    .with(Trait.QUICK),
            // A command that executes itself again comes next in FJP_LIFO, before those that wait: it gives way to
            // nobody.
            tasks("yieldMany", "200 tasks yield 1000 times each, per yield")
                    .withYardstick(FJP_LIFO)
                    .atLeast(1.2),
            tasks("pingPong", "1000 pairs of tasks exchange a message and its answer, per pair")
                    .atLeast(1.3),
            tasks("spawnManyLocal", "one task submits 10,000 others, per task").atLeast(1.3),
            tasks("spawnManyForeign", "an external thread submits 10,000 tasks to a pool at rest, per task"),
            submit("foreignSubmit1", "one external thread submits without end"),
            submit("foreignSubmit4", "four external threads submit without end").with(Trait.QUICK),
            idle("idleSubmitToStart", "from submission to a sleeping pool until the task starts, median")
                    .with(Trait.QUICK),
            idle("idleRoundTrip", "until the submitter sees that it has started, median"),
            metric(
                            "cooperativeYield",
                            "200 tasks take turns on one thread, per turn",
                            CooperativeBenchmark.class,
                            Unit.NANOSECONDS,
                            List.of(SINGLE_THREAD, KOTLIN_LOOP, RING))
                    .with(Trait.ONE_THREAD)
                    .atLeast(4, SINGLE_THREAD)
                    .atLeast(0.6, RING),
            metric(
                            "simulatedStep",
                            "20 tasks take turns in a simulation, chosen at random and recorded, per step",
                            SimulationBenchmark.class,
                            Unit.NANOSECONDS,
                            List.of(SINGLE_THREAD))
                    .atMost(500),
            metric(
                            "bytesPerParkedTask",
                            "heap that a million waiting tasks hold, per task",
                            MemoryBenchmark.class,
                            Unit.BYTES,
                            List.of(VIRTUAL, KOTLIN))
                    .with(Trait.LARGE_HEAP)
                    .atMost(48)
                    .atLeast(10, VIRTUAL),
            timers(
                            "timeoutsInTurn",
                            "a million time-outs, each set and cancelled at once, per time-out",
                            STPE,
                            STPE_PURGE)
                    .atLeast(5)
                    .with(Trait.QUICK),
            timers(
                            "timeoutsPending",
                            "a million time-outs, all set, then all cancelled, per time-out",
                            STPE,
                            STPE_PURGE)
                    .atLeast(5),
            timers(
                            "delayedTasks",
                            "a million delayed tasks, all scheduled, then all cancelled, per task",
                            SECRETARIAT_WINDS,
                            STPE,
                            STPE_PURGE)
                    .atLeast(2));

    private static final List<Metric> ALL = Stream.of(TASKS, FiberMetrics.ALL, SyncMetrics.ALL, ForkMetrics.ALL)
            .flatMap(List::stream)
            .toList();

    private Metrics() {}

    /** Returns all metrics. */
    public static List<Metric> all() {
        return ALL;
    }

    /** Returns the metrics that are measured unless the user chooses some. */
    public static List<Metric> byDefault() {
        return ALL.stream().filter(metric -> !metric.is(Trait.ON_DEMAND)).toList();
    }

    /** Returns the metrics of a quick run, unless the user chooses some. */
    public static List<Metric> quick() {
        return ALL.stream().filter(metric -> metric.is(Trait.QUICK)).toList();
    }

    /** Returns whom we are compared with in a quick run, unless the user chooses. */
    public static List<Peer> quickPeers() {
        return QUICK_PEERS;
    }

    private static Metric tasks(String name, String about) {
        return metric(name, about, TaskBenchmark.class, Unit.NANOSECONDS, POOLS_AND_FORKS);
    }

    private static Metric submit(String name, String about) {
        return metric(name, about, SubmitBenchmark.class, Unit.MILLIONS_A_SECOND, POOLS)
                .atLeast(1);
    }

    private static Metric idle(String name, String about) {
        return metric(name, about, IdleBenchmark.class, Unit.NANOSECONDS, POOLS).atLeast(1);
    }

    private static Metric timers(String name, String about, Peer... peers) {
        return metric(name, about, TimerBenchmark.class, Unit.NANOSECONDS, List.of(peers));
    }

    private static Metric metric(String name, String about, Class<?> benchmark, Unit unit, List<Peer> peers) {
        return Metric.of(name, about, new BenchmarkMethod(benchmark, name, Map.of()), unit, peers);
    }
}
