package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that yield until another has done something run on every scheduler; no search calls them a livelock. */
class PollingTest {
    private static Task<Void> until(BooleanSupplier condition) {
        return worker -> condition.getAsBoolean() ? Step.done() : Step.yieldNow();
    }

    /** Raises a flag with its last step. */
    private static Task<Void> raising(boolean[] flag, int steps) {
        return Programs.telling("", steps, new Consumer<>() {
            private int done;

            @Override
            public void accept(String name) {
                if (++done == steps) flag[0] = true;
            }
        });
    }

    /** Yields until it is its turn, so often, and then gives the turn to the other. */
    private static Task<Void> inTurn(int[] turn, int mine, int times) {
        return new Task<>() {
            private int left = times;

            @Override
            public Step<Void> step(Worker worker) {
                if (turn[0] != mine) return Step.yieldNow();
                turn[0] = 1 - mine;
                return --left > 0 ? Step.yieldNow() : Step.done();
            }
        };
    }

    static Stream<Named<Simulation.Program>> programs() {
        return Stream.of(
                Named.of("started first", it -> {
                    boolean[] flag = {false};
                    it.submit("poller", until(() -> flag[0]));
                    it.submit("raiser", raising(flag, 3));
                }),
                Named.of("started last", it -> {
                    boolean[] flag = {false};
                    it.submit("raiser", raising(flag, 3));
                    it.submit("poller", until(() -> flag[0]));
                }),
                Named.of("two beside a third", it -> {
                    boolean[] flag = {false};
                    for (int i = 0; i < 2; i++) it.submit("poller " + i, until(() -> flag[0]));
                    it.submit("raiser", raising(flag, 3));
                }),
                Named.of("one for another", it -> {
                    boolean[] flag = {false};
                    TaskHandle<Void> first = it.submit("first", until(() -> flag[0]));
                    it.submit("second", until(first::isDone));
                    it.submit("raiser", raising(flag, 2));
                }),
                Named.of("in turns", it -> {
                    int[] turn = {0};
                    it.submit("ping", inTurn(turn, 0, 3));
                    it.submit("pong", inTurn(turn, 1, 3));
                }),
                Named.of("for one that waits", it -> {
                    Promise<Integer> go = new Promise<>();
                    TaskHandle<Void> waiter = it.submit("waiter", w -> go.isDone() ? Step.done() : Step.await(go));
                    it.submit("poller", until(waiter::isDone));
                    it.submit("starter", Task.run(() -> go.succeed(1)));
                }),
                Named.of("for one that comes later", it -> {
                    boolean[] flag = {false};
                    it.submit("poller", until(() -> flag[0]));
                    it.submit("parent", w -> {
                        w.submit("raiser", raising(flag, 2));
                        return Step.done();
                    });
                }),
                Named.of("by what holds already", it -> {
                    boolean[] flag = {false};
                    Promise<Integer> held = new Promise<>();
                    held.succeed(1);
                    it.submit("spinner", w -> flag[0] ? Step.done() : Step.await(held));
                    it.submit("raiser", raising(flag, 3));
                }));
    }

