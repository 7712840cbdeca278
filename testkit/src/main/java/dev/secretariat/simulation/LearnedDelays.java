package dev.secretariat.simulation;

/** See {@link Policy#delays}. */
record LearnedDelays(int delays) implements LearningPolicy {
    /** Where there is nothing to learn from: a round number, of the size of a small program. */
    private static final int GUESS = 100;

    static LearnedDelays of(int delays) {
        if (delays < 0) throw new IllegalArgumentException("delays is negative: " + delays);
        return new LearnedDelays(delays);
    }

    @Override
    public Chooser begin(long seed) {
        return new DelayChooser(seed, delays, GUESS);
    }

    @Override
    public Policy taughtBy(Lessons lessons) {
        int steps = lessons.contestedSteps();
        return seed -> new DelayChooser(seed, delays, steps);
    }
}
