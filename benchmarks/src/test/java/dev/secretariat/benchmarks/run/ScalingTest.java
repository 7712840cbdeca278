package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScalingTest {
    private static final Metric QUEENS = metric("nqueens12");

    private final Scaling scaling = new Scaling(2);

    private Optional<Comparison> add(int workers, double figure) {
        return scaling.add(QUEENS, workers, Score.fixed(figure));
    }

    @Test
    void twoWorkersAreHeldAgainstOne() {
        assertEquals(Optional.empty(), add(1, 170));
        Comparison comparison = add(2, 100).orElseThrow();
        assertEquals("secretariat-1", comparison.peer());
        assertEquals(1.7, comparison.ratio(), 1e-9);
        assertTrue(comparison.isMet());
        assertFalse(add(2, 101).orElseThrow().isMet());
    }

    @Test
    void moreWorkersThanProcessorsAreHeldAgainstOneAProcessor() {
        add(1, 170);
        add(2, 100);
        Comparison comparison = add(16, 109).orElseThrow();
        assertEquals("secretariat-2", comparison.peer());
        assertTrue(comparison.isMet());
        assertFalse(add(4, 111).orElseThrow().isMet());
    }

    @Test
    void moreThanTwoProcessorsHaveNoTarget() {
        Scaling large = new Scaling(8);
        large.add(QUEENS, 1, Score.fixed(100));
        Comparison comparison = large.add(QUEENS, 4, Score.fixed(50)).orElseThrow();
        assertEquals("secretariat-1", comparison.peer());
        assertEquals(OptionalDouble.empty(), comparison.target());
    }

    @Test
    void whatWasNotMeasuredIsNotCompared() {
        assertEquals(Optional.empty(), add(2, 100));
        assertEquals(Optional.empty(), scaling.add(metric("uts"), 4, Score.fixed(100)));
    }

    @Test
    void otherMetricsDoNotScale() {
        scaling.add(metric("chainedSpawn"), 1, Score.fixed(100));
        assertEquals(Optional.empty(), scaling.add(metric("chainedSpawn"), 2, Score.fixed(100)));
    }
}
