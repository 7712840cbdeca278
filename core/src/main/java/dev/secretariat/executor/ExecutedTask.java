package dev.secretariat.executor;

import dev.secretariat.Step;
import dev.secretariat.Worker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code execute(command)}: what the command throws is the failure of its task. */
final class ExecutedTask extends ViewTask {
    private final Class<?> workClass;

    /** Read and cleared only by whoever owns the work: see {@link ViewTask}. */
    private @Nullable Runnable command;

    ExecutedTask(ExecutorBackend backend, Runnable command) {
        super(backend);
        this.command = command;
        this.workClass = command.getClass();
    }

    @Override
    Step<Void> work(Worker worker) {
        if (begin(false)) {
            try {
                Objects.requireNonNull(command).run();
            } finally {
                finish(Phase.OVER);
            }
        }
        return Step.done();
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        drop();
        return Step.done();
    }

    @Override
    void forget() {
        command = null;
    }

    @Override
    Runnable takenBack() {
        return Objects.requireNonNull(command);
    }

    @Override
    public Class<?> madeOf() {
        return workClass;
    }
}
