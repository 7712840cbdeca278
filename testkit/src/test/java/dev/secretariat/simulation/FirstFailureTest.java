package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What comes first is told first; what follows from it is told below. */
class FirstFailureTest {
    private static SimulationFailure failure(Simulation.Program program) {
        return assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(program).stepLimit(500).check(1));
    }

    /** A task that fails before it has completed what another one waits for. */
    private static TaskHandle<Integer> leavesItsReaderWaiting(SimulationScheduler simulation) {
        Promise<Integer> page = new Promise<>();
        simulation.submit("writer", Task.call(() -> {
            throw new IllegalStateException("no paper");
        }));
        return simulation.submit("reader", w -> page.isDone() ? Step.done(page.result()) : Step.await(page));
    }

    private static void assertTellsOfTheWriterFirst(SimulationFailure failure, String consequence) {
        UnseenFailureError first = assertInstanceOf(UnseenFailureError.class, failure.getCause());
        assertEquals("no paper", first.getCause().getMessage());
        String message = failure.getMessage();
        int writer = message.indexOf("task 'writer' has failed");
        assertTrue(writer >= 0 && writer < message.indexOf("After that, before shrinking, " + consequence), message);
    }

    @Test
    void aDeadlockThatFollowsAFailureDoesNotHideIt() {
        SimulationFailure failure = failure(FirstFailureTest::leavesItsReaderWaiting);
        assertTellsOfTheWriterFirst(failure, "deadlock: ");
        assertTrue(failure.getMessage().contains("'reader'"), failure.getMessage());
        assertInstanceOf(DeadlockError.class, failure.getSuppressed()[0]);
    }

    @Test
    void norDoesOneThatAJoinComesTo() {
        assertTellsOfTheWriterFirst(
                failure(simulation -> leavesItsReaderWaiting(simulation).join()), "deadlock: ");
    }

    @Test
    void norDoesALivelockThatFollowsIt() {
        SimulationFailure failure = failure(simulation -> {
            leavesItsReaderWaiting(simulation);
            simulation.submit("poller", worker -> Step.yieldNow());
        });
        assertTellsOfTheWriterFirst(failure, "the run has not ended after 500 steps");
    }

    @Test
    void theProgramsOwnFailureIsToldWithThoseBeforeIt() {
        SimulationFailure failure = failure(simulation -> {
            leavesItsReaderWaiting(simulation);
            simulation.step();
            simulation.step();
            assertEquals(2, 1 + 2);
        });
        assertInstanceOf(AssertionError.class, failure.getCause());
        String message = failure.getMessage();
        assertTrue(message.contains("expected: <2> but was: <3>\nBefore that, task 'writer' has failed"), message);
        assertInstanceOf(UnseenFailureError.class, failure.getSuppressed()[0]);
    }

    @Test
    void aFailureThatSomebodyHasSeenIsNotBlamed() {
        SimulationFailure failure = failure(simulation -> {
            TaskHandle<Object> seen = simulation.submit("seen", Task.call(() -> {
                throw new IllegalStateException("expected");
            }));
            assertThrows(Exception.class, seen::join);
            simulation.submit("stuck", worker -> Step.await(new Promise<>())).join();
        });
        assertInstanceOf(DeadlockError.class, failure.getCause());
    }

    @Test
    void severalFailuresAreToldInTheirOrder() {
        SimulationFailure failure = failure(simulation -> {
            for (String name : new String[] {"a", "b", "c"}) {
                simulation.submit(name, Task.call(() -> {
                    throw new IllegalStateException("of " + name);
                }));
            }
        });
        String[] order = new String[] {
            failure.getCause().getMessage(),
            failure.getSuppressed()[0].getMessage(),
            failure.getSuppressed()[1].getMessage()
        };
        String schedule = failure.run().schedule().toString();
        assertEquals(3, Arrays.stream(order).distinct().count(), String.join("\n", order));
        String names = "abc";
        String tasks = schedule.substring(schedule.indexOf(':') + 1).replace(",", "");
        for (int i = 0; i < 3; i++) {
            String name = "task '" + names.charAt(tasks.charAt(i) - '1') + "'";
            assertTrue(order[i].contains(name), schedule + ": " + String.join("\n", order));
        }
    }

    @Test
    void aFailureThatIsAlwaysTheSameObjectDoesNotGrow() {
        AssertionError constant = new AssertionError("always this one");
        Simulation simulation = Simulation.of(it -> {
            leavesItsReaderWaiting(it);
            it.step();
            it.step();
            throw constant;
        });
        for (long seed = 0; seed < 100; seed++) simulation.run(seed);
        assertEquals(0, constant.getSuppressed().length);
    }
}
