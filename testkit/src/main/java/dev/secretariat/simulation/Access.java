package dev.secretariat.simulation;

import java.util.Locale;

/**
 * What a step has done to a shared variable.
 *
 * @param object its label
 * @param name what reports call it
 */
record Access(long object, String name, Kind kind) {
    enum Kind {
        READS,
        WRITES,
        /** Reads and writes at once: whatever does so comes before what does so later. */
        CHANGES;

        String verb() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isWrite() {
        return kind != Kind.READS;
    }
}
