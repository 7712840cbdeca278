package dev.secretariat.simulation;

import dev.secretariat.FailureHandler;
import dev.secretariat.TaskHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failures that nobody looks at before a run has ended. Virtual time flies, so that a second may pass before
 * the program comes to look at the outcome of a task: what it sees in the end is excused.
 */
final class UnseenFailures implements FailureHandler {
    private final List<Entry> entries = new ArrayList<>();

    @Override
    public void handle(TaskHandle<?> task, Throwable failure) {
        if (!(failure instanceof InjectedFailureException)) entries.add(new Entry(task, failure));
    }

    /** At the end of the run of a simulation. */
    @Nullable
    UnseenFailureError first(SimulationScheduler simulation) {
        for (Entry entry : entries) {
            if (!simulation.hasSeen(entry.task, entry.failure))
                return new UnseenFailureError(entry.task.name(), entry.failure);
        }
        return null;
    }

    private record Entry(TaskHandle<?> task, Throwable failure) {}
}
