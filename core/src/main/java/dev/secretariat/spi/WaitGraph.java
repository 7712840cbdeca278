package dev.secretariat.spi;

import dev.secretariat.TaskHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which task waits for which: for reports of deadlocks. A task that waits for a lock waits for whoever holds it, as far as {@link
 * dev.secretariat.Awaitable#holder} knows. Not thread-safe.
 */
public final class WaitGraph {
    private final Map<TaskHandle<?>, TaskHandle<?>> waitsFor = new LinkedHashMap<>();

    /** Creates a graph without tasks. */
    public WaitGraph() {}

    /**
     * Adds a task that waits.
     *
     * @param task the task
     * @param other the task that it waits for, or null if that is not known
     */
    public void add(TaskHandle<?> task, @Nullable TaskHandle<?> other) {
        if (other != null) waitsFor.put(task, other);
    }

    /** Returns the tasks of a circle, each of which waits for the next, the first one again at the end; empty if there is none. */
    public List<TaskHandle<?>> circle() {
        Map<TaskHandle<?>, TaskHandle<?>> seenFrom = new HashMap<>(); // and from which start
        for (TaskHandle<?> start : waitsFor.keySet()) {
            List<TaskHandle<?>> path = new ArrayList<>();
            TaskHandle<?> at = start;
            for (; at != null && seenFrom.putIfAbsent(at, start) == null; at = waitsFor.get(at)) path.add(at);
            if (at == null || !start.equals(seenFrom.get(at))) continue;
            path.add(at);
            return path.subList(path.indexOf(at), path.size());
        }
        return List.of();
    }

    /** Returns the names of tasks with arrows between them. */
    public static String names(List<TaskHandle<?>> tasks) {
        StringJoiner names = new StringJoiner(" -> ");
        for (TaskHandle<?> task : tasks) names.add("'" + task.name() + "'");
        return names.toString();
    }
}
