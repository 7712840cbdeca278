package dev.secretariat.examples.forks;

import java.util.List;

/**
 * How long one of the ways has taken.
 *
 * @param way whose times these are
 * @param nanos the times of its runs, at least one
 */
record Timing(String way, List<Long> nanos) {
    Timing {
        if (nanos.isEmpty()) throw new IllegalArgumentException("nanos is empty");
        nanos = nanos.stream().sorted().toList();
    }

    /** Returns the time in the middle, or between the two in the middle. */
    double median() {
        int above = nanos.size() / 2;
        int below = (nanos.size() - 1) / 2;
        return (nanos.get(below) + nanos.get(above)) / 2.0;
    }

    long fastest() {
        return nanos.get(0);
    }

    long slowest() {
        return nanos.get(nanos.size() - 1);
    }
}
