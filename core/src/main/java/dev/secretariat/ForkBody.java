package dev.secretariat;

import org.jspecify.annotations.Nullable;

/**
 * The work of a {@link Fork}.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface ForkBody<T extends @Nullable Object> {
    /**
     * Does the work, perhaps on a thread other than the one that made the fork. It may itself fork
     * and join.
     *
     * @param worker who runs this body; the worker of the step around it is not valid here
     * @throws Exception thrown by the join, as it is
     */
    T run(Worker worker) throws Exception;
}
