package dev.secretariat.spi;

import dev.secretariat.internal.Touch;
import org.jspecify.annotations.Nullable;

/**
 * Sees what steps read and write that others may see: the library's own primitives and {@link dev.secretariat.sync.Shared} cells. For simulations. One for the
 * whole JVM, which tells by the calling thread whom it concerns.
 *
 * <p>What it is told of is the object, never what is inside: a channel, a mutex, a promise, a shared cell, a task. Its methods are called on whatever thread touches
 * something, in the midst of that, so they must not throw, wait, or touch such objects themselves.
 */
public abstract class StepObserver {
    /** For subclasses. */
    protected StepObserver() {}

    /**
     * Called when something is made that may be touched later: by its constructor, so it is not finished.
     *
     * @param what the object; compared by identity
     */
    protected abstract void creates(Object what);

    /**
     * Called before something is read.
     *
     * @param what the object; compared by identity
     */
    protected abstract void reads(Object what);

    /**
     * Called when something has been written, or may have been.
     *
     * @param what the object; compared by identity
     */
    protected abstract void writes(Object what);

    /**
     * Called when something has been read and written at once.
     *
     * @param what the object; compared by identity
     */
    protected abstract void updates(Object what);

    /**
     * Called when something has been done to a task that its next step will notice, as a request to cancel.
     *
     * @param task its cell
     */
    protected abstract void controls(TaskCell<?> task);

    /**
     * Sets who sees from now on; null for nobody. Threads that are running already may notice it late.
     *
     * @param observer who sees
     */
    public static void set(@Nullable StepObserver observer) {
        Touch.observe(observer == null ? null : new Adapter(observer));
    }

    private record Adapter(StepObserver observer) implements Touch.Observer {
        @Override
        public void creates(Object what) {
            observer.creates(what);
        }

        @Override
        public void reads(Object what) {
            observer.reads(what);
        }

        @Override
        public void writes(Object what) {
            observer.writes(what);
        }

        @Override
        public void updates(Object what) {
            observer.updates(what);
        }

        @Override
        public void controls(Object task) {
            if (task instanceof TaskCell<?> cell) observer.controls(cell);
        }
    }
}
