package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Plan.Part;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

class MetricsTest {
    private static final List<Peer> EVERYONE = List.of(Peer.values());

    private static Plan plan(List<Peer> peers, List<Integer> workers) {
        return new Plan(Metrics.all(), peers, workers, Plan.QUICK, Jvm.DEFAULTS);
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
    void onlyWhatScalesIsMeasuredOnOneWorkerToo() {
        int processors = Runtime.getRuntime().availableProcessors();
        for (Part part : plan(EVERYONE, List.of()).parts()) {
            boolean isOne =
                    part.workers() == 1 && processors > 1 && part.metric().hasWorkers();
            assertTrue(!isOne || part.metric().is(Trait.SCALES), part.metric().name());
        }
        List<Integer> workers = plan(EVERYONE, List.of()).parts().stream()
                .filter(part -> part.metric().name().equals("uts"))
                .map(Part::workers)
                .toList();
        assertEquals(Stream.of(1, processors).distinct().toList(), workers);
    }

    @Test
    void longMetricsAreMeasuredInAThirdOfTheJvms() {
        assertEquals(1, forks("fib30", Plan.FULL));
        assertEquals(1, forks("fib30", Plan.QUICK));
        Options nine = new OptionsBuilder().parent(Plan.FULL).forks(9).build();
        assertEquals(3, forks("fib30", nine));
        assertEquals(9, forks("chainedSpawn", nine));
    }

    @Test
    void aHeapIsMeasuredInOneJvmAndFewIterations() {
        Options effort = effort("bytesPerParkedTask", Plan.FULL);
        assertEquals(1, effort.getForkCount().get());
        assertEquals(1, effort.getWarmupIterations().get());
        assertEquals(2, effort.getMeasurementIterations().get());
    }

    private static int forks(String metric, Options effort) {
        return effort(metric, effort).getForkCount().get();
    }

    private static Options effort(String name, Options effort) {
        Metric metric = metric(name);
        return new Plan(List.of(metric), EVERYONE, List.of(), effort, Jvm.DEFAULTS).effort(metric);
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
