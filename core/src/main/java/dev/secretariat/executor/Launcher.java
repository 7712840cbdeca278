package dev.secretariat.executor;

import dev.secretariat.Deadline;
import dev.secretariat.TaskHandle;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Submits the work of a view. */
final class Launcher {
    private final ExecutorBackend backend;

    Launcher(ExecutorBackend backend) {
        this.backend = backend;
    }

    ExecutorBackend backend() {
        return backend;
    }

    <T extends @Nullable Object> ViewFuture<T> future(Callable<T> task) {
        return new ViewFuture<>(backend, task, task.getClass());
    }

    /**
     * Submits a future.
     *
     * @param begin when its work may begin; null for at once
     */
    void launch(ViewFuture<?> future, @Nullable Deadline begin) {
        future.follow(launch((ViewTask) future, begin));
    }

    TaskHandle<?> launch(ViewTask task, @Nullable Deadline begin) {
        TaskHandle<?> handle = backend.start(task, begin);
        VarHandle.fullFence(); // listed, then a look at the phase; shutdownNow() does the reverse
        if (backend.isStopped()) {
            task.drop();
            if (task.isDropped()) {
                throw new RejectedExecutionException(
                        backend + " was shut down while this was submitted; it has not been run");
            }
        }
        return handle;
    }
}
