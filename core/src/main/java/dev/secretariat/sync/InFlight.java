package dev.secretariat.sync;

import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.internal.Throwables;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Who has asked for a place for a {@link Task}; then the task itself, which gives the place back at its end, whatever that is. */
final class InFlight implements Waker, Proxy {
    private final Object submitter;

    // Written before the task's end can be told; reports may look earlier.
    private volatile @Nullable TaskHandle<?> task;
    private @Nullable Hold place;

    /**
     * A place that is asked for.
     *
     * @param submitter a task's handle or a thread
     */
    InFlight(Object submitter) {
        this.submitter = submitter;
    }

    /**
     * Submits the task that takes a place; if that is refused, the place is free again.
     *
     * @param granted has been asked for in the same call, and so with as much of the stack as it takes to close it
     * @param submission made before that: what needs memory comes first
     */
    <T extends @Nullable Object> TaskHandle<T> submit(Hold granted, Callable<TaskHandle<T>> submission) {
        place = granted;
        TaskHandle<T> handle = null;
        try {
            handle = submission.call();
            task = handle;
            if (!handle.register(this)) granted.closeReserved();
            return handle;
        } catch (Throwable refused) {
            try {
                if (handle != null) handle.cancel(); // nobody will hear of its end
            } finally {
                granted.closeReserved();
            }
            throw Throwables.unchecked(refused);
        }
    }

    /** Returns the place, for the submission. */
    Hold place() {
        return Objects.requireNonNull(place);
    }

    /** Called once: at the task's end. It leaves there, since it is not one who looks at a failure. */
    @Override
    public void wake() {
        TaskHandle<?> ended = task;
        Hold held = place;
        try {
            if (ended != null) ended.deregister(this);
        } finally {
            if (held != null) held.closeReserved(); // whoever ends a task has asked for the stack
        }
    }

    @Override
    public Object who() {
        TaskHandle<?> running = task;
        return running == null ? submitter : running;
    }
}
