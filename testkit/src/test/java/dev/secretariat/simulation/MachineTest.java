package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A machine that is killed: its tasks stop where they stand. */
class MachineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final List<String> said = new ArrayList<>();

    /** Runs a program by a few seeds; each must go well. */
    private static void check(Simulation.Program program) {
        Simulation.of(program).check(20);
    }

    /** Says something every second, for ever, and something else when it winds down. */
    private Task<Void> talker(String name) {
        return new Task<>() {
            @Override
            public Step<Void> step(Worker worker) {
                said.add(name);
                return Step.sleep(SECOND);
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                said.add(name + " winds down");
                return Step.done();
            }
        };
    }

    @Test
    void afterItIsKilledNoTaskOfItRunsAndOthersGoOn() {
        check(simulation -> {
            said.clear();
            Machine machine = simulation.machine("a");
            machine.submit("talker", talker("a"));
            TaskHandle<Void> other = simulation.submit("other", talker("b"));
            simulation.runFor(Duration.ofMillis(2500));
            machine.kill();
            assertTrue(machine.isKilled());
            simulation.runFor(Duration.ofSeconds(2));
            assertEquals(3, said.stream().filter("a"::equals).count(), said::toString);
            assertEquals(5, said.stream().filter("b"::equals).count(), said::toString);
            other.cancel();
            simulation.run();
            assertFalse(said.contains("a winds down"));
        });
        assertTrue(said.contains("a winds down"), "in the end, it does");
    }

    @Test
    void aFinallyOfAFiberDoesNotRunInACrash() {
        check(simulation -> {
            said.clear();
            Machine machine = simulation.machine("a");
            TaskHandle<Void> task = machine.submit("body", Fibers.run(fiber -> {
                try {
                    fiber.sleep(SECOND);
                    said.add("slept");
                } finally {
                    said.add("finally");
                }
            }));
            simulation.runFor(Duration.ofMillis(1));
            machine.kill();
            simulation.run();
            assertEquals(List.of(), said);
            assertFalse(task.isDone());
        });
        assertEquals(List.of("finally"), said);
    }

    @Test
    void whatItsTasksHaveSubmittedDiesWithIt() {
        check(simulation -> {
            said.clear();
            Machine machine = simulation.machine("a");
            machine.submit("parent", Tasks.all(List.of(talker("one"), talker("two"))));
            machine.submit("fiber", Fibers.run(fiber -> {
                fiber.submit("child", talker("three"));
                fiber.await(new Promise<>());
            }));
            simulation.runFor(Duration.ofMillis(1));
            assertEquals(3, said.size());
            machine.kill();
            simulation.runFor(Duration.ofSeconds(10));
            assertEquals(3, said.size());
        });
    }

    @Test
    void itsTasksDieReadyDelayedOrNew() {
        check(simulation -> {
            Machine machine = simulation.machine("a");
            AtomicInteger runs = new AtomicInteger();
            machine.submit("new", Task.run(runs::incrementAndGet));
            Task<Void> yielding = worker -> Step.yieldNow();
            machine.submit("ready", yielding);
            machine.kill();
            simulation.run();
            assertEquals(0, runs.get());
        });
    }

    @Test
    void aTaskMayKillItsOwnMachineAndItsStepGoesOn() {
        check(simulation -> {
            said.clear();
            Machine machine = simulation.machine("a");
            machine.submit("suicide", worker -> {
                machine.kill();
                said.add("goes on");
                return said.size() == 1 ? Step.yieldNow() : Step.done();
            });
            simulation.run();
            assertEquals(List.of("goes on"), said);
        });
    }

    @Test
    void whatItsTasksThrowInTheEndIsNobodys() {
        check(simulation -> {
            Machine machine = simulation.machine("a");
            machine.submit("body", Fibers.run(fiber -> {
                try {
                    fiber.sleep(SECOND);
                } finally {
                    throwSomething();
                }
            }));
            simulation.runFor(Duration.ofMillis(1));
            machine.kill();
        });
    }

    private static void throwSomething() {
        throw new IllegalStateException("in the end");
    }

    @Test
    void whoeverWaitsForATaskOfItIsToldWhyThatNeverEnds() {
        Run run = Simulation.of(simulation -> {
                    Machine machine = simulation.machine("a");
                    TaskHandle<Void> task = machine.submit("server", Task.run(() -> {}));
                    machine.kill();
                    simulation.submit("waiter", Fibers.run(fiber -> fiber.await(task)));
                })
                .run(0);
        String message = run.failure().orElseThrow().getMessage();
        assertTrue(message.contains("which was killed with machine 'a'"), message);
    }

    @Test
    void aRunThatFailsAfterAKillLetsGoOfItsThreads() {
        TaskHandle<?>[] task = new TaskHandle<?>[1];
        Run run = Simulation.of(simulation -> {
                    Machine machine = simulation.machine("a");
                    task[0] = machine.submit("body", Fibers.run(fiber -> fiber.sleep(SECOND)));
                    simulation.runFor(Duration.ofMillis(1));
                    machine.kill();
                    throw new AssertionError("fails");
                })
                .run(0);
        assertEquals("fails", run.failure().orElseThrow().getMessage());
        assertEquals(List.of(), run.besides());
        assertEquals(TaskState.CANCELLED, task[0].state());
    }

    @Test
    void killingIsPartOfTheRunThatASeedRepeats() {
        Simulation simulation = Simulation.of(office -> {
                    Machine machine = office.machine("a");
                    for (int i = 0; i < 3; i++) machine.submit("talker " + i, talker("a"));
                    office.submit("killer", Fibers.run(fiber -> {
                        fiber.sleep(
                                Duration.ofMillis(500 + fiber.worker().random().nextInt(3000)));
                        machine.kill();
                    }));
                    office.run();
                })
                .workers(2);
        for (long seed = 0; seed < 10; seed++) {
            simulation.checkDeterminism(seed);
            Run run = simulation.run(seed);
            assertFalse(run.hasFailed());
            assertEquals(run.traceHash(), simulation.replay(run.schedule()).traceHash());
        }
    }

    @Test
    void itTakesNoTasksAnyMore() {
        check(simulation -> {
            Machine machine = simulation.machine("a");
            machine.kill();
            machine.kill();
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> machine.submit("b", Task.run(() -> {})));
            assertEquals(
                    "machine 'a' has been killed, so task 'b' would never run; make another machine for it",
                    refused.getMessage());
        });
    }

    @Test
    void aNumberForAPurposeFollowsFromTheSeedAndThePurposeAlone() {
        long[] numbers = new long[2];
        for (int run = 0; run < 2; run++) {
            SimulationScheduler simulation =
                    SimulationScheduler.builder().seed(7).build();
            if (run == 1) {
                simulation.randomFor(9, 9);
                simulation.submit(Task.run(() -> {}));
                simulation.run();
            }
            numbers[run] = simulation.randomFor(1, 2, 3);
            assertTrue(numbers[run] != simulation.randomFor(1, 3, 2));
            simulation.close();
        }
        assertEquals(numbers[0], numbers[1]);
    }

    @Test
    void anExplorationSaysThatNumbersOfOtherSeedsWereNotTried() {
        Exploration all = Simulation.of(simulation -> simulation.randomFor(1)).explore(1, 10);
        assertEquals(
                List.of(Omission.Kind.FAULTS),
                all.omissions().stream().map(Omission::kind).toList());
    }
}
