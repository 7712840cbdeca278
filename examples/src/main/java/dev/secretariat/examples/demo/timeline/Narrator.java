package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.stories.Journal;
import dev.secretariat.examples.demo.stories.Journal.Event;
import dev.secretariat.examples.demo.workday.Call;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what happens, an event a line. */
public final class Narrator implements Consumer<Event> {
    private final Consumer<String> listener;
    private final int secretaries;

    /**
     * Creates a narrator.
     *
     * @param listener is told each line
     * @param secretaries how many there are; if several, it is told which one answers
     */
    public Narrator(Consumer<String> listener, int secretaries) {
        this.listener = listener;
        this.secretaries = secretaries;
    }

    @Override
    public void accept(Event event) {
        String line = line(event, secretaries);
        if (line != null) listener.accept(line);
    }

    /** Returns the line about an event, or null if it is not worth one. */
    public static @Nullable String line(Event event, int secretaries) {
        String text = text(event);
        if (text == null) return null;
        String who = secretaries > 1 && event.secretary() != Journal.NOBODY
                ? " (secretary " + (event.secretary() + 1) + ")"
                : "";
        return String.format("%s  %-7s  %s%s", event.to(), place(event), text, who);
    }

    private static @Nullable String text(Event event) {
        String name = event.entry().name();
        int waited = event.to().minutesSince(event.from());
        return switch (event.what()) {
            case RINGS -> name + " rings";
            case ANSWERED -> name + " is answered " + (waited == 0 ? "at once" : "after " + minutes(waited));
            case HUNG_UP -> name + " hangs up after " + minutes(waited);
            case BEGINS -> name + " sits down" + (waited == 0 ? "" : ", " + minutes(waited) + " late");
            case ENDS -> name + " says goodbye";
            case FILE_ASKED -> name + ": where is the file?";
            case FILE_FOUND -> name + ": here is the file";
            case WORKED -> null;
        };
    }

    private static String place(Event event) {
        return switch (event.what()) {
            case FILE_ASKED, FILE_FOUND -> "archive";
            default -> event.entry() instanceof Call ? "phone" : "desk";
        };
    }

    private static String minutes(int count) {
        return count == 1 ? "1 minute" : count + " minutes";
    }
}
