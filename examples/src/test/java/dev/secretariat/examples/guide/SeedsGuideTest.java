package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Cost;
import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Faults;
import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.simulation.Survey;
import dev.secretariat.sync.Shared;
import dev.secretariat.testkit.Outcomes;
import dev.secretariat.testkit.Search;
import dev.secretariat.testkit.SimulationTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/testing-by-seed.md. */
class SeedsGuideTest {
    private static final class Counter {
        int value;
    }

    /** Reads in one step and writes in the next: others may come between. */
    private static final class Increment implements Task<Void> {
        private final Counter counter;
        private int seen = -1;

        Increment(Counter counter) {
            this.counter = counter;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (seen < 0) {
                seen = counter.value;
                return Step.yieldNow();
            }
            counter.value = seen + 1;
            return Step.done();
        }
    }

    private static void twoIncrements(SimulationScheduler simulation) {
        Counter counter = new Counter();
        simulation.submit("first", new Increment(counter));
        simulation.submit("second", new Increment(counter));
        simulation.run();
        assertEquals(2, counter.value);
    }

    @Test
    void theLostUpdateIsFoundShrunkAndRepeated() {
        Simulation simulation = Simulation.of(SeedsGuideTest::twoIncrements);
        SimulationFailure found = assertThrows(SimulationFailure.class, () -> simulation.check(1000));
        Run smallest = found.smallest(); // as few switches as possible
        assertTrue(simulation.replay(smallest.schedule()).hasFailed());
    }

    @Test
    void policiesChooseOrdersInTheirWays() {
        Simulation simulation = Simulation.of(SeedsGuideTest::twoIncrements);
        assertThrows(
                SimulationFailure.class, () -> simulation.policy(Policy.pct(2)).check(100));
        assertTrue(simulation.explore(2, 100_000).failing().isPresent()); // every order with at most two preemptions

        Exploration all =
                Simulation.of(fixed -> fixed.submit(Task.run(() -> {}))).explore(2, 100_000);
        assertTrue(all.isComplete(), all::toString); // else its text says what has not been tried
    }

    private static Task<Void> withdrawal(Shared<Integer> balance, int amount) {
        return Fibers.run(fiber -> {
            int before = balance.get();
            balance.set(before - amount);
        });
    }

    @Test
    void aSharedVariableIsSeen() {
        Simulation simulation = Simulation.of(bank -> {
            Shared<Integer> balance = new Shared<>("balance", 100);
            bank.submit("Ann", withdrawal(balance, 30));
            bank.submit("Bob", withdrawal(balance, 20));
            bank.run();
            assertEquals(50, balance.get());
        });
        SimulationFailure found = assertThrows(SimulationFailure.class, () -> simulation.check(1000));
        assertTrue(found.smallest().table().contains("reads balance: 100"));
        assertTrue(found.getMessage().contains("Nothing puts in order"));
    }

    @Test
    void ordersThatNobodyCanTellApartAreRunOnce() {
        Simulation simulation = Simulation.of(bank -> {
            for (String name : List.of("Ann", "Bob", "Cy")) {
                bank.submit(name, withdrawal(new Shared<>(name + "'s balance", 100), 30)); // each has an account
            }
        });
        Exploration orders = simulation.explore(Integer.MAX_VALUE, 100_000);
        assertEquals(90, orders.schedules());
        Exploration partialOrders = simulation.explorePartialOrders(100_000);
        assertEquals(1, partialOrders.schedules());
        assertTrue(partialOrders.isComplete());
    }

    @Test
    void answersAndTimeOutsAreChoices() {
        Set<String> ends = new HashSet<>();
        Simulation simulation = Simulation.of(office -> {
            Promise<String> answer = new Promise<>();
            Deadline deadline = office.deadline(Duration.ofSeconds(1));
            office.submit(Fibers.run(fiber -> {
                boolean inTime = fiber.awaitAny(answer, deadline) == 0;
                ends.add(inTime ? answer.result() : "too late");
            }));
            office.submit(Task.run(() -> answer.succeed(office.choose(2) == 0 ? "yes" : "no")));
        });
        assertTrue(simulation.anyTime().explore(Integer.MAX_VALUE, 1000).isComplete());
        assertEquals(Set.of("yes", "no", "too late"), ends);
    }

    @Test
    void sweepsMayBeLarge() {
        Simulation simulation = Simulation.of(SeedsGuideTest::twoIncrements);
        int threads = Runtime.getRuntime().availableProcessors();
        Survey survey = simulation.survey(0, 10_000, threads, System.out::println);
        assertEquals(1, survey.findings().size()); // each kind of failure once, with the number of runs that end so
    }

    @SimulationTest(seeds = 100, realRuns = 5)
    void theSumIsTheSameInEveryOrder(Scheduler scheduler, Outcomes outcomes) throws InterruptedException {
        TaskHandle<Integer> one = scheduler.submit(Task.call(() -> 1));
        TaskHandle<Integer> two = scheduler.submit(Task.call(() -> 2));
        outcomes.add(one.join() + two.join()); // on real schedulers, too, it has to be what some simulated run has had
    }

    @SimulationTest(search = Search.EXHAUSTIVE, preemptions = 2)
    void nobodyComesBetween(SimulationScheduler simulation) {
        Counter counter = new Counter();
        Task<Void> whole = Task.run(() -> counter.value++); // in one step
        simulation.submit(whole);
        simulation.submit(whole);
        simulation.run();
        assertEquals(2, counter.value);
    }

    /** A class with a constructor without parameters, for the annotation. */
    static final class BadDay implements Supplier<Faults> {
        @Override
        public Faults get() {
            return Faults.none().lateTimers(0.1, Duration.ofSeconds(5)).spuriousWakes(0.1);
        }
    }

    @SimulationTest(seeds = 100, faults = BadDay.class)
    void aSleepMayBeLateButNeverShort(SimulationScheduler simulation) {
        TaskHandle<?> sleeper = simulation.submit(Task.run(() -> {}).flatMap(nothing -> sleepOnce()));
        simulation.run();
        assertTrue(sleeper.isDone());
        assertTrue(simulation.makespan().compareTo(Duration.ofHours(8)) >= 0); // in virtual time
    }

    @Test
    void stepsCanCostVirtualTime() {
        SimulationScheduler office = SimulationScheduler.builder().workers(2).build();
        for (int page = 0; page < 10; page++) {
            office.submit(Cost.each(Duration.ofMinutes(6), Task.run(() -> {})));
        }
        office.run();
        assertEquals(Duration.ofMinutes(30), office.makespan()); // two secretaries; one would have taken an hour
        office.close();
    }

    private static Task<Void> sleepOnce() {
        boolean[] slept = {false};
        return worker -> {
            if (slept[0]) return Step.done();
            slept[0] = true;
            return Step.sleep(Duration.ofHours(8));
        };
    }
}
