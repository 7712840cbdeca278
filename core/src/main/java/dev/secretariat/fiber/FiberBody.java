package dev.secretariat.fiber;

import org.jspecify.annotations.Nullable;

/**
 * What a fiber does, from its beginning to its end, for {@link Fibers#task}.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface FiberBody<T extends @Nullable Object> {
    /**
     * Does the work, and waits wherever it has to.
     *
     * @param fiber what it waits with; valid until this returns, and only on this thread
     * @return the task's result
     * @throws Exception to fail the task
     */
    T run(Fiber fiber) throws Exception;
}
