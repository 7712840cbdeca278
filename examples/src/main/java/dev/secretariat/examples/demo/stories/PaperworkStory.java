package dev.secretariat.examples.demo.stories;

import dev.secretariat.examples.demo.paperwork.Pace;
import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.workday.Workday;
import java.util.List;

/**
 * The same paperwork, done by more and more secretaries. Nobody waits here, everybody computes; what
 * more secretaries are good for depends on the cores of the machine.
 */
public non-sealed interface PaperworkStory extends Story {
    /**
     * Has the work done, shift by shift.
     *
     * @param workday what there is to write about
     * @param pace how much is computed in a minute
     * @throws InterruptedException if the calling thread is interrupted
     */
    List<Shift> work(Workday workday, Pace pace) throws InterruptedException;

    /**
     * Returns what the figures have to do with the machine.
     *
     * @param cores how many cores it has
     * @param shifts what {@link #work} returned
     */
    String explanation(int cores, List<Shift> shifts);

    /** Returns all of them, in the order in which they should be told. */
    static List<PaperworkStory> all() {
        return List.of(new OneBecomesTwo(), new FiveTasks());
    }
}
