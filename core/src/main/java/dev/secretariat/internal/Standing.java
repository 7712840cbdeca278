package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/** A task that stands somewhere between two steps, as the body of a fiber does; reports tell where. */
public interface Standing {
    /** Returns the frames of the user's code that it stands in, the innermost first; empty if there are none. From any thread, a snapshot. */
    StackTraceElement[] stack();

    /** Returns whether a virtual thread runs all that is the user's of each step, while the worker's thread waits for it. */
    default boolean isOnVirtualThread() {
        return false;
    }

    /** As {@link #isOnVirtualThread}, of a task that stands somewhere; false of others. */
    static boolean onVirtualThread(@Nullable Object task) {
        return task instanceof Standing standing && standing.isOnVirtualThread();
    }

    /** Returns where a task stands, if it is one that does. */
    static StackTraceElement[] of(@Nullable Object task) {
        return task instanceof Standing standing ? standing.stack() : new StackTraceElement[0];
    }
}
