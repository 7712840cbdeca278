package dev.secretariat.examples.demo.paperwork;

import dev.secretariat.Outcome;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured of a shift.
 *
 * @param plan what had been expected
 * @param minutes how long it took
 * @param stretches who worked when
 * @param outcomes what came of each task, by its name
 */
public record Shift(Plan plan, double minutes, List<Stretch> stretches, Map<String, Outcome<Long>> outcomes) {
    /** Returns how many cores were at work, on average; empty if the machine does not count that. */
    public OptionalDouble coresBusy() {
        if (!CoreTime.isKnown()) return OptionalDouble.empty();
        double coreMinutes =
                stretches.stream().mapToDouble(Stretch::coreMinutes).sum();
        return OptionalDouble.of(coreMinutes / minutes);
    }

    /** Returns the names of the tasks, in the order of submission. */
    public List<String> tasks() {
        return List.copyOf(outcomes.keySet());
    }
}
