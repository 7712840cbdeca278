package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.Comparisons;
import dev.secretariat.benchmarks.run.Metric;
import dev.secretariat.benchmarks.run.Round;
import dev.secretariat.benchmarks.run.Verdict;
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
            addTable(best, lines);
        }
        if (!loads.isEmpty()) {
            lines.add("");
            lines.add("Measured while others used the machine:");
            lines.addAll(loads);
        }
        List<Comparison> otherwise = otherwise();
        if (!otherwise.isEmpty()) {
            lines.add("");
            lines.add("What would be said without the JVMs that others disturbed, where it differs:");
            addTable(otherwise, lines);
        }
        return lines;
    }

    private List<Comparison> otherwise() {
        List<Comparison> otherwise = new ArrayList<>();
        for (Comparison all : comparisons) {
            all.undisturbed()
                    .filter(rest -> rest.verdict() != Verdict.UNKNOWN && rest.verdict() != all.verdict())
                    .ifPresent(otherwise::add);
        }
        return otherwise;
    }

    private static void addTable(List<Comparison> rows, List<String> lines) {
        lines.add(Table.header());
        for (Comparison row : rows) lines.add(Table.row(row));
    }
}
