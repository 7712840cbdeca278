package dev.secretariat.examples.timeline;

import dev.secretariat.examples.stories.Journal.Event;
import dev.secretariat.examples.workday.Call;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what happens, an event a line. */
public final class Narrator implements Consumer<Event> {
    private final Consumer<String> listener;

    /** Tells it to the listener. */
    public Narrator(Consumer<String> listener) {
        this.listener = listener;
    }

    @Override
    public void accept(Event event) {
        String line = line(event);
        if (line != null) listener.accept(line);
    }

    /** Null for an event that is not worth a line. */
    public static @Nullable String line(Event event) {
        String text = text(event);
        if (text == null) return null;
        return String.format("%s  %-7s  %s", event.to(), place(event), text);
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
