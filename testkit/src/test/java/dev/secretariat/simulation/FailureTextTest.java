package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.simulation.Shrinker.Shrunk;
import org.junit.jupiter.api.Test;

/** What a tool and a reader are told of a failure. */
class FailureTextTest {
    private static SimulationFailure failure(Simulation.Program program) {
        return assertThrows(
                SimulationFailure.class, () -> Simulation.of(program).check(1));
    }

    private static void assertDiffers(Object expected, Object actual, SimulationFailure failure) {
        assertTrue(failure.isExpectedDefined() && failure.isActualDefined());
        assertEquals(expected, failure.getExpected().getEphemeralValue());
        assertEquals(actual, failure.getActual().getEphemeralValue());
    }

    @Test
    void whatWasExpectedIsKeptForTools() {
        assertDiffers(1, 2, failure(simulation -> assertEquals(1, 2)));
        assertDiffers("a", "b", failure(simulation -> simulation.submit(Task.run(() -> assertEquals("a", "b")))));
        assertDiffers(
                1,
                3,
                failure(simulation ->
                        simulation.submit(Task.run(() -> assertEquals(1, 3))).join()));
        assertDiffers(null, 3, failure(simulation -> assertNull(3)));
    }

    @Test
    void ofSeveralAssertionsTheFirstThatHasIt() {
        SimulationFailure failure = failure(simulation -> assertAll(
                () -> {
                    throw new IllegalStateException("another");
                },
                () -> assertEquals(1, 2),
                () -> assertEquals(3, 4)));
        assertDiffers(1, 2, failure);
        assertTrue(failure.getMessage().contains("expected: <3> but was: <4>"), failure.getMessage());
    }

    @Test
    void whereNothingWasExpectedToolsAreToldSo() {
        SimulationFailure failure = failure(simulation -> {
            throw new IllegalStateException("no");
        });
        assertFalse(failure.isExpectedDefined());
        assertFalse(failure.isActualDefined());
        assertNull(failure.getExpected());
        assertNull(failure.getActual());
    }

    @Test
    void theScheduleIsToldOnce() {
        Simulation lunch = Simulation.of(Programs::dines);
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> lunch.check(100));
        String schedule = failure.smallest().schedule().toString();
        String message = failure.getMessage();
        assertEquals(message.indexOf(schedule), message.lastIndexOf(schedule), message);
        assertTrue(message.endsWith("simulation.replay(Schedule.parse(\"" + schedule + "\"))"), message);
        assertFalse(
                failure.getCause().getMessage().contains(schedule),
                failure.getCause().getMessage());
        assertEquals(1, failure.withHint("by hand").getMessage().split("by hand", -1).length - 1);
        assertFalse(failure.withHint("by hand").getMessage().contains(schedule));
    }

    /** Two that yield to each other, and neither ends. */
    @Test
    void aSearchForASmallerRunThatWasStoppedSaysSo() {
        Simulation simulation = Simulation.of(program -> {
                    program.submit("one", worker -> Step.yieldNow());
                    program.submit("other", worker -> Step.yieldNow());
                    program.run();
                })
                .stepLimit(100);
        Run failing = simulation.run(0);
        Symptom symptom = Symptom.of(failing);
        long manySteps = 100_000;
        Shrunk whole = Shrinker.shrink(
                failing, symptom, policy -> simulation.policy(policy).run(0), manySteps);
        Shrunk part = Shrinker.shrink(
                failing, symptom, policy -> simulation.policy(policy).run(0), 500);
        assertFalse(whole.isStopped());
        assertTrue(part.isStopped());
        String told = "The search for a smaller one took too long, and was stopped.";
        assertFalse(new SimulationFailure(failing, whole).getMessage().contains(told));
        assertTrue(new SimulationFailure(failing, part).getMessage().contains(told));
    }
}