    private static void checkAll(Simulation simulation, int maxPreemptions) {
        simulation.check(100);
        for (int depth = 1; depth <= 4; depth++)
            simulation.policy(Policy.pct(depth)).check(100);
        simulation.policy(Policy.pct(3, 1_000)).check(20);
        simulation.policy(Policy.inTurn()).check(1);
        for (int preemptions = 0; preemptions <= maxPreemptions; preemptions++) {
            Exploration all = simulation.explore(preemptions, 20_000);
            assertTrue(
                    all.failing().isEmpty(),
                    () -> "" + all.failing().orElseThrow().failure());
            assertTrue(all.schedules() < 20_000, "it ends");
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void pollingIsNoLivelock(Simulation.Program program) {
        checkAll(Simulation.of(program), 2);
        checkAll(Simulation.of(program).workers(3), 1);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void norIsItAmongSpuriousWakes(Simulation.Program program) {
        Simulation simulation = Simulation.of(program).faults(Faults.none().spuriousWakes(0.3));
        simulation.check(100);
        simulation.policy(Policy.pct(3)).check(100);
        assertTrue(simulation.explore(1, 20_000).failing().isEmpty());
    }

    // ---- Time ----

    @Test
    void timePassesForThoseWhoPoll() {
        Simulation.Program program = it -> {
            boolean[] flag = {false};
            for (int i = 0; i < 2; i++) it.submit("poller " + i, until(() -> flag[0]));
            int[] naps = {0};
            it.submit("sleeper", w -> {
                flag[0] = naps[0]++ == 20;
                return flag[0] ? Step.done() : Step.sleep(Duration.ofHours(1));
            });
            it.run();
            assertEquals(Duration.ofHours(20), Duration.ofNanos(it.ticker().nanos()));
        };
        Simulation simulation = Simulation.of(program).workers(2);
        simulation.check(10);
        simulation.policy(Policy.pct(3)).check(10);
        simulation.policy(Policy.inTurn()).check(1);
        assertTrue(simulation.explore(0, 10).failing().isEmpty());
    }

    @Test
    void timePassesForThoseWhoPollTheClock() {
        Simulation simulation = Simulation.of(it -> {
            Deadline due = it.deadline(Duration.ofSeconds(1));
            it.submit("poller", until(due::isPast));
            it.schedule(Task.run(() -> {}), Duration.ofSeconds(2));
        });
        checkAll(simulation, 1);
    }

    @Test
    void whoeverDrivesForATimeDoesNotPollForEver() {
        Simulation simulation = Simulation.of(it -> {
            TaskHandle<Void> poller = it.submit("poller", until(() -> false));
            it.runFor(Duration.ofSeconds(1));
            assertThrows(TimeoutException.class, () -> poller.join(Duration.ofSeconds(1)));
            assertEquals(Duration.ofSeconds(2), Duration.ofNanos(it.ticker().nanos()));
            poller.cancel();
        });
        checkAll(simulation, 1);
    }

    @Test
    void workThatYieldsTakesNoTime() {
        Simulation.of(it -> {
                    TaskHandle<Void> work =
                            it.submit(Tasks.withDeadline(Programs.yielding(9_000), it.deadline(Duration.ofNanos(1))));
                    it.run();
                    work.result();
                })
                .check(1);
    }

    @Test
    void ifAllPollForEverItIsALivelock() {
        Simulation simulation = Simulation.of(it -> {
                    for (int i = 0; i < 3; i++) it.submit(until(() -> false));
                })
                .stepLimit(20_000);
        assertInstanceOf(LivelockError.class, simulation.run(1).failure().orElseThrow());
        assertInstanceOf(
                LivelockError.class,
                simulation.policy(Policy.pct(3)).run(1).failure().orElseThrow());
        Exploration found = simulation.explore(1, 100);
        assertInstanceOf(
                LivelockError.class, found.failing().orElseThrow().failure().orElseThrow());
    }

    /** The search goes on behind the poll: what then happens comes in every order. */
    @Test
    void everyOrderOfWhatFollowsIsFound() {
        Set<String> orders = new HashSet<>();
        Exploration all = Simulation.of(it -> {
                    boolean[] flag = {false};
                    List<String> order = new ArrayList<>();
                    Task<Void> after = Programs.telling("p", 2, order::add);
                    it.submit("poller", w -> flag[0] ? after.step(w) : Step.yieldNow());
                    it.submit("raiser", Programs.telling("r", 3, name -> {
                        order.add(name);
                        if (order.size() == 1) flag[0] = true;
                    }));
                    it.run();
                    orders.add(String.join("", order));
                })
                .explore(Integer.MAX_VALUE, 20_000);
        assertTrue(all.failing().isEmpty());
        assertEquals(6, orders.size(), orders + " in " + all.schedules()); // r, then 4! / (2! 2!)
    }

    /** Steps before it are told apart, too: a task is not passed over before it polls. */
    @Test
    void everyOrderOfWhatComesBeforeIsFound() {
        Set<String> orders = new HashSet<>();
        Exploration all = Simulation.of(it -> {
                    boolean[] flag = {false};
                    List<String> order = new ArrayList<>();
                    Task<Void> before = Programs.telling("p", 3, order::add);
                    boolean[] isPolling = {false};
                    it.submit("poller", w -> {
                        if (isPolling[0]) return flag[0] ? Step.done() : Step.yieldNow();
                        isPolling[0] = before.step(w).isDone();
                        return Step.yieldNow();
                    });
                    it.submit("raiser", Programs.telling("r", 2, name -> {
                        order.add(name);
                        flag[0] = order.stream().filter("r"::equals).count() == 2;
                    }));
                    it.run();
                    orders.add(String.join("", order));
                })
                .explore(Integer.MAX_VALUE, 20_000);
        assertTrue(all.failing().isEmpty());
        assertEquals(10, orders.size(), orders + " in " + all.schedules()); // 5! / (3! 2!)
    }

    /** A run of many yields is not cut short: each counts. */
    @Test
    void aLongTaskDoesNotPoll() {
        Exploration all = Simulation.of(it -> {
                    it.submit(Programs.yielding(400));
                    it.submit(Programs.yielding(1));
                })
                .explore(1, 10_000);
        assertEquals(2 + 400 + 1, all.schedules()); // none; one in the long task, or in the short one
    }

    @Test
    void aBugAmongPollersIsMadeSmall() {
        Simulation simulation = Simulation.of(it -> {
            boolean[] flag = {false};
            int[] balance = {0};
            it.submit("poller", until(() -> flag[0]));
            for (int i = 0; i < 2; i++) it.submit("deposit " + i, new Programs.Deposit(balance));
            it.submit("raiser", raising(flag, 5));
            it.run();
            assertEquals(2, balance[0]);
        });
        Run failing = simulation.explore(1, 10_000).failing().orElseThrow();
        Run small = simulation.shrink(failing);
        assertInstanceOf(AssertionError.class, small.failure().orElseThrow());
        assertTrue(small.schedule().switches() <= 6, small.schedule() + "");
    }
}
