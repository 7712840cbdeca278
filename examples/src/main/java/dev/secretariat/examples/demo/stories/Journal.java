package dev.secretariat.examples.demo.stories;

import dev.secretariat.examples.demo.workday.Entry;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What happened, in the order in which it happened. Thread-safe. */
public final class Journal {
    /** Kinds of events. */
    public enum What {
        /** The phone begins to ring. */
        RINGS,
        /** The secretary takes the call, which has been ringing for a while. */
        ANSWERED,
        /** The caller has let it ring for a while, and lost patience. */
        HUNG_UP,
        /** The visitor sits down at the desk, having waited for a while or not. */
        BEGINS,
        /** The secretary has talked for a while, on the phone or at the desk. */
        WORKED,
        /** All is said. */
        ENDS,
        /** The archive has been asked for the visitor's file. */
        FILE_ASKED,
        /** The visitor's file has come. */
        FILE_FOUND
    }

    /**
     * An event.
     *
     * @param what its kind
     * @param entry the call or appointment it is about
     * @param from when it began
     * @param to when it was noted; the same as {@code from} unless it took a while
     * @param secretary who did it, from zero; {@link #NOBODY} if no secretary did
     */
    public record Event(What what, Entry entry, TimeOfDay from, TimeOfDay to, int secretary) {}

    /** Stands for the secretary where there is none, as when a phone rings. */
    public static final int NOBODY = -1;

    private final WallClock clock;
    private final Consumer<Event> reader;
    private final List<Event> events = new ArrayList<>();

    /**
     * Creates an empty journal.
     *
     * @param clock says when events happen
     * @param reader is told each event as it is noted, one at a time
     */
    public Journal(WallClock clock, Consumer<Event> reader) {
        this.clock = clock;
        this.reader = reader;
    }

    /** Returns what has been noted so far. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized void note(What what, Entry entry, TimeOfDay from, int secretary) {
        Event event = new Event(what, entry, from, clock.now(), secretary);
        events.add(event);
        reader.accept(event);
    }
}
