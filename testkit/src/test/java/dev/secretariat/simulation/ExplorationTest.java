package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Tasks;
import dev.secretariat.simulation.Omission.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A search of all orders says what it has tried, and what it has not (M6). */
class ExplorationTest {
    private static Exploration explored(Simulation.Program program) {
        return Simulation.of(program).explore(2, 10_000);
    }

    private static void assertOmits(Kind kind, String text, Exploration exploration) {
        assertEquals(
                List.of(kind),
                exploration.omissions().stream().map(Omission::kind).toList());
        assertFalse(exploration.isComplete());
        assertTrue(exploration.omits(kind));
        assertTrue(exploration.toString().contains(text), exploration.toString());
    }

    @Test
    void ordersAreAllThereIs() {
        Exploration all = explored(it -> {
            for (int i = 0; i < 2; i++) it.submit(Programs.yielding(1));
        });
        assertEquals("all 6 orders with at most 2 preemptions", all.toString());
        assertTrue(all.isComplete());
        Exploration any = Simulation.of(it -> it.submit(Programs.yielding(1))).explore(Integer.MAX_VALUE, 1);
        assertEquals("all 1 order with any number of preemptions", any.toString());
    }

    @Test
    void thereAreMoreOrders() {
        Exploration some = Simulation.of(it -> {
                    for (int i = 0; i < 3; i++) it.submit(Programs.yielding(3));
                })
                .explore(1, 10);
        assertOmits(Kind.ORDERS, "10 orders with at most 1 preemption; not tried: the other orders", some);
        assertFalse(some.toString().startsWith("all"), some.toString());
    }

    @Test
    void aFailureEndsTheSearch() {
        Exploration found = explored(Programs::losesAnUpdate);
        assertTrue(found.toString().startsWith("a failure after "), found.toString());
        assertFalse(found.isComplete());
        assertEquals(List.of(), found.omissions());
    }

    @Test
    void randomNumbersHaveOneValue() {
        Exploration all = explored(it -> it.submit(worker -> {
            worker.random().ints(3).forEach(number -> {});
            worker.random().nextBoolean();
            return Step.done();
        }));
        assertOmits(Kind.RANDOM_NUMBERS, "a run drew up to 4", all);
    }

    @Test
    void aSleepNeverEndsBeforeReadyWork() {
        Exploration all = explored(it -> {
            it.submit(worker -> Step.sleep(Duration.ofMillis(1)).isDone() ? null : Step.done());
            it.schedule(Task.run(() -> {}), Duration.ofMillis(1));
            it.submit(Programs.yielding(1));
        });
        assertOmits(Kind.TIME, "time that passes while a task is ready", all);
    }

    @Test
    void aTimeOutNeverComesBeforeReadyWork() {
        Exploration all = explored(it -> {
            Promise<Integer> answer = new Promise<>();
            Deadline due = it.deadline(Duration.ofSeconds(1));
            it.submit(w -> answer.isDone() || due.isPast() ? Step.done() : Step.awaitAny(answer, due));
            it.submit(Task.run(() -> answer.succeed(1)));
        });
        assertOmits(Kind.TIME, "time that passes while a task is ready", all);
        assertTrue(explored(
                        it -> it.submit(Tasks.withDeadline(Programs.yielding(2), it.deadline(Duration.ofSeconds(1)))))
                .omits(Kind.TIME));
    }

    @Test
    void theProgramsOwnTimeOutsNeverComeBeforeReadyWork() {
        assertOmits(Kind.TIME, "time", explored(it -> {
            it.submit(Programs.yielding(1));
            it.runFor(Duration.ofSeconds(1));
        }));
        assertOmits(
                Kind.TIME,
                "time",
                explored(it -> it.asExecutorService().submit(() -> {}).get(1, TimeUnit.SECONDS)));
    }

    @Test
    void stepsThatCostTimeAllowSomeOrdersOnly() {
        Exploration all = Simulation.of(it -> {
                    for (int i = 0; i < 2; i++) {
                        it.submit(Cost.each(Duration.ofMillis(1 + i), Programs.yielding(1)));
                    }
                })
                .workers(2)
                .explore(2, 10_000);
        assertOmits(Kind.TIME, "time", all);
    }

    @Test
    void aSleepOfOneAloneLeavesOutNothing() {
        Exploration all = explored(it -> it.schedule(Programs.yielding(2), Duration.ofMillis(1)));
        assertTrue(all.isComplete(), all.toString());
    }

    @Test
    void workersAreTakenToBeAlike() {
        Simulation simulation = Simulation.of(it -> it.submit(worker -> {
            worker.index();
            return Step.done();
        }));
        assertTrue(simulation.explore(1, 10).isComplete(), "there is one");
        assertOmits(Kind.WORKERS, "the first idle one", simulation.workers(2).explore(1, 10));
        assertTrue(Simulation.of(it -> it.submit(Programs.yielding(1)))
                .workers(2)
                .explore(1, 10)
                .isComplete());
    }

    @Test
    void faultsAreThoseOfOneSeed() {
        Simulation simulation = Simulation.of(it -> it.submit(Programs.yielding(1)));
        assertOmits(
                Kind.FAULTS,
                "faults of other seeds",
                simulation.faults(Faults.none().failingSteps(1e-9)).explore(1, 10));
        assertTrue(
                simulation.faults(Faults.none().failingSteps(0)).explore(1, 10).isComplete());
    }

    @Test
    void whoPollsIsNotTriedAtEachMoment() {
        Exploration all = explored(it -> {
            boolean[] flag = {false};
            it.submit("poller", worker -> flag[0] ? Step.done() : Step.yieldNow());
            it.submit("raiser", Task.run(() -> flag[0] = true));
        });
        assertOmits(Kind.POLLING, "a polling task looks again: 'poller'", all);
    }

    @Test
    void allIsTold() {
        Exploration some = Simulation.of(it -> {
                    for (int i = 0; i < 3; i++) {
                        it.submit(worker -> worker.random().nextInt(0, 1) + worker.index() > 5
                                ? Step.done()
                                : Step.sleep(Duration.ofMillis(1)));
                    }
                    it.runFor(Duration.ofMillis(2));
                    it.shutdownNow();
                })
                .workers(2)
                .faults(Faults.none().spuriousWakes(1e-9))
                .explore(0, 3);
        assertEquals(
                List.of(Kind.ORDERS, Kind.RANDOM_NUMBERS, Kind.TIME, Kind.WORKERS, Kind.FAULTS),
                some.omissions().stream().map(Omission::kind).toList());
    }
}
