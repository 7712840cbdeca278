package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.peers.Peer.JDK_SCOPE;
import static dev.secretariat.benchmarks.peers.Peer.JOX;
import static dev.secretariat.benchmarks.peers.Peer.KOTLIN;
import static dev.secretariat.benchmarks.peers.Peer.QUEUES;
import static dev.secretariat.benchmarks.peers.Peer.SECRETARIAT_FIBERS;

import dev.secretariat.benchmarks.jmh.ChannelBenchmark;
import dev.secretariat.benchmarks.jmh.ScopeBenchmark;
import java.util.List;
import java.util.Map;

/** The metrics of channels and scopes. */
final class SyncMetrics {
    static final List<Metric> ALL = List.of(
            metric("channelOneToOne", "one sends to one other through a channel of 64, per element"),
            metric("channelFourToFour", "four send to four others through a channel of 64, per element"),
            metric("channelRendezvous", "two hand an element to and fro, per exchange"),
            Metric.of(
                            "scopeOfMany",
                            "one forks 10,000 children and joins them, per child",
                            new BenchmarkMethod(ScopeBenchmark.class, "scopeOfMany", Map.of()),
                            Unit.NANOSECONDS,
                            List.of(SECRETARIAT_FIBERS, JDK_SCOPE, KOTLIN))
                    .atLeast(3)
                    .with(Trait.FIBERS));

    private SyncMetrics() {}

    private static Metric metric(String name, String about) {
        return Metric.of(
                        name,
                        about,
                        new BenchmarkMethod(ChannelBenchmark.class, name, Map.of()),
                        Unit.NANOSECONDS,
                        List.of(SECRETARIAT_FIBERS, QUEUES, JOX, KOTLIN))
                .atLeast(2)
                .with(Trait.FIBERS);
    }
}
