package dev.secretariat.examples.demo.stories;

import java.util.ArrayList;
import java.util.List;

/** Something that shows a bit of what concurrency and parallelism are. */
public sealed interface Story permits DayStory, PaperworkStory {
    /** What {@code --story} calls it. */
    String name();

    /** Its heading. */
    String title();

    /** What it shows, in a sentence or two. */
    String lesson();

    /** All stories, in the order in which they should be told. */
    static List<Story> all() {
        List<Story> all = new ArrayList<>(DayStory.all());
        all.addAll(PaperworkStory.all());
        return all;
    }
}
