package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.DeadlockError;
import dev.secretariat.simulation.Faults;
import dev.secretariat.simulation.InjectedFailureException;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Limits and strands in thousands of orders, with tasks that fail and are cancelled anywhere, beside a model that counts. */
class SimulatedLanesTest {
    private static final int SEEDS = Integer.getInteger("lanes.seeds", 600);

    private static final Faults FAULTS = Mishaps.FAULTS.rejectedSubmissions(0.05);

    /** What runs at a time, and who began in which order; an assertion inside a task would be a failure of that. */
    private static final class Model {
        private final int max;
        private final List<Integer> begun = new ArrayList<>();
        private final List<TaskHandle<?>> handles = new ArrayList<>();
        private int running;
        private boolean isExceeded;

        Model(int max) {
            this.max = max;
        }

        /** Takes some steps, or sleeps, and ends in whatever way. */
        Task<Integer> work(int number, RandomGenerator random) {
            int steps = random.nextInt(4);
            int winding = random.nextInt(3);
            boolean sleeps = random.nextBoolean();
            boolean fails = random.nextInt(5) == 0;
            return new Task<>() {
                private int left = steps;
                private int leftToWind = winding;
                private boolean runs;

                private void begin() {
                    if (runs) return;
                    runs = true;
                    begun.add(number);
                    if (++running > max) isExceeded = true;
                }

                private void end() {
                    if (runs) running--;
                }

                @Override
                public Step<Integer> step(Worker worker) throws IOException {
                    begin();
                    if (left-- > 0) return sleeps ? Step.sleep(Duration.ofMillis(1)) : Step.yieldNow();
                    end();
                    if (fails) throw new IOException("work " + number);
                    return Step.done(number);
                }

                @Override
                public Step<?> onCancel(Worker worker) {
                    begin();
                    if (leftToWind-- > 0) return Step.yieldNow();
                    end();
                    return Step.done();
                }
            };
        }

        void check() {
            for (TaskHandle<?> handle : handles) {
                var ignored = handle.outcome();
            }
            assertEquals(0, running);
            assertTrue(!isExceeded, () -> "more than " + max + " ran");
        }
    }

    /** Submits a task, unless a fault refuses it. */
    private static void submit(
            SimulationScheduler simulation, String name, Task<Void> task, List<TaskHandle<?>> handles) {
        try {
            handles.add(simulation.submit(name, task));
        } catch (RejectedExecutionException refused) {
            if (!isInjected(refused)) throw refused;
        }
    }

    private static boolean isInjected(RejectedExecutionException refused) {
        return String.valueOf(refused.getMessage()).startsWith("injected");
    }

    private static void cancelSome(SimulationScheduler simulation, List<TaskHandle<?>> some, RandomGenerator random) {
        submit(
                simulation,
                "canceller",
                Fibers.run(fiber -> {
                    for (int i = 0; i < 6; i++) {
                        if (!some.isEmpty())
                            some.get(random.nextInt(some.size())).cancel();
                        for (int k = random.nextInt(4); k > 0; k--) fiber.yieldNow();
                    }
                }),
                new ArrayList<>());
    }

    /** Looks how it has ended: it may have been refused its submissions. */
    private static void lookAt(TaskHandle<?> submitter) {
        Outcome<?> outcome = submitter.outcome();
        if (outcome instanceof Outcome.Failed<?> failed && !(failed.cause() instanceof InjectedFailureException))
            assertTrue(
                    failed.cause() instanceof RejectedExecutionException refused && isInjected(refused),
                    failed.cause()::toString);
    }

