package dev.secretariat.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Effort;
import dev.secretariat.benchmarks.run.Jvm;
import dev.secretariat.benchmarks.run.Metric;
import dev.secretariat.benchmarks.run.Metrics;
import dev.secretariat.benchmarks.run.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionsTest {
    private static Plan plan(String... arguments) {
        Options options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return options.plan();
    }

    @Test
    void withoutArgumentsEachMetricHasItsOwnNumberOfWorkers() {
        Plan plan = plan();
        assertEquals(Metrics.byDefault(), plan.metrics());
        assertEquals(List.of(), plan.workers());
        assertEquals(Effort.FULL, plan.effort());
        assertEquals(Jvm.DEFAULTS, plan.jvmArguments());
        assertFalse(plan.peers().contains(Peer.VIRTUAL) && !Peer.VIRTUAL.isHere());
    }

    @Test
    void metricsAreFoundByAPartOfTheirName() {
        assertEquals(
                List.of("foreignSubmit1", "foreignSubmit4"),
                plan("--only", "^foreign").metrics().stream().map(Metric::name).toList());
    }

    @Test
    void someMetricsAreLeftOutUnlessTheyAreAskedFor() {
        assertFalse(names(plan()).contains("nqueens14"));
        assertEquals(List.of("nqueens12", "nqueens14"), names(plan("--only", "nqueens..$")));
    }

    private static List<String> names(Plan plan) {
        return plan.metrics().stream().map(Metric::name).toList();
    }

    @Test
    void peersAndWorkersAreLists() {
        Plan plan = plan("--peers", "tpe,fjp,tpe", "--workers", "1,2,2");
        assertEquals(List.of(Peer.TPE, Peer.FJP), plan.peers());
        assertEquals(List.of(1, 2), plan.workers());
    }

    @Test
    void roundsMayBeGivenWithQuickOrWithout() {
        assertEquals(Effort.QUICK, plan("--quick").effort());
        assertEquals(Effort.QUICK.withRounds(4), plan("--quick", "--forks", "4").effort());
        assertEquals(Effort.FULL.withRounds(4), plan("--forks=4").effort());
    }

    @Test
    void aQuickRunHasFewMetricsAndPeersUnlessTheyAreChosen() {
        assertEquals(Metrics.quick(), plan("--quick").metrics());
        assertEquals(Metrics.quickPeers(), plan("--quick").peers());
        Plan ofOne = plan("--only", "^pingPong", "--quick");
        assertEquals(List.of("pingPong"), names(ofOne));
        assertEquals(plan().peers(), ofOne.peers());
        assertEquals(List.of(Peer.CATS), plan("--quick", "--peers", "cats").peers());
    }

    @Test
    void whomTheJdkLacksIsNamedUnlessThePeersAreChosen() {
        assertEquals(absent(Metrics.byDefault()), lacking());
        assertEquals(List.of(), lacking("--only", "^fib30$"));
        assertEquals(List.of(), lacking("--peers", "kotlin"));
        assertEquals(List.of(), lacking("--quick"));
        assertEquals(absent(plan("--only", "^fiber").metrics()), lacking("--only", "^fiber"));
    }

    private static List<Peer> lacking(String... arguments) {
        Options options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return options.lacking();
    }

    private static List<Peer> absent(List<Metric> metrics) {
        return metrics.stream()
                .flatMap(metric -> metric.peers().stream())
                .filter(peer -> !peer.isHere() && peer != Peer.SECRETARIAT_PLATFORM_BATON)
                .distinct()
                .toList();
    }

    @Test
    void jvmArgumentsAreSeparatedByBlanks() {
        assertEquals(
                List.of("-XX:+UseZGC", "-Xmx2g"),
                plan("--jvm-args", " -XX:+UseZGC  -Xmx2g ").jvmArguments());
    }
}
