package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.benchmarks.peers.Peer;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

class MetricsTest {
    private static final List<Peer> EVERYONE = List.of(Peer.values());

    private static Plan plan(List<Peer> peers, List<Integer> workers) {
        return new Plan(Metrics.all(), peers, workers, Effort.QUICK, Jvm.DEFAULTS);
    }

    @Test
    void eachMetricIsABenchmark() {
        for (Metric metric : Metrics.all()) {
            BenchmarkMethod run = metric.method();
            long methods = Arrays.stream(run.type().getMethods())
                    .filter(method -> method.isAnnotationPresent(Benchmark.class)
                            && method.getName().equals(run.name()))
                    .count();
            assertEquals(1, methods, metric.name());
        }
    }

    @Test
    void aMetricsParametersAreItsBenchmarks() throws NoSuchFieldException {
        for (Metric metric : Metrics.all()) {
            for (String parameter : metric.method().parameters().keySet()) {
                Field field = metric.method().type().getField(parameter);
                assertTrue(field.isAnnotationPresent(Param.class), metric.name() + " " + parameter);
            }
        }
    }

    @Test
    void namesAreDistinct() {
        List<String> names = Metrics.all().stream().map(Metric::name).toList();
        assertEquals(names.size(), Set.copyOf(names).size());
    }

    @Test
    void targetsAreAgainstPeersThatTakePart() {
        for (Metric metric : Metrics.all()) {
            assertTrue(metric.peers().containsAll(metric.targets().keySet()), metric.name());
        }
    }

    @Test
    void eachPeerTakesPartInSomething() {
        Set<Peer> seen = new HashSet<>();
        for (Metric metric : Metrics.all()) {
            seen.addAll(metric.peers());
            seen.add(metric.ours());
        }
        assertEquals(Set.copyOf(EVERYONE), seen);
    }

    @Test
    void whatHasOneThreadIsMeasuredOnceForAllNumbersOfWorkers() {
        for (Part part : plan(EVERYONE, List.of(2, 1)).parts()) {
            assertEquals(part.metric().hasWorkers() ? List.of(1, 2) : List.of(1), part.workers());
        }
    }

    @Test
    void onlyWhatScalesIsMeasuredOnOneWorkerToo() {
        int processors = Runtime.getRuntime().availableProcessors();
        for (Part part : plan(EVERYONE, List.of()).parts()) {
            if (!part.metric().hasWorkers()) continue;
            List<Integer> expected = part.metric().is(Trait.SCALES)
                    ? Stream.of(1, processors).distinct().toList()
                    : List.of(processors);
            assertEquals(expected, part.workers(), part.metric().name());
        }
    }

    @Test
    void theTargetBesideASingleThreadIsThatOfOneWorker() {
        Metric fib = metric("fib30");
        assertTrue(fib.target(Peer.SEQUENTIAL, 1).isPresent());
        assertTrue(fib.target(Peer.SEQUENTIAL, 2).isEmpty());
        assertTrue(fib.target(Peer.FJP_ACTION, 2).isPresent());
        assertTrue(metric("loop1s").target(Peer.SEQUENTIAL, 1).isEmpty());
    }

    @Test
    void whatGivesWayToNobodyIsNoRival() {
        assertFalse(metric("yieldMany").isRival(Peer.FJP_LIFO));
        assertTrue(metric("yieldMany").isRival(Peer.FJP));
        assertTrue(metric("chainedSpawn").isRival(Peer.FJP_LIFO));
        assertFalse(metric("fib30Asking").isRival(Peer.SECRETARIAT));
    }

    @Test
    void whoForksOnlyWhereThatIsWorthwhileIsComparedWithAnExpertWhoDoesTheSame() {
        Metric asking = metric("fib30Asking");
        assertEquals(Peer.SECRETARIAT_ASKING, asking.ours());
        assertEquals(metric("fib30").method(), asking.method());
        assertTrue(asking.isRival(Peer.FJP_SURPLUS));
        assertFalse(metric("fib30").peers().contains(Peer.FJP_SURPLUS));
    }

    @Test
    void weOnAnotherCarrierAreNoRival() {
        for (Peer carried : List.of(Peer.SECRETARIAT_BATON, Peer.SECRETARIAT_PLATFORM_BATON)) {
            assertTrue(metric("fiberChain").peers().contains(carried));
            assertFalse(metric("fiberChain").isRival(carried));
        }
    }

    @Test
    void whatHasOneThreadHasNoWorkersToChoose() {
        assertFalse(metric("fiberYield").hasWorkers());
        assertFalse(metric("cooperativeYield").hasWorkers());
        assertTrue(metric("fiberPingPong").hasWorkers());
    }

    @Test
    void aMetricWithoutChosenPeersIsLeftOut() {
        List<Part> parts = plan(List.of(Peer.RING), List.of(2)).parts();
        // The other two have a limit to be held against, whoever else is there.
        assertEquals(
                List.of("cooperativeYield", "simulatedStep", "bytesPerParkedTask"),
                parts.stream().map(part -> part.metric().name()).toList());
    }
}
