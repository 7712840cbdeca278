package dev.secretariat.simulation;

import java.util.Set;

/**
 * A step, or the program itself, has not gone on for too long in real time: it blocks the thread that drives the
 * simulation, or computes without end. The stack trace is that thread's, taken while it stood.
 */
@SuppressWarnings("serial") // not meant to be serialized
public final class StuckError extends SimulationError {
    private final transient String who;

    StuckError(String who, String message, StackTraceElement[] stack) {
        super(message, null);
        this.who = who;
        setStackTrace(stack);
    }

    @Override
    Set<String> involved() {
        return Set.of(who);
    }
}
