package dev.secretariat.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a sweep has found that did not stop at the first failure.
 *
 * @param runs how many seeds were run
 * @param findings the failures that differ in more than the order that led to them, the one with the lowest seed first
 */
public record Survey(long runs, List<Finding> findings) {
    /** A survey. */
    public Survey {
        findings = List.copyOf(Objects.requireNonNull(findings, "findings"));
    }

    /**
     * A failure.
     *
     * @param failure of the lowest seed, made small
     * @param runs how many seeds failed in the same way
     */
    public record Finding(SimulationFailure failure, long runs) {
        /** A finding. */
        public Finding {
            Objects.requireNonNull(failure, "failure");
        }
    }

    /** Returns what was found, in a line for each failure. */
    @Override
    public String toString() {
        if (findings.isEmpty()) return String.format(Locale.ROOT, "%,d runs, no failure", runs);
        return findings.stream()
                .map(finding -> String.format(
                        Locale.ROOT,
                        "%,d of %,d runs: %s",
                        finding.runs(),
                        runs,
                        String.valueOf(finding.failure().getMessage())
                                .lines()
                                .findFirst()
                                .orElse("")))
                .collect(Collectors.joining("\n"));
    }
}
