package dev.secretariat.executor;

import dev.secretariat.Deadline;
import dev.secretariat.TaskHandle;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Submits the work of a view. */
final class Launcher {
    private final ExecutorHost host;

    Launcher(ExecutorHost host) {
        this.host = host;
    }

    ExecutorHost host() {
        return host;
    }

    <T extends @Nullable Object> ViewFuture<T> future(Callable<T> task) {
        return new ViewFuture<>(host, task, task.getClass());
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
        TaskHandle<?> handle = host.start(task, begin);
        VarHandle.fullFence(); // listed, then a look at the phase; shutdownNow() does the reverse
        if (host.isStopped()) {
            task.drop();
            if (task.isDropped()) {
                throw new RejectedExecutionException(
                        host + " was shut down while this was submitted; it has not been run");
            }
        }
        return handle;
    }
}
