package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScalingTest {
    private final Scaling scaling = new Scaling(2);

    @Test
    void twoWorkersAreHeldAgainstOne() {
        assertEquals(1, scaling.heldAgainst(2));
        assertEquals(OptionalDouble.of(1.7), scaling.target(2));
    }

    @Test
    void moreWorkersThanProcessorsAreHeldAgainstOneAProcessor() {
        assertEquals(2, scaling.heldAgainst(16));
        assertEquals(1 / 1.1, scaling.target(16).orElseThrow());
    }

    @Test
    void oneWorkerIsHeldAgainstItself() {
        assertEquals(1, scaling.heldAgainst(1));
    }

    @Test
    void moreThanTwoProcessorsHaveNoTarget() {
        Scaling large = new Scaling(8);
        assertEquals(1, large.heldAgainst(4));
        assertEquals(OptionalDouble.empty(), large.target(4));
    }
}
