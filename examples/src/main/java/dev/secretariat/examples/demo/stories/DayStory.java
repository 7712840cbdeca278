package dev.secretariat.examples.demo.stories;

import java.util.List;

/** One way of getting through a workday. */
public non-sealed interface DayStory extends Story {
    /** Returns how many secretaries are in the office. */
    default int secretaries() {
        return 1;
    }

    /**
     * Has the JVM load what the story needs, which would take minutes of the day.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    default void warmUp() throws InterruptedException {}

    /**
     * Lives the day, and returns when all work is done.
     *
     * @param day the day, which has just begun
     * @throws InterruptedException if the calling thread is interrupted
     */
    void live(Day day) throws InterruptedException;

    /** Returns all of them, in the order in which they should be told. */
    static List<DayStory> all() {
        return List.of(
                new WithoutLogistics(), new Alternating(), new ManyWays(), new GreenThreads(), new TwoSecretaries());
    }
}