    private static void limit(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        int max = 1 + random.nextInt(3);
        Limit limit = new Limit(simulation, max);
        Model model = new Model(max);
        List<TaskHandle<?>> submitters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int first = 10 * i;
            int way = random.nextInt(3);
            submit(
                    simulation,
                    "submitter " + i,
                    Fibers.run(fiber -> {
                        for (int k = first; k < first + 4; k++) {
                            Task<Integer> work = model.work(k, random);
                            try {
                                if (way == 0) model.handles.add(limit.submit(work));
                                else model.handles.add(limit.submit(fiber, work));
                            } catch (RejectedExecutionException full) {
                                if (!isInjected(full) && limit.inFlight() != max) model.isExceeded = true;
                            }
                            if (way == 2) fiber.yieldNow();
                        }
                    }),
                    submitters);
        }
        for (int i = 0; i < 3; i++) {
            submit(simulation, "in steps " + i, new Submitter(limit, model, random), submitters);
        }
        List<TaskHandle<?>> some = random.nextBoolean() ? model.handles : submitters;
        cancelSome(simulation, some, random);
        simulation.run();
        model.check();
        submitters.forEach(SimulatedLanesTest::lookAt);
        assertEquals(0, limit.inFlight());
        assertEquals(0, limit.waiting());
        assertEquals(0, limit.line.length());
    }

    /** Waits in steps. */
    private static final class Submitter implements Task<Void> {
        private final Limit limit;
        private final Model model;
        private final RandomGenerator random;
        private Hold place;

        Submitter(Limit limit, Model model, RandomGenerator random) {
            this.limit = limit;
            this.model = model;
            this.random = random;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (place == null) place = limit.request(worker);
            if (!place.isHeld()) return Step.await(place);
            model.handles.add(limit.submit(worker, place, model.work(100, random)));
            return Step.done();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (place != null) place.close();
            return Step.done();
        }
    }

    @Test
    void noOrderExceedsALimitNorLosesAPlace() {
        Simulation.of(SimulatedLanesTest::limit).workers(2).check(SEEDS);
    }

    @Test
    void noFaultExceedsALimitNorLosesAPlace() {
        Simulation.of(SimulatedLanesTest::limit).workers(2).faults(FAULTS).check(SEEDS);
    }

    private static void strand(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        Strand strand = new Strand(simulation);
        Model model = new Model(1);
        int[] next = {0};
        List<TaskHandle<?>> submitters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            submit(
                    simulation,
                    "submitter " + i,
                    Fibers.run(fiber -> {
                        for (int k = 0; k < 4; k++) {
                            int number = next[0]++;
                            model.handles.add(strand.submit(fiber.worker(), model.work(number, random)));
                            if (random.nextBoolean()) fiber.yieldNow();
                        }
                    }),
                    submitters);
        }
        cancelSome(simulation, model.handles, random);
        simulation.run();
        model.check();
        submitters.forEach(SimulatedLanesTest::lookAt);
        assertEquals(0, strand.waiting());
        List<Integer> sorted = model.begun.stream().sorted().toList();
        assertEquals(sorted, model.begun);
        assertEquals(model.handles.size(), model.begun.size()); // also those that wind down in their turn
    }

    @Test
    void noOrderLetsTwoOfAStrandRunOrOneOvertakeAnother() {
        Simulation.of(SimulatedLanesTest::strand).workers(2).check(SEEDS);
    }

    @Test
    void noFaultLetsTwoOfAStrandRunOrOneOvertakeAnother() {
        Simulation.of(SimulatedLanesTest::strand).workers(2).faults(FAULTS).check(SEEDS);
    }

    @Test
    void whoWaitsForWhatIsBehindItInItsStrandIsToldAsADeadlock() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(simulation -> {
                            Strand strand = new Strand(simulation);
                            List<TaskHandle<Integer>> second = new ArrayList<>();
                            strand.submit(Fibers.run(fiber -> fiber.await(second.get(0))));
                            second.add(strand.submit(Task.call(() -> 1)));
                            simulation.run();
                        })
                        .check(1));
        String text = assertInstanceOf(DeadlockError.class, failure.getCause()).getMessage();
        assertTrue(text.contains("waits for strand, held by"), text);
        assertTrue(text.contains("in a circle"), text);
    }
}
