package dev.secretariat.simulation;

import dev.secretariat.Awaitable;
import dev.secretariat.Promise;
import dev.secretariat.TaskHandle;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WaitGraph;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a deadlock: who waits for what, who holds it, and where that goes in a circle. */
final class WaitsFor {
    /** One line each: more than anybody reads; the circle, which is what matters, is told in any case. */
    private static final int MAX_TASKS = 100;

    private final String awaitedByCaller;
    private final List<TaskCell<?>> waiting;
    private final List<TaskHandle<?>> circle;
    private final boolean mayFollow;

    /**
     * A deadlock.
     *
     * @param awaitedByCaller what the thread that drives waits for
     * @param waiting the tasks that wait
     * @param mayFollow whether a task has failed, which may have been the one that all wait for
     */
    WaitsFor(String awaitedByCaller, List<TaskCell<?>> waiting, boolean mayFollow) {
        this.awaitedByCaller = awaitedByCaller;
        this.waiting = waiting;
        this.circle = circle(waiting);
        this.mayFollow = mayFollow;
    }

    String report() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("deadlock: the caller waits for " + awaitedByCaller
                + ", but nothing is ready and no deadline is pending");
        for (TaskCell<?> cell : waiting.subList(0, Math.min(MAX_TASKS, waiting.size()))) lines.add("  " + line(cell));
        if (waiting.size() > MAX_TASKS) lines.add("  ... and " + (waiting.size() - MAX_TASKS) + " more");
        if (!circle.isEmpty()) lines.add("  in a circle: " + WaitGraph.names(circle));
        return lines.toString();
    }

    /** Returns who waits for what in the circle; where there is none, those who wait for no task. */
    Set<String> involved() {
        if (waiting.isEmpty()) return Set.of(awaitedByCaller);
        Set<TaskHandle<?>> inCircle = Set.copyOf(circle);
        Stream<TaskCell<?>> some = waiting.stream()
                .filter(cell -> circle.isEmpty() ? next(cell) == null : inCircle.contains(cell.handle()));
        return some.map(cell -> String.valueOf(Words.steady(line(cell)))).collect(Collectors.toSet());
    }

    private String line(TaskCell<?> cell) {
        Awaitable awaited = cell.awaiting();
        String place = cell.place();
        String who = "'" + cell.name() + "'" + (place == null ? " " : ", at " + place + ", ")
                + (cell.isWindingDown() ? "winds down and " : "");
        if (awaited instanceof Promise && circle.isEmpty() && !mayFollow) {
            return who + "awaits a promise that nothing in the simulation holds: is it completed by a thread outside?";
        }
        TaskHandle<?> holder = awaited == null ? null : awaited.holder();
        String text = who + "waits for " + (awaited == null ? "something" : Words.of(awaited));
        if (holder == null) return text;
        if (!(awaited instanceof TaskCell)) text += ", held by '" + holder.name() + "'";
        if (holder.isDone()) return text + (awaited instanceof TaskCell ? "" : ", which has ended");
        Machine machine = holder.attribute(Machine.ATTRIBUTE);
        return text + (machine != null && machine.isKilled() ? ", which was killed with " + machine : "");
    }

    private static List<TaskHandle<?>> circle(List<TaskCell<?>> waiting) {
        WaitGraph graph = new WaitGraph();
        for (TaskCell<?> cell : waiting) graph.add(cell.handle(), next(cell));
        return graph.circle();
    }

    /** Returns whom a task waits for, if it is one and known. */
    private static @Nullable TaskHandle<?> next(TaskCell<?> cell) {
        if (cell.isDone()) return null;
        Awaitable awaited = cell.awaiting();
        return awaited == null ? null : awaited.holder();
    }
}
