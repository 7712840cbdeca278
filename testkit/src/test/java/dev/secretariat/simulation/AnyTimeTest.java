package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@link Simulation#anyTime}. */
class AnyTimeTest {
    private static void answerInTime(SimulationScheduler simulation, Set<String> seen) {
        Promise<String> answer = new Promise<>();
        Deadline deadline = simulation.deadline(Duration.ofSeconds(1));
        simulation.submit("client", worker -> {
            if (answer.isDone()) seen.add(answer.result());
            else if (deadline.isPast()) seen.add("late");
            else return Step.awaitAny(answer, deadline);
            return Step.done();
        });
        simulation.submit("server", Task.run(() -> answer.succeed("answer")));
        simulation.run();
    }

    @Test
    void aTimeOutComesBeforeReadyWorkOnlyWhereItMay() {
        Set<String> seen = new HashSet<>();
        Simulation simulation = Simulation.of(it -> answerInTime(it, seen));
        simulation.check(100);
        assertEquals(Set.of("answer"), seen);
        simulation.anyTime().check(100);
        assertEquals(Set.of("answer", "late"), seen);
    }

    @Test
    void exhaustiveSearchesTryIt() {
        Set<String> seen = new HashSet<>();
        Simulation simulation = Simulation.of(it -> answerInTime(it, seen));
        assertTrue(simulation.explore(5, 1_000).omits(Omission.Kind.TIME));
        assertEquals(Set.of("answer"), seen);
        Exploration all = simulation.anyTime().explore(Integer.MAX_VALUE, 1_000);
        assertTrue(all.isComplete(), all.toString());
        assertEquals(Set.of("answer", "late"), seen);
        seen.clear();
        Exploration some = simulation.anyTime().explorePartialOrders(1_000);
        assertTrue(some.isComplete(), some.toString());
        assertEquals(Set.of("answer", "late"), seen);
        assertTrue(some.schedules() <= all.schedules(), all + "; " + some);
    }

    @Test
    void aFailureByItIsRepeatedAndMadeSmall() {
        Simulation simulation = Simulation.of(it -> {
                    Set<String> seen = new HashSet<>();
                    answerInTime(it, seen);
                    assertEquals(Set.of("answer"), seen);
                })
                .anyTime();
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> simulation.check(100));
        Schedule schedule = failure.smallest().schedule();
        assertTrue(schedule.toString().contains("0"), schedule.toString());
        assertEquals(schedule, Schedule.parse(schedule.toString()));
        assertEquals(2, schedule.tasks(), schedule.toString());
        assertTrue(simulation.replay(schedule).hasFailed());
    }

    @Test
    void withoutDeadlinesNothingIsChosen() {
        Simulation simulation = Simulation.of(it -> {
            for (int i = 0; i < 3; i++) it.submit(Task.run(() -> {}));
        });
        assertEquals(simulation.run(7).schedule(), simulation.anyTime().run(7).schedule());
    }
}
