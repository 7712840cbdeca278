package dev.secretariat.examples.demo.stories;

import java.util.ArrayList;
import java.util.List;

/** Something that shows a bit of what concurrency and parallelism are. */
public sealed interface Story permits DayStory, PaperworkStory {
    /** Returns what {@code --story} calls it. */
    String name();

    /** Returns its heading. */
    String title();

    /** Returns what it shows, in a sentence or two. */
    String lesson();

    /** Returns all stories, in the order in which they should be told. */
    static List<Story> all() {
        List<Story> all = new ArrayList<>(DayStory.all());
        all.addAll(PaperworkStory.all());
        return all;
    }
}
