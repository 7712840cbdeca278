package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Virtual time, and what steps cost of it. */
class TimeTest {
    private static Duration now(SimulationScheduler simulation) {
        return Duration.ofNanos(simulation.ticker().nanos());
    }

    @Test
    void timePassesOnlyWhenNothingElseCanBeDone() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        List<Duration> seen = new ArrayList<>();
        for (int hours : new int[] {3, 1, 2}) {
            simulation.schedule(Task.run(() -> seen.add(now(simulation))), Duration.ofHours(hours));
        }
        simulation.submit(Task.run(() -> seen.add(now(simulation))));
        simulation.run();
        assertEquals(List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3)), seen);
        simulation.close();
    }

    @Test
    void runForRunsWhatIsDueAndLetsTheTimePass() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        TaskHandle<Void> late = simulation.schedule(Task.run(() -> {}), Duration.ofHours(2));
        simulation.runFor(Duration.ofMinutes(90));
        assertFalse(late.isDone());
        assertEquals(Duration.ofMinutes(90), now(simulation));
        simulation.runFor(Duration.ofMinutes(30));
        assertTrue(late.isDone());
        simulation.close();
    }

    @Test
    void aJoinWithATimeoutTakesThatTime() throws Exception {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        Promise<Integer> never = new Promise<>();
        TaskHandle<Void> stuck = simulation.submit(worker -> Step.await(never));
        assertThrows(TimeoutException.class, () -> stuck.join(Duration.ofSeconds(5)));
        assertEquals(Duration.ofSeconds(5), now(simulation));
        stuck.cancel();
        simulation.close();
    }

    /** Sixty-four secretaries with a hundred pieces of work each, of five minutes. */
    @Test
    void aDayOfManyWorkersPassesAtOnce() {
        SimulationScheduler simulation = SimulationScheduler.builder()
                .workers(64)
                .policy(Policy.inTurn())
                .build();
        for (int i = 0; i < 6_400; i++) simulation.submit(Cost.each(Duration.ofMinutes(5), Task.run(() -> {})));
        simulation.run();
        assertEquals(Duration.ofMinutes(500), simulation.makespan());
        simulation.close();
    }

    @Test
    void twoWorkersHalveTheMakespanOfFiveTasksOnlyRoughly() {
        // Five tasks of an hour: three rounds on two workers.
        for (int workers = 1; workers <= 5; workers++) {
            SimulationScheduler simulation =
                    SimulationScheduler.builder().workers(workers).build();
            for (int i = 0; i < 5; i++) simulation.submit(Cost.each(Duration.ofHours(1), Task.run(() -> {})));
            simulation.close();
            assertEquals(Duration.ofHours((5 + workers - 1) / workers), simulation.makespan());
        }
    }

    @Test
    void aStepSeesTheTimeItHasSpentAndOthersGoOnAtItsEnd() {
        SimulationScheduler simulation =
                SimulationScheduler.builder().workers(2).policy(Policy.inTurn()).build();
        Promise<Integer> promise = new Promise<>();
        List<Duration> seen = new ArrayList<>();
        simulation.submit(worker -> {
            if (!promise.isDone()) return Step.await(promise);
            seen.add(now(simulation));
            return Step.done();
        });
        simulation.submit(worker -> {
            assertTrue(Cost.spend(worker, Duration.ofMinutes(7)));
            seen.add(now(simulation));
            promise.succeed(1);
            return Step.done();
        });
        simulation.run();
        assertEquals(List.of(Duration.ofMinutes(7), Duration.ofMinutes(7)), seen);
        simulation.close();
    }

    @Test
    void whoJoinsGoesOnAtTheEndOfTheStep() throws Exception {
        SimulationScheduler simulation =
                SimulationScheduler.builder().workers(2).build();
        List<Duration> seen = new ArrayList<>();
        simulation.schedule(Task.run(() -> seen.add(now(simulation))), Duration.ofSeconds(3));
        TaskHandle<Void> costly = simulation.submit(Cost.each(Duration.ofSeconds(10), Task.run(() -> {})));
        costly.join();
        assertEquals(Duration.ofSeconds(10), now(simulation));
        assertEquals(List.of(Duration.ofSeconds(3)), seen);
        simulation.close();
    }

    @Test
    void theStepsOfOneTaskDoNotOverlapInVirtualTime() {
        SimulationScheduler simulation =
                SimulationScheduler.builder().workers(8).inWords(true).build();
        Task<Void> task = new Task<>() {
            private int steps;

            @Override
            public Step<Void> step(Worker worker) {
                Cost.spend(worker, Duration.ofSeconds(10));
                return ++steps < 5 ? Step.sleep(Duration.ofSeconds(1)) : Step.done();
            }
        };
        simulation.submit(task);
        simulation.run();
        Duration free = Duration.ZERO;
        for (TraceEvent event : simulation.trace()) {
            assertTrue(event.at().compareTo(free) >= 0, event.toString());
            free = event.at().plus(event.cost());
        }
        simulation.close();
    }

    @Test
    void timeDoesNotJumpToTheEndOfTime() throws Exception {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        TaskHandle<Void> sleeper = simulation.schedule(Task.run(() -> {}), forEver);
        simulation.run();
        simulation.runFor(forEver);
        assertEquals(Duration.ZERO, now(simulation));
        assertThrows(DeadlockError.class, sleeper::join);
        simulation.schedule(Task.run(() -> {}), Duration.ofSeconds(1)).join();
        assertEquals(Duration.ofSeconds(1), now(simulation));
        simulation.shutdownNow();
        simulation.close();
    }
}
