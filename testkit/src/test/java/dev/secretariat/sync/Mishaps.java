package dev.secretariat.sync;

import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.simulation.Faults;
import dev.secretariat.simulation.InjectedFailureException;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What goes wrong in a random program: a simulation's faults, and, at points that the program names, failures of a task's own and requests to cancel. */
final class Mishaps {
    /** All of a simulation's that a program need not expect: none is refused. */
    static final Faults FAULTS = Faults.none()
            .failingSteps(0.01)
            .lateTimers(0.2, Duration.ofMillis(5))
            .slowSteps(0.1, Duration.ofMillis(5))
            .spuriousWakes(0.1);

    private final SimulationScheduler simulation;
    private final RandomGenerator random;
    private final List<TaskHandle<?>> handles = new ArrayList<>();

    Mishaps(SimulationScheduler simulation, RandomGenerator random) {
        this.simulation = simulation;
        this.random = random;
    }

    /** Submits a task that may be cancelled and may fail. */
    <T> TaskHandle<T> submit(String name, Task<T> task) {
        TaskHandle<T> handle = simulation.submit(name, task);
        handles.add(handle);
        boolean waits =
                handle.register(() -> lookAt(handle)); // looks at it at once: a second later it would be told as unseen
        if (!waits) throw new AssertionError("a simulation runs nothing by itself");
        return handle;
    }

    private static void lookAt(TaskHandle<?> handle) {
        var ignored = handle.outcome();
    }

    /** Is called in a step where something may go wrong. What is thrown by one that winds down would be told as a failure aside. */
    void strike(Worker worker) {
        int drawn = random.nextInt(40);
        if (drawn == 0 && !worker.isCancelled()) throw new Mishap();
        if (drawn == 1) cancelOne();
    }

    /** Runs some steps, and cancels a task between two of them, again and again, until nobody can go on. */
    void run() {
        for (int left = random.nextInt(8); left > 0; left--) {
            for (int steps = random.nextInt(20); steps > 0 && simulation.step(); steps--) {}
            cancelOne();
        }
        simulation.run();
    }

    private void cancelOne() {
        handles.get(random.nextInt(handles.size())).cancel();
    }

    /** Checks how all have ended: in no other way than they may. */
    void check(Class<?>... mayFailBy) {
        for (TaskHandle<?> handle : handles) {
            if (!(handle.outcome() instanceof Outcome.Failed<?> failed)) continue;
            Throwable cause = failed.cause();
            if (cause instanceof Mishap || cause instanceof InjectedFailureException) continue;
            if (Set.of(mayFailBy).contains(cause.getClass())) continue;
            throw new AssertionError(handle.toString(), cause);
        }
    }

    static final class Mishap extends RuntimeException {
        private static final long serialVersionUID = 1;

        Mishap() {
            super("a mishap");
        }
    }

    /** A task in steps, at any of which something may go wrong; it cleans up at its end, whatever that is. */
    abstract static class Fragile<T> implements Task<T> {
        private final Mishaps mishaps;

        Fragile(Mishaps mishaps) {
            this.mishaps = mishaps;
        }

        /** Does what a step does. */
        abstract Step<T> next(Worker worker) throws Exception;

        /** Gives back what it has, if anything. */
        abstract void cleanUp();

        @Override
        public final Step<T> step(Worker worker) throws Exception {
            try {
                mishaps.strike(worker);
                Step<T> next = next(worker);
                mishaps.strike(worker);
                return next;
            } catch (Throwable thrown) {
                cleanUp();
                throw thrown;
            }
        }

        @Override
        public final Step<?> onCancel(Worker worker) {
            cleanUp();
            return Step.done();
        }
    }
}
