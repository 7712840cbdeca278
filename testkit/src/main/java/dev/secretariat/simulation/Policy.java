package dev.secretariat.simulation;

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

    /** Each ready task as likely as any other, at every step. */
    static Policy random() {
        return RandomChooser::new;
    }

    /** The task that has been ready for longest: no surprises. */
    static Policy inTurn() {
        return seed -> ready -> 0;
    }

    /**
     * Random priorities that change at random steps: probabilistic concurrency testing. A bug that takes {@code
     * depth} steps in a certain order is found by each run with a probability of at least {@code
     * 1 / (tasks * steps^(depth - 1))}, however seldom it is otherwise; most bugs have a depth of 1 to 3.
     *
     * <p>After Burckhardt, Kothari, Musuvathi and Nagarakatte, "A randomized scheduler with probabilistic
     * guarantees of finding bugs" (2010).
     *
     * @param depth how many steps must come in a certain order; at least 1
     * @param steps about how many steps a run has; at least 1
     */
    static Policy pct(int depth, int steps) {
        if (depth < 1) throw new IllegalArgumentException("depth is not positive: " + depth);
        if (steps < 1) throw new IllegalArgumentException("steps is not positive: " + steps);
        return seed -> new PriorityChooser(seed, depth, steps);
    }

    /**
     * What was chosen in an earlier run of the same program.
     *
     * @param schedule the choices; where the program comes to other ones, it throws a {@link DivergedError}
     */
    static Policy replay(Schedule schedule) {
        return seed -> new ReplayChooser(schedule);
    }
}
