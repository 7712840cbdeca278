package dev.secretariat.simulation;

import java.util.function.ObjLongConsumer;

/** See {@link Policy#pct(int)}. */
record LearnedPriorities(int depth) implements Policy {
    /**
     * Where there is nothing to learn from. Too high a guess makes bugs less likely to be found, and after too low a
     * one the run goes on at random; a round number, of the size of a small program.
     */
    private static final int GUESS = 100;

    /** Runs to learn from: one in turn, in which tasks meet as often as they can, and some at random. */
    private static final int LESSONS = 4;

    static LearnedPriorities of(int depth) {
        if (depth < 1) throw new IllegalArgumentException("depth is not positive: " + depth);
        return new LearnedPriorities(depth);
    }

    @Override
    public Chooser begin(long seed) {
        return withSteps(GUESS).begin(seed);
    }

    Policy withSteps(int steps) {
        return seed -> new PriorityChooser(seed, depth, steps);
    }

    /**
     * Returns what this comes to for a program. Depends on nothing but the program.
     *
     * @param runner runs it, with the choices and the seed that it is given
     */
    Policy learn(ObjLongConsumer<Policy> runner) {
        int most = 1;
        for (int lesson = 0; lesson < LESSONS; lesson++) {
            Policy choices = lesson == 0 ? Policy.inTurn() : Policy.random();
            Arrivals arrivals = new Arrivals();
            runner.accept(seed -> counting(arrivals, choices.begin(seed)), lesson);
            most = Math.max(most, arrivals.total());
        }
        return withSteps(most);
    }

    private static Chooser counting(Arrivals arrivals, Chooser chooser) {
        return new Chooser() {
            @Override
            public int task(ReadyTasks ready) {
                if (ready.size() > 1) {
                    for (int i = 0; i < ready.size(); i++) arrivals.count(ready.id(i));
                }
                int chosen = chooser.task(ready);
                arrivals.leaves(ready.id(chosen));
                return chosen;
            }

            @Override
            public int worker(int[] idle) {
                return chooser.worker(idle);
            }
        };
    }
}
