package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {
    /** Half a second on two cores, with a gigabyte to touch; the rest for opening the pool and for what is not short. */
    private static final Duration START = Duration.ofMillis(750);

    @Test
    void aQuickRunTakesFiveMinutes() {
        Plan plan = new Plan(Metrics.quick(), Metrics.quickPeers(), List.of(), Effort.QUICK, Jvm.DEFAULTS);
        long entrants =
                plan.parts().stream().mapToLong(part -> part.order(1).size()).sum();
        Duration fork = START.plus(Effort.QUICK.ofOneFork());
        Duration total = fork.multipliedBy(entrants * Effort.QUICK.rounds());
        assertTrue(total.compareTo(Duration.ofMinutes(5)) <= 0, total + " with " + entrants + " entrants");
    }

    @Test
    void eachMetricOfAQuickRunHasARival() {
        Plan plan = new Plan(Metrics.quick(), Metrics.quickPeers(), List.of(2), Effort.QUICK, Jvm.DEFAULTS);
        for (Part part : plan.parts()) {
            assertTrue(
                    part.peers().stream().anyMatch(part.metric()::isRival),
                    part.metric().name());
        }
    }

    @Test
    void bothPlansBearOneDisturbedPairAtEachEnd() {
        for (Effort effort : List.of(Effort.FULL, Effort.QUICK)) {
            double[] pairs = new double[effort.rounds()];
            pairs[0] = -1;
            pairs[1] = 1;
            assertEquals(0, Interval.ofMedian(pairs).orElseThrow().low());
            assertEquals(0, Interval.ofMedian(pairs).orElseThrow().high());
        }
    }

    @Test
    void aHeapIsMeasuredOnceInAJvmAndInAsFewRoundsAsGiveAnInterval() {
        Effort effort = Effort.FULL.of(metric("bytesPerParkedTask"));
        assertEquals(Interval.FEWEST, effort.rounds());
        assertEquals(1, effort.options().getWarmupIterations().get());
        assertEquals(1, effort.options().getMeasurementIterations().get());
        assertEquals(
                2, Effort.FULL.withRounds(2).of(metric("bytesPerParkedTask")).rounds());
    }

    @Test
    void fibersAreWarmedUpForLongerInAsManyRounds() {
        Effort effort = Effort.FULL.of(metric("fiberYield"));
        assertEquals(Effort.FULL.rounds(), effort.rounds());
        assertTrue(effort.warmups() > Effort.FULL.warmups());
        assertEquals(Effort.FULL.iterations(), effort.iterations());
    }

    @Test
    void otherMetricsHaveAllRounds() {
        assertEquals(Effort.FULL, Effort.FULL.of(metric("fib30")));
        assertEquals(1, Effort.FULL.options().getForkCount().get());
    }
}
