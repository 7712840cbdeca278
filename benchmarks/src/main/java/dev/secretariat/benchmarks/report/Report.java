package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.Comparisons;
import dev.secretariat.benchmarks.run.Metric;
import dev.secretariat.benchmarks.run.Round;
import java.util.ArrayList;
import java.util.List;

/** What has been measured, as lines of text. */
public final class Report {
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<String> loads = new ArrayList<>();

    /** Adds a metric. */
    public void add(Metric metric, List<Round> rounds, List<Comparison> more) {
        comparisons.addAll(more);
        ForeignLoad.line(metric.name(), rounds).ifPresent(loads::add);
    }

    /** Returns all comparisons so far. */
    public List<Comparison> comparisons() {
        return comparisons;
    }

    /** Returns what follows the table of all comparisons. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        List<Comparison> best = Comparisons.withBestRivals(comparisons);
        if (!best.isEmpty()) {
            lines.add("");
            lines.add("Beside the best peer:");
            lines.add(Table.header());
            for (Comparison comparison : best) lines.add(Table.row(comparison));
        }
        if (!loads.isEmpty()) {
            lines.add("");
            lines.add("Measured while others used the machine:");
            lines.addAll(loads);
        }
        return lines;
    }
}
