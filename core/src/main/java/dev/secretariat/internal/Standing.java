package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/** A task that stands somewhere between two steps, as the body of a fiber does; reports tell where. */
public interface Standing {
    /** Returns the frames of the user's code that it stands in, the innermost first; empty if there are none. From any thread, a snapshot. */
    StackTraceElement[] stack();

    /** Returns where a task stands, if it is one that does. */
    static StackTraceElement[] of(@Nullable Object task) {
        return task instanceof Standing standing ? standing.stack() : new StackTraceElement[0];
    }
}
