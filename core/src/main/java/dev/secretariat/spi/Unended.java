package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.TaskHandle;
import dev.secretariat.internal.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The tasks of a scheduler that have not ended, as text: who waits on what, the first few, and how many there are. */
final class Unended {
    /**
     * Enough to see a pattern, and few enough to read; there may be millions, and each is a call of users' toString().
     */
    private static final int TOLD = 20;

    private final TaskRegistry<?, ? extends CellContents<?>> registry;
    private final Lifecycle lifecycle;

    Unended(TaskRegistry<?, ? extends CellContents<?>> registry, Lifecycle lifecycle) {
        this.registry = registry;
        this.lifecycle = lifecycle;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", lifecycle.live() + " task(s): ", "");
        List<String> some = new ArrayList<>();
        registry.forEach(cell -> {
            if (some.size() >= TOLD) return;
            String winding = cell.isWindingDown() ? " (winding down)" : "";
            some.add("'" + cell.name() + "'" + winding + whereabouts(cell));
        });
        some.forEach(text::add);
        return some.size() < lifecycle.live() ? text + ", ..." : text.toString();
    }

    private static String whereabouts(CellContents<?> cell) {
        if (cell.isRunning()) return " is in a step";
        Awaitable awaited = cell.awaiting();
        return (awaited == null ? "" : " awaits " + textOf(awaited)) + placeOf(cell);
    }

    private static String placeOf(CellContents<?> cell) {
        String place = cell.place();
        return place == null ? "" : " at " + place;
    }

    /** Returns its text; a report must not fail by what users' objects say of themselves. */
    private static String textOf(Awaitable awaited) {
        String text = Texts.of(awaited);
        if (awaited instanceof CellContents) return text;
        try {
            TaskHandle<?> holder = awaited.holder();
            return holder == null ? text : text + ", held by '" + holder.name() + "'";
        } catch (Throwable failure) {
            return text;
        }
    }
}
