package dev.secretariat.benchmarks.run;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * One JVM for each entrant, one after the other.
 *
 * @param number counted from 1
 * @param measurements what was measured of each; those that failed are missing
 */
public record Round(int number, Map<Entrant, Measurement> measurements) {
    Optional<Measurement> of(Entrant entrant) {
        return Optional.ofNullable(measurements.get(entrant));
    }

    /** Returns the load of the JVM that was disturbed most, as far as that is known. */
    public Load greatestLoad() {
        return measurements.values().stream()
                .map(Measurement::load)
                .max(Comparator.comparingDouble(load -> load.foreign().orElse(-1)))
                .orElse(Load.UNKNOWN);
    }
}
