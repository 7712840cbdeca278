package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Plan.Effort;
import dev.secretariat.benchmarks.run.Plan.Part;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class MetricsTest {
    private static final List<Peer> EVERYONE = List.of(Peer.values());

    private static Plan plan(List<Peer> peers, List<Integer> workers) {
        return new Plan(Metrics.all(), peers, workers, Effort.QUICK, Jvm.DEFAULTS);
    }

    @Test
    void eachMetricIsABenchmark() {
        for (Metric metric : Metrics.all()) {
            long methods = Arrays.stream(metric.benchmark().getMethods())
                    .filter(method -> method.isAnnotationPresent(Benchmark.class)
                            && method.getName().equals(metric.name()))
                    .count();
            assertEquals(1, methods, metric.name());
        }
    }

    @Test
    void targetsAreAgainstPeersThatTakePart() {
        for (Metric metric : Metrics.all()) {
            assertTrue(metric.peers().containsAll(metric.targets().keySet()), metric.name());
        }
    }

    @Test
    void eachPeerTakesPartInSomething() {
        Set<Peer> seen = new HashSet<>(Set.of(Peer.SECRETARIAT));
        for (Metric metric : Metrics.all()) seen.addAll(metric.peers());
        assertEquals(Set.copyOf(EVERYONE), seen);
    }

    @Test
    void whatHasOneThreadIsMeasuredOnceForAllNumbersOfWorkers() {
        List<Part> parts = plan(EVERYONE, List.of(1, 2)).parts();
        assertEquals(2 * Metrics.all().size() - 1, parts.size());
    }

    @Test
    void aMetricWithoutChosenPeersIsLeftOut() {
        List<Part> parts = plan(List.of(Peer.RING), List.of(2)).parts();
        // The heap's use has a limit to be held against, whoever else is there.
        assertEquals(
                List.of("cooperativeYield", "bytesPerParkedTask"),
                parts.stream().map(part -> part.metric().name()).toList());
    }
}
