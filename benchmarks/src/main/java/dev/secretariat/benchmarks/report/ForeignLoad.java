package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.run.Load;
import dev.secretariat.benchmarks.run.Round;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Tells in which rounds others took much of the machine. Their figures count as all others do. */
public final class ForeignLoad {
    private ForeignLoad() {}

    /** Returns a line about the rounds of a metric, or nothing if the machine was ours. */
    public static Optional<String> line(String metric, List<Round> rounds) {
        List<Load> loads = rounds.stream().map(Round::greatestLoad).toList();
        if (loads.stream().anyMatch(load -> load.foreign().isEmpty())) {
            return Optional.of(metric + ": foreign load unknown");
        }
        List<Round> loaded = rounds.stream()
                .filter(round -> round.greatestLoad().isForeign())
                .toList();
        if (loaded.isEmpty()) return Optional.empty();
        String numbers =
                loaded.stream().map(round -> Integer.toString(round.number())).collect(Collectors.joining(", "));
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: others took up to %.0f %% of the CPU time in rounds %s of %d; load average up to %s",
                metric,
                100
                        * loads.stream()
                                .mapToDouble(load -> load.foreign().orElse(0))
                                .max()
                                .orElse(0),
                numbers,
                rounds.size(),
                greatestAverage(loads)));
    }

    private static String greatestAverage(List<Load> loads) {
        OptionalDouble greatest = loads.stream()
                .map(Load::average)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
        return greatest.isPresent() ? String.format(Locale.ROOT, "%.1f", greatest.getAsDouble()) : "unknown";
    }
}
