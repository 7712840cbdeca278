package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static SimulationScheduler with(Faults faults) {
        return SimulationScheduler.builder().seed(3).faults(faults).build();
    }

    @Test
    void lateTimersAreLateButNeverEarly() {
        SimulationScheduler simulation = with(Faults.none().lateTimers(0.5, Duration.ofSeconds(1)));
        List<Long> lateness = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            Deadline due = simulation.deadline(Duration.ofMinutes(i));
            long dueNanos = simulation.ticker().nanos() + Duration.ofMinutes(i).toNanos();
            simulation.submit(worker -> {
                if (!due.isPast()) return Step.await(due);
                lateness.add(worker.ticker().nanos() - dueNanos);
                return Step.done();
            });
        }
        simulation.run();
        long late = lateness.stream().filter(nanos -> nanos > 0).count();
        assertTrue(late > 30 && late < 70, late + " of 100");
        assertTrue(lateness.stream().allMatch(nanos -> nanos >= 0 && nanos <= 1_000_000_000L));
        simulation.close();
    }

    @Test
    void aLateTimerHoldsUpNoOther() {
        SimulationScheduler simulation = with(Faults.none().lateTimers(0.1, Duration.ofSeconds(10)));
        AtomicInteger late = new AtomicInteger();
        for (int i = 1; i <= 500; i++) {
            Deadline due = simulation.deadline(Duration.ofMillis(100L * i));
            long dueNanos =
                    simulation.ticker().nanos() + Duration.ofMillis(100L * i).toNanos();
            simulation.submit(worker -> {
                if (!due.isPast()) return Step.await(due);
                if (worker.ticker().nanos() > dueNanos) late.incrementAndGet();
                return Step.done();
            });
        }
        simulation.run();
        assertTrue(late.get() > 20 && late.get() < 100, late + " of 500");
        simulation.close();
    }

    @Test
    void slowStepsTakeTime() {
        SimulationScheduler simulation = with(Faults.none().slowSteps(0.5, Duration.ofMillis(10)));
        simulation.submit(Programs.yielding(99));
        simulation.run();
        long millis = simulation.makespan().toMillis();
        assertTrue(millis > 100 && millis < 400, millis + " ms for 50 slow steps of 5 ms");
        simulation.close();
    }

    /** As a failure of the step itself would: a program that leaks nothing must not seem to. */
    @Test
    void aStepThatFailsLeavesNothingOpen() {
        SimulationScheduler simulation = with(Faults.none().failingSteps(0.2));
        AtomicInteger open = new AtomicInteger();
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            handles.add(simulation.submit(Tasks.using(
                    () -> {
                        open.incrementAndGet();
                        return open::decrementAndGet;
                    },
                    resource -> Tasks.both(Programs.yielding(3), Programs.yielding(3), (one, other) -> 1))));
        }
        simulation.run();
        assertEquals(0, open.get());
        long failed = handles.stream()
                .filter(handle -> handle.outcome() instanceof Outcome.Failed)
                .count();
        assertTrue(failed > 20, failed + " of 100");
        simulation.close();
    }

    @Test
    void spuriousWakesComeToWhoWaits() {
        SimulationScheduler simulation = with(Faults.none().spuriousWakes(0.5));
        AtomicInteger looks = new AtomicInteger();
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Void> waiting = simulation.submit(worker -> {
            looks.incrementAndGet();
            return promise.isDone() ? Step.done() : Step.await(promise);
        });
        simulation.submit(Programs.yielding(100));
        simulation.run();
        assertTrue(looks.get() > 10, looks + " looks");
        assertTrue(!waiting.isDone());
        promise.succeed(1);
        simulation.close();
    }

    @Test
    void submissionsAreRejectedBeforeAnythingHappens() {
        SimulationScheduler simulation = with(Faults.none().rejectedSubmissions(0.5));
        AtomicInteger ran = new AtomicInteger();
        int accepted = 0;
        for (int i = 0; i < 100; i++) {
            try {
                simulation.submit(Task.run(ran::incrementAndGet));
                accepted++;
            } catch (RejectedExecutionException injected) {
                assertTrue(injected.getMessage().startsWith("injected: "));
            }
        }
        simulation.close();
        assertTrue(accepted > 30 && accepted < 70, accepted + " of 100");
        assertEquals(accepted, ran.get());
    }

    @Test
    void failingStepsFailTheirTaskAlone() {
        Simulation simulation = Simulation.of(it -> {
                    List<TaskHandle<Void>> handles = new ArrayList<>();
                    for (int i = 0; i < 50; i++) handles.add(it.submit(Programs.yielding(2)));
                    it.run();
                    assertTrue(handles.stream().allMatch(TaskHandle::isDone));
                })
                .faults(Faults.none().failingSteps(0.1));
        simulation.check(20); // nobody looks at the failures, and yet they are not held against the program
    }

    @Test
    void thereAreNoFaultsUnlessAskedFor() {
        Simulation.of(it -> {
                    it.submit(Programs.yielding(50));
                    it.run();
                    assertEquals(Duration.ZERO, it.makespan());
                })
                .check(20);
    }

    @Test
    void badNumbersAreRefused() {
        for (double probability : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Faults.none().spuriousWakes(probability));
        }
        assertThrows(IllegalArgumentException.class, () -> Faults.none().lateTimers(0.1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Faults.none().slowSteps(0.1, Duration.ofSeconds(-1)));
    }
}
