package dev.secretariat.simulation;

/** See {@link Policy#pct(int)}. */
record LearnedPriorities(int depth) implements LearningPolicy {
    /**
     * Where there is nothing to learn from. Too high a guess makes bugs less likely to be found, and after too low a
     * one the run goes on at random; a round number, of the size of a small program.
     */
    private static final int GUESS = 100;

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

    @Override
    public Policy taughtBy(Lessons lessons) {
        return withSteps(lessons.contestedSteps());
    }
}
