package dev.secretariat.simulation;

import dev.secretariat.FailureHandler;
import dev.secretariat.Outcome;
import dev.secretariat.TaskHandle;
import dev.secretariat.spi.TaskCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The failures that nobody looks at before a run has ended, in the order in which they came. Virtual time flies, so
 * that a second may pass before the program comes to look at the outcome of a task: what it sees in the end is
 * excused.
 */
final class UnseenFailures implements FailureHandler {
    private final List<Entry> entries = new ArrayList<>();

    /** Those of tasks that have ended by a failure. */
    private final Map<TaskHandle<?>, Entry> endings = new HashMap<>();

    private final Set<TaskHandle<?>> excused = new HashSet<>();

    /** Takes in that nobody is to be told of a task's failures. */
    void excuse(TaskHandle<?> task) {
        excused.add(task);
    }

    /** Takes in that a step has ended a task. */
    void ended(TaskCell<?> cell) {
        if (!(cell.peek() instanceof Outcome.Failed<?> failed)) return;
        TaskHandle<?> task = cell.handle();
        endings.put(task, add(task, failed.cause()));
    }

    /** What a task's onCancel or deregister throws is told to nobody else; what its step throws, a second late. */
    @Override
    public void handle(TaskHandle<?> task, Throwable failure) {
        Entry ending = endings.get(task);
        Entry told = ending != null && ending.failure == failure ? ending : add(task, failure);
        told.isReported = true;
    }

    private Entry add(TaskHandle<?> task, Throwable failure) {
        Entry entry = new Entry(task, failure);
        if (!(failure instanceof InjectedFailureException || excused.contains(task))) entries.add(entry);
        return entry;
    }

    /**
     * Returns what the failure handler was told, at the end of a run.
     *
     * @param hasSeen whether somebody has looked at how a task ended, by such a failure
     */
    List<UnseenFailureError> reported(BiPredicate<TaskHandle<?>, Throwable> hasSeen) {
        return unseen(hasSeen, entry -> entry.isReported);
    }

    /**
     * Returns whatever nobody has looked at so far, before the end.
     *
     * @param hasSeen whether somebody has looked at how a task ended, by such a failure
     */
    List<UnseenFailureError> soFar(BiPredicate<TaskHandle<?>, Throwable> hasSeen) {
        return unseen(hasSeen, entry -> true);
    }

    private List<UnseenFailureError> unseen(BiPredicate<TaskHandle<?>, Throwable> hasSeen, Predicate<Entry> some) {
        return entries.stream()
                .filter(some)
                .filter(entry -> !hasSeen.test(entry.task, entry.failure))
                .map(entry -> new UnseenFailureError(entry.task.name(), entry.failure))
                .toList();
    }

    private static final class Entry {
        final TaskHandle<?> task;
        final Throwable failure;
        boolean isReported;

        Entry(TaskHandle<?> task, Throwable failure) {
            this.task = task;
            this.failure = failure;
        }
    }
}
