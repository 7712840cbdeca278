package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.TaskHandle;
import dev.secretariat.internal.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks of a scheduler that have not ended, as text: who waits for what, the first few, how many there are, and who wait for each other. */
final class Unended {
    /** Of a sentence: enough to see a pattern, and few enough to read; there may be millions, and each is a call of users' toString(). */
    private static final int TOLD = 20;

    /** Of a dump, a line each. */
    private static final int LISTED = 1000;

    /** Among how many a circle is looked for. */
    private static final int SEARCHED = 100_000;

    private final TaskRegistry<?, ? extends CellContents<?>> registry;
    private final Lifecycle lifecycle;

    Unended(TaskRegistry<?, ? extends CellContents<?>> registry, Lifecycle lifecycle) {
        this.registry = registry;
        this.lifecycle = lifecycle;
    }

    /** Returns it as one sentence. */
    @Override
    public String toString() {
        List<String> some = some(TOLD);
        if (some.size() < lifecycle.live()) some.add("...");
        String circle = circle();
        return count() + ": " + String.join(", ", some) + (circle.isEmpty() ? "" : "; in a circle: " + circle);
    }

    /** Returns it with a line for each task. */
    String dump() {
        List<String> lines = some(LISTED);
        long more = lifecycle.live() - lines.size();
        if (more > 0) lines.add("... and " + more + " more");
        String circle = circle();
        if (!circle.isEmpty()) lines.add("in a circle: " + circle);
        return lines.isEmpty() ? count() : count() + ":\n  " + String.join("\n  ", lines);
    }

    private String count() {
        return lifecycle.live() + " task(s)";
    }

    private List<String> some(int limit) {
        List<String> some = new ArrayList<>();
        registry.forEach(cell -> {
            if (some.size() >= limit) return;
            String winding = cell.isWindingDown() ? " (winding down)" : "";
            some.add("'" + cell.name() + "'" + winding + whereabouts(cell));
        });
        return some;
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
        TaskHandle<?> holder = holderOf(awaited);
        if (holder == null) return text;
        String held = ", held by '" + holder.name() + "'";
        return holder.isDone() ? text + held + ", which has ended" : text + held;
    }

    private static @Nullable TaskHandle<?> holderOf(@Nullable Awaitable awaited) {
        try {
            return awaited == null ? null : awaited.holder();
        } catch (Throwable failure) {
            return null;
        }
    }

    /**
     * Returns the tasks that wait for each other in a circle; empty if there are none. Tasks go on while this looks at one after the other, but those in a
     * circle do not: so what a second look finds as well is one.
     */
    private String circle() {
        String first = circleNow();
        return !first.isEmpty() && first.equals(circleNow()) ? first : "";
    }

    private String circleNow() {
        WaitGraph graph = new WaitGraph();
        int[] seen = {0};
        registry.forEach(cell -> {
            if (seen[0]++ < SEARCHED && !cell.isRunning()) graph.add(cell.handle(), holderOf(cell.awaiting()));
        });
        return WaitGraph.names(graph.circle());
    }
}
