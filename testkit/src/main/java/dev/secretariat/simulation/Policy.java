package dev.secretariat.simulation;

import java.util.Objects;

/**
 * How a simulation chooses who runs next. Without state: each run has a {@link Chooser} of its own.
 *
 * <p>What is chosen is always a whole step. Nothing is switched inside a step, so races between the
 * instructions of two steps are not found: those are for jcstress.
 */
@FunctionalInterface
public interface Policy {
    /**
     * Begins a run.
     *
     * @param seed of the run; the same one makes the same choices
     */
    Chooser begin(long seed);

    /** Chooses each ready task with the same probability, at every step. */
    static Policy random() {
        return RandomChooser::new;
    }

    /** Chooses the task that has been ready for longest: no surprises. */
    static Policy inTurn() {
        return seed -> ready -> 0;
    }

    /**
     * Gives tasks random priorities that change at random steps: probabilistic concurrency testing. A bug that shows
     * where {@code depth} steps come each after a certain other one is found by each run with a probability of at least
     * {@code 1 / (tasks * steps^(depth - 1))}, however seldom it is otherwise; most bugs have a depth of 1 to 3. What
     * counts is steps about which there is a choice, because another task is ready, too.
     *
     * <p>A run that has more of them than that goes on at random from there, so that tasks that yield until others
     * have done something let them.
     *
     * <p>After Burckhardt, Kothari, Musuvathi and Nagarakatte, "A randomized scheduler with probabilistic
     * guarantees of finding bugs" (2010).
     *
     * @param depth how many steps must come after certain other ones; at least 1
     * @param steps about how many steps of a run there is a choice, at most; at least 1
     */
    static Policy pct(int depth, int steps) {
        if (steps < 1) throw new IllegalArgumentException("steps is not positive: " + steps);
        return LearnedPriorities.of(depth).withSteps(steps);
    }

    /**
     * As {@link #pct(int, int)}, where a {@link Simulation} learns from a few runs of its program about how many steps
     * there is a choice. Those runs are the same each time, so that a seed means the same; whether one of them fails
     * does not matter. A {@link SimulationScheduler} by itself, which has no program to learn from, takes a hundred.
     *
     * @param depth how many steps must come after certain other ones; at least 1
     */
    static Policy pct(int depth) {
        return LearnedPriorities.of(depth);
    }

    /**
     * Chooses what was chosen in an earlier run of the same program.
     *
     * @param schedule the choices; where the program comes to other ones, it throws a {@link DivergedError}
     */
    static Policy replay(Schedule schedule) {
        Objects.requireNonNull(schedule, "schedule");
        return seed -> new ReplayChooser(schedule);
    }
}
