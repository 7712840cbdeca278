package dev.secretariat.simulation;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a step takes in virtual time, so that a day of sixty-four workers passes in milliseconds. By itself a step
 * takes none.
 *
 * <p>What a step does to its surroundings, it does at its beginning; the tasks that it makes ready, and the
 * task itself, go on at its end. Meanwhile its worker is busy.
 */
public final class Cost {
    private Cost() {}

    /**
     * Spends time in the running step: the clock goes forward for the rest of it.
     *
     * @param worker the worker of the step; where it is not a simulated one, nothing happens
     * @param duration how long; a negative one counts as zero
     * @return whether the worker is simulated
     */
    public static boolean spend(Worker worker, Duration duration) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(duration, "duration");
        if (!(worker.scheduler() instanceof SimulationScheduler simulation)) return false;
        worker.task(); // throws if this is not its step
        simulation.spend(duration);
        return true;
    }

    /**
     * Makes a task each of whose steps takes a time, though not those of {@link Task#onCancel}; on a real scheduler,
     * the task as it is.
     *
     * @param duration how long a step takes
     * @param task what it does
     */
    public static <T extends @Nullable Object> Task<T> each(Duration duration, Task<T> task) {
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(task, "task");
        return new Task<>() {
            @Override
            public Step<T> step(Worker worker) throws Exception {
                Step<T> step = task.step(worker);
                spend(worker, duration);
                return step;
            }

            @Override
            public Step<?> onCancel(Worker worker) throws Exception {
                return task.onCancel(worker);
            }
        };
    }
}
