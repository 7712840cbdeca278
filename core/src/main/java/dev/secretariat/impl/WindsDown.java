package dev.secretariat.impl;

import dev.secretariat.Task;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/** Which tasks have something to do before they end cancelled: those whose class has an {@link Task#onCancel} of its own. */
public final class WindsDown extends ClassValue<Boolean> {
    /** Returns whether this task has to be told that it is cancelled; also if that cannot be found out, or there is none. */
    public boolean has(@Nullable Task<?> task) {
        if (task == null) return true;
        try {
            return get(task.getClass());
        } catch (OutOfMemoryError | StackOverflowError unknown) {
            return true;
        }
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
        try {
            return type.getMethod("onCancel", Worker.class).getDeclaringClass() != Task.class;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return true;
        }
    }
}
