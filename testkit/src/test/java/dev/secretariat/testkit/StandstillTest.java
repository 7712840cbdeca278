package dev.secretariat.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.StuckError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A test that blocks, in a simulation or on a real scheduler, ends with a report of who stands where. */
@Timeout(60)
class StandstillTest {
    @TempDir
    Path reports;

    private Throwable failure(String method) throws Exception {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(
                        Samples.Stuck.class,
                        Arrays.stream(Samples.Stuck.class.getDeclaredMethods())
                                .filter(it -> it.getName().equals(method))
                                .findFirst()
                                .orElseThrow()))
                .configurationParameter("secretariat.reports", reports.toString())
                .execute()
                .testEvents()
                .failed()
                .stream()
                .findFirst()
                .orElseThrow()
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    private static void assertTellsOfTheTaker(Throwable failure) {
        SimulationFailure told = assertInstanceOf(SimulationFailure.class, failure);
        String message = told.getMessage();
        assertTrue(message.contains("task 'taker' has been in one step for "), message);
        assertTrue(message.contains("\n    at java.util.concurrent.LinkedBlockingQueue.take("), message);
        assertTrue(message.contains("-Dsecretariat.schedule="), message);
        StuckError stuck = assertInstanceOf(StuckError.class, told.getCause());
        assertTrue(
                Arrays.stream(stuck.getStackTrace())
                        .anyMatch(it -> it.getMethodName().equals("take")),
                "the stack trace is that of the thread that stands");
    }

    @Test
    void aStepThatBlocksUnderATimeOutOfJUnit() throws Exception {
        Throwable failure = failure("takesFromAnEmptyQueue");
        assertInstanceOf(TimeoutException.class, failure);
        assertTellsOfTheTaker(failure.getSuppressed()[0]);
    }

    @Test
    void aStepThatBlocksForLong() throws Exception {
        assertTellsOfTheTaker(failure("takesFromAnEmptyQueueForLong"));
    }

    @Test
    void aJoinOnARealSchedulerThatNeverEnds() throws Exception {
        String message = failure("joinsATaskThatNeverEnds").getMessage();
        assertTrue(
                message.contains("one driven by its caller, has not ended for 1.0 s; left are 1 task(s):\n  'stuck'"),
                message);
        assertTrue(message.contains("joinsATaskThatNeverEnds("), message);
    }

    @Test
    void aTaskOnARealSchedulerThatNeverEnds() throws Exception {
        String message = failure("leavesATaskThatNeverEnds").getMessage();
        assertTrue(message.contains("left are 1 task(s):\n  'stuck' awaits promise"), message);
    }

    @Test
    void aStepOnARealSchedulerThatBlocks() throws Exception {
        String message = failure("blocksAWorker").getMessage();
        assertTrue(message.contains("LinkedBlockingQueue.take("), message);
    }

    @Test
    void aTimeOutOfJUnitOnARealScheduler() throws Exception {
        Throwable failure = failure("isTimedOutOnARealOne");
        assertInstanceOf(TimeoutException.class, failure);
        String message = failure.getSuppressed()[0].getMessage();
        assertTrue(message.contains("was interrupted before it had ended; left are 1 task(s):\n  'stuck'"), message);
        assertEquals(false, Thread.currentThread().isInterrupted());
    }
}
