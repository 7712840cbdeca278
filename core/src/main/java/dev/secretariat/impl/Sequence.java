package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.Standing;
import dev.secretariat.internal.Throwables;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs compositions of tasks that follow one another: mapped, flat-mapped and using ones, in each other to any
 * depth. It keeps what is left to be done on a stack of its own, so a composition of a hundred thousand parts takes
 * no more of the thread's; and what is done is popped before the next begins, so a loop that ends in a flat map of
 * itself runs in constant memory.
 *
 * <p>Each step is one piece: a step of the innermost task, the function of a flat map, or opening, using or
 * closing a resource. The function of a map belongs to the step before. A failure is unwound at once.
 *
 * @param <T> the type of the outermost task's value
 */
final class Sequence<T extends @Nullable Object> {
    /** Of those that contain the task whose turn it is; the innermost last. */
    private final List<Frame> frames = new ArrayList<>(2);

    /** Whose turn it is, entered or not; null if its value is there, or none yet. */
    private @Nullable Task<?> current;

    private @Nullable Object value;

    /** Of winding down, for the end. */
    private @Nullable Throwable failure;

    Sequence(Task<T> outermost) {
        this.current = outermost;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the last value is the outermost task's, null where T allows it
    Step<T> step(Worker worker) throws Exception {
        try {
            Step<?> unfinished = runPiece(worker);
            if (unfinished != null) return unfinished.pending();
            while (current == null && top() instanceof MappedTask<?> mapped) {
                pop();
                value = mapped.change(value);
            }
        } catch (Throwable thrown) {
            if (!SubmittedOnce.isCancelling(thrown, worker)) closeAll(thrown); // else windDown() follows
            throw thrown;
        }
        return current == null && frames.isEmpty() ? Step.done((T) value) : Step.goOn();
    }

    private @Nullable Step<?> runPiece(Worker worker) throws Exception {
        Task<?> task = enter();
        if (task == null) {
            goOnWithValue();
        } else if (task instanceof UsingTask<?, ?> using) {
            current = null;
            frames.add(using.open());
        } else {
            Step<?> step = Steps.nonNull(task.step(worker), worker);
            if (!step.isDone()) return step;
            current = null;
            value = step.value();
        }
        return null;
    }

    /**
     * Pushes the compositions around the current task and returns the innermost: one whose steps are called as they
     * are, or a using, which has to be opened; null if its turn is over.
     */
    private @Nullable Task<?> enter() {
        for (; ; ) {
            if (current instanceof FlatMappedTask<?, ?> flatMapped) {
                frames.add(flatMapped);
                current = flatMapped.first;
            } else if (current
                    instanceof SubmittedTask<?> submitted) { // as what, does not matter: this is no submission
                current = SubmittedTask.bare(submitted);
            } else if (current instanceof MappedTask<?> outermost) {
                for (MappedTask<?> mapped = outermost; mapped != null; mapped = mapped.inner) frames.add(mapped);
                current = outermost.root;
            } else {
                return current;
            }
        }
    }

    private void goOnWithValue() throws Exception {
        if (top() instanceof FlatMappedTask<?, ?> flatMapped) {
            pop();
            Object given = value;
            value = null;
            current = flatMapped.second(given);
        } else if (top() instanceof OpenResource<?> resource) {
            current = resource.use();
            if (current != null) return;
            pop();
            resource.close();
        }
    }

    private @Nullable Frame top() {
        return frames.isEmpty() ? null : frames.get(frames.size() - 1);
    }

    private void pop() {
        frames.remove(frames.size() - 1);
    }

    /** Returns where the current task stands; see {@link Standing}. */
    StackTraceElement[] stack() {
        Task<?> now = current; // perhaps of another thread's
        return Standing.of(now == null ? null : SubmittedTask.bare(now));
    }

    // ---- Failure and cancelling ----

    private void closeAll(Throwable thrown) {
        failure = thrown;
        for (OpenResource<?> next = popResource(); next != null; next = popResource()) close(next);
        failure = null;
        current = null; // has failed: even if a request to cancel comes now, it has nothing to wind down
    }

    /** Returns the innermost resource that is open, taken out with all that it contains; null if there is none. */
    private @Nullable OpenResource<?> popResource() {
        dropFunctions();
        if (!(top() instanceof OpenResource<?> resource)) return null;
        pop();
        return resource;
    }

    /** Pops what lies above the innermost open resource: functions that will not be applied. */
    private void dropFunctions() {
        while (!frames.isEmpty() && !(top() instanceof OpenResource)) pop();
    }

    private void close(OpenResource<?> resource) {
        try {
            resource.close();
        } catch (Throwable thrown) {
            keep(thrown);
        }
    }

    private void keep(Throwable thrown) {
        if (failure == null) failure = thrown;
        else Throwables.suppress(failure, thrown);
    }

    /** Winds down the innermost task first, then each resource, the last one first. */
    Step<?> windDown(Worker worker) throws Exception {
        Task<?> task = enter();
        if (task instanceof UsingTask) { // nothing of it is open
            current = task = null;
        }
        if (task != null) {
            try {
                Step<?> step = Steps.nonNull(task.onCancel(worker), worker);
                if (!step.isDone()) return step;
            } catch (Throwable thrown) {
                keep(thrown);
            }
            current = null;
        } else {
            OpenResource<?> resource = popResource();
            if (resource != null) close(resource);
        }
        dropFunctions();
        if (!frames.isEmpty()) return Step.goOn();
        if (failure == null) return Step.done();
        throw Throwables.unchecked(failure);
    }
}
