package dev.secretariat.simulation;

import java.util.List;
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
     * Samples partial orders: each step that is about to come has a random priority, and when one has run, those get a new one for which it matters that it came first. So
     * steps that have nothing to do with each other take away none of the chances of those that have. What steps touch is learned from a few runs of the
     * program, as far as it is in {@link dev.secretariat.sync.Shared} variables and in primitives of this library.
     *
     * <p>After Yuan, Yang and Gu, "Partial order aware concurrency sampling" (2018), where it is known before each step what it will touch.
     */
    static Policy pos() {
        return new OrderSampling(Lessons.NONE);
    }

    /**
     * Chooses each order of all steps with about the same probability, where the tasks do not wait for each other: a task the more likely, the more steps it has left. At
     * random, a long task would nearly always end long after the short ones. How many steps tasks have is learned from a few runs of the program.
     *
     * <p>After Zhao, Wolff, Mathur and Roychoudhury, "Selectively uniform concurrency testing" (2025), with all steps selected.
     */
    static Policy uniform() {
        return new UniformWalk(Lessons.NONE);
    }

    /**
     * Chooses, for each run, one of the variables and primitives that several tasks touch, at random, and then each order of the steps that touch it with about the same
     * probability, however many other steps those tasks have; the other steps come in a random order. A bug that needs a certain order of the accesses to one variable is found by that
     * among many tasks. What steps touch is learned from a few runs of the program, as for {@link #pos}; where they touch nothing in common, it is {@link #uniform}.
     *
     * <p>After Zhao, Wolff, Mathur and Roychoudhury, "Selectively uniform concurrency testing" (2025).
     */
    static Policy selective() {
        return new SelectiveWalk(Lessons.NONE);
    }

    /**
     * Runs tasks one after the other, each for as long as it can, and passes over the one whose turn it is at a few random moments. Many bugs need very few such delays,
     * however many tasks there are. About how many moments there are is learned from a few runs of the program.
     *
     * <p>After Emmi, Qadeer and Rakamarić, "Delay-bounded scheduling" (2011).
     *
     * @param delays how many delays a run has, at most; zero or more
     */
    static Policy delays(int delays) {
        return LearnedDelays.of(delays);
    }

    /**
     * Shares the seeds among several policies that are good at different programs, one after the other: {@link #pos}, {@link #selective} twice, and {@link #pct(int)} of depth 3. So of a
     * bug that one of them finds it takes no more than four times as many seeds, and mostly far fewer than the others need by themselves.
     */
    static Policy portfolio() {
        return new Portfolio(List.of(pos(), selective(), selective(), pct(3)));
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
