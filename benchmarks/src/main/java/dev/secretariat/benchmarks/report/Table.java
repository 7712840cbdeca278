package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.Comparisons;
import dev.secretariat.benchmarks.run.Interval;
import dev.secretariat.benchmarks.run.Metric;
import dev.secretariat.benchmarks.run.Metrics;
import dev.secretariat.benchmarks.run.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Formats the comparisons as lines of a table, which can be printed one by one. */
public final class Table {
    private static final String ROW =
            "%-" + metricWidth() + "s  %7s  %12s  %-" + peerWidth() + "s  %12s  %7s  %-14s  %-7s  %s";

    private Table() {}

    /** Returns the first line. */
    public static String header() {
        return row("metric", "workers", "ours", "peer", "theirs", "ratio", "interval", "we are", "target");
    }

    /** Returns the line of a comparison. A ratio above 1 says that ours is better. */
    public static String row(Comparison comparison) {
        Unit unit = comparison.metric().unit();
        return row(
                comparison.metric().name(),
                Integer.toString(comparison.workers()),
                figure(comparison.ours().median(), unit),
                comparison.peer(),
                figure(comparison.theirs().median(), unit),
                ratio(comparison.ratio()),
                comparison.interval().map(Table::interval).orElse("-"),
                comparison.verdict().word(),
                target(comparison));
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, ROW, (Object[]) cells).stripTrailing();
    }

    static String figure(double value, Unit unit) {
        return plain(value) + " " + unit.symbol();
    }

    static String ratio(double ratio) {
        return plain(ratio) + "x";
    }

    private static String interval(Interval interval) {
        return plain(interval.low()) + " to " + plain(interval.high());
    }

    private static String target(Comparison comparison) {
        OptionalDouble target = comparison.target();
        if (target.isEmpty()) return "-";
        return ratio(target.getAsDouble()) + (comparison.isMet() ? " met" : " missed");
    }

    /** Formats with three digits or more, and never with an exponent. */
    private static String plain(double value) {
        String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static int metricWidth() {
        return longest(Metrics.all().stream().map(Metric::name).toList());
    }

    private static int peerWidth() {
        return longest(Stream.concat(Arrays.stream(Peer.values()).map(Peer::id), Stream.of(Comparisons.LIMIT))
                .toList());
    }

    private static int longest(List<String> names) {
        return names.stream().mapToInt(String::length).max().orElseThrow();
    }
}
