package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.DeadlockError;
import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.InjectedFailureException;
import dev.secretariat.simulation.Omission;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Trees of scopes and compositions in thousands of orders, cancelled anywhere, beside a model of what each may return. */
class SimulatedScopesTest {
    private static final int SEEDS = Integer.getInteger("scopes.seeds", 1_000);

    private static void tree(SimulationScheduler simulation, boolean withFaults) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        TreeOfTasks tree = new TreeOfTasks(simulation, random);
        TreeOfTasks.Node root = tree.grow(3);
        TaskHandle<Object> handle;
        try {
            handle = simulation.submit("root", root.task());
        } catch (RejectedExecutionException refused) {
            if (withFaults) return;
            throw refused;
        }
        boolean cancels = random.nextInt(3) > 0;
        int after = random.nextInt(20);
        if (cancels) {
            for (int left = after; left > 0 && simulation.step(); left--) {}
            handle.cancel();
        }
        simulation.run();
        tree.lookAtAll();
        assertEquals(List.of(), tree.violations());
        assertEquals(List.of(), tree.running());
        Outcome<Object> outcome = handle.outcome();
        if (outcome instanceof Outcome.Succeeded<Object> succeeded) {
            assertTrue(root.mayReturn(succeeded.value()), () -> root + " returned " + succeeded.value());
        } else if (outcome instanceof Outcome.Failed<Object> failed) {
            Throwable first = TreeOfTasks.origin(failed.cause());
            boolean known = first instanceof IOException
                    || first instanceof TimeoutException
                    || String.valueOf(first.getMessage()).contains("closed without a join()")
                    || first instanceof CancellationException;
            boolean injected = first instanceof InjectedFailureException || first instanceof RejectedExecutionException;
            assertTrue(
                    (known && root.mayFail()) || (withFaults && (known || injected)),
                    () -> root + " failed: " + failed.cause());
        } else {
            assertTrue(cancels);
        }
    }

    @Test
    void nothingEndsBeforeWhatItHasBegun() {
        Simulation.of(simulation -> tree(simulation, false)).workers(2).check(SEEDS);
    }

    @Test
    void nothingEndsBeforeWhatItHasBegunWhateverGoesWrong() {
        Simulation.of(simulation -> tree(simulation, true))
                .workers(2)
                .faults(Mishaps.FAULTS.rejectedSubmissions(0.02))
                .check(SEEDS);
    }

    /** Two children, one of which fails, and a request to cancel their owner, in every order. */
    @Test
    void everyOrderOfAFailureAndARequestToCancel() {
        Exploration exploration = Simulation.of(simulation -> {
                    int[] running = {0};
                    int[] left = {0};
                    List<TaskHandle<?>> faulty = new ArrayList<>();
                    Task<Integer> child = new Task<>() {
                        @Override
                        public Step<Integer> step(Worker worker) {
                            running[0] = 1;
                            return Step.await(new Promise<>());
                        }

                        @Override
                        public Step<?> onCancel(Worker worker) {
                            running[0] = 0;
                            return Step.done();
                        }
                    };
                    TaskHandle<List<Integer>> owner = simulation.submit("owner", Fibers.task(fiber -> {
                        try (TaskScope<Integer, List<Integer>> scope =
                                TaskScope.open(fiber, Joiner.allSuccessfulOrThrow())) {
                            scope.fork("waits", child);
                            faulty.add(scope.fork("fails", worker -> {
                                throw new IOException("expected");
                            }));
                            return scope.join();
                        } finally {
                            left[0] += running[0];
                        }
                    }));
                    simulation.submit("canceller", Task.run(owner::cancel));
                    simulation.run();
                    assertEquals(0, left[0]);
                    assertFalse(owner.outcome() instanceof Outcome.Succeeded);
                    faulty.forEach(TaskHandle::outcome);
                })
                .explore(3, 50_000);
        assertTrue(exploration.failing().isEmpty() && !exploration.omits(Omission.Kind.ORDERS), exploration.toString());
    }

    /** The owner holds what its child waits for. */
    @Test
    void aDeadlockBetweenAScopeAndItsChildIsTold() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(simulation -> {
                            Mutex mutex = new Mutex();
                            simulation.submit("owner", Fibers.run(fiber -> {
                                try (Hold held = mutex.lock(fiber);
                                        TaskScope<Integer, ?> scope = TaskScope.open(fiber, Joiner.awaitAll())) {
                                    scope.fork("child", Fibers.task(child -> {
                                        try (Hold other = mutex.lock(child)) {
                                            return held.isHeld() && other.isHeld() ? 1 : 0;
                                        }
                                    }));
                                    scope.join();
                                }
                            }));
                            simulation.run();
                        })
                        .check(10));
        DeadlockError deadlock = assertInstanceOf(DeadlockError.class, failure.getCause());
        String text = deadlock.getMessage();
        assertTrue(text.contains("waits for scope of task 'owner', with task 'child'"), text);
        assertTrue(
                text.contains("in a circle: 'owner' -> 'child' -> 'owner'")
                        || text.contains("in a circle: 'child' -> 'owner' -> 'child'"),
                text);
    }

    @Test
    void whatHasEndedIsForgotten() {
        Simulation.of(simulation -> {
                    List<TaskScope<Integer, ?>> scopes = new ArrayList<>();
                    simulation.submit("owner", Fibers.run(fiber -> {
                        try (TaskScope<Integer, ?> scope = TaskScope.open(fiber, Joiner.awaitAll())) {
                            scopes.add(scope);
                            for (int i = 0; i < 5; i++) scope.fork(Task.call(() -> 1));
                            scope.join();
                        }
                    }));
                    simulation.run();
                    assertEquals(0, scopes.get(0).children.length());
                })
                .check(100);
    }
}
