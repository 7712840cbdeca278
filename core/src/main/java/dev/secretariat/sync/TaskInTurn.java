package dev.secretariat.sync;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.impl.WindsDown;
import dev.secretariat.internal.MadeTask;
import dev.secretariat.internal.Standing;
import org.jspecify.annotations.Nullable;

/** A task of a {@link Strand}: its steps, once it is its turn. The turn is given back at its end, by whoever has submitted it. */
final class TaskInTurn<T extends @Nullable Object> extends MadeTask implements Task<T>, Standing {
    private static final WindsDown WINDS_DOWN = new WindsDown();

    private final Hold turn;
    private final Task<T> task;

    TaskInTurn(Hold turn, Task<T> task) {
        this.turn = turn;
        this.task = task;
    }

    @Override
    public Step<T> step(Worker worker) throws Exception {
        return turn.isHeld() ? task.step(worker) : Step.await(turn);
    }

    /** Winds down in its turn, too: it may touch what the lane keeps apart. */
    @Override
    public Step<?> onCancel(Worker worker) throws Exception {
        if (turn.isHeld()) return task.onCancel(worker);
        return WINDS_DOWN.has(task) ? Step.await(turn) : Step.done();
    }

    @Override
    public Object madeOf() {
        return task;
    }

    @Override
    public StackTraceElement[] stack() {
        return Standing.of(task);
    }

    @Override
    public boolean isOnVirtualThread() {
        return turn.isHeld() && Standing.onVirtualThread(task);
    }
}
