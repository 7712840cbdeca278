package dev.secretariat.simulation;

import java.util.Objects;

/**
 * Something that decides what a program does, and of which an {@link Exploration} has tried less than there is.
 *
 * @param kind what it is
 * @param text what was not tried, in words
 */
public record Omission(Kind kind, String text) {
    /** What can be left out. */
    public enum Kind {
        /** Orders: the search came to its limit. */
        ORDERS,
        /** Moments at which a task that polls looks again. */
        POLLING,
        /** Values of {@link dev.secretariat.Worker#random}: those were of one seed. */
        RANDOM_NUMBERS,
        /** Time: a deadline, a time-out or the end of a step that costs time never came before what was ready. */
        TIME,
        /** Workers: each step ran on the first idle one, and some step has asked for its number. */
        WORKERS,
        /** Faults: those were of one seed. */
        FAULTS
    }

    /** An omission. */
    public Omission {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }
}
