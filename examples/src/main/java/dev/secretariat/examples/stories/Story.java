package dev.secretariat.examples.stories;

import java.util.List;

/** One way of getting through a workday. */
public interface Story {
    /** What {@code --story} calls it. */
    String name();

    /** Its heading. */
    String title();

    /** What it shows, in a sentence or two. */
    String lesson();

    /**
     * Lives the day, and returns when all work is done.
     *
     * @param day the day, which has just begun
     * @throws InterruptedException if the calling thread is interrupted
     */
    void live(Day day) throws InterruptedException;

    /** All stories, in the order in which they should be told. */
    static List<Story> all() {
        return List.of(new WithoutLogistics(), new Alternating(), new ManyWays());
    }
}
