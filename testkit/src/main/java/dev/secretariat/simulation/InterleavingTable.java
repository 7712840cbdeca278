package dev.secretariat.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A trace as a text with columns. */
final class InterleavingTable {
    /** The last ones: more than anybody reads in a console, and what a failure is about is near the end. */
    private static final int MAX_ROWS = 200;

    /** Characters of a task's name: so that what it did stands in the same line of a usual console. */
    private static final int MAX_NAME = 30;

    private InterleavingTable() {}

    static String of(List<TraceEvent> trace) {
        List<TraceLine> all = TraceLine.fold(trace);
        int omitted = Math.max(0, all.size() - MAX_ROWS);
        List<TraceLine> shown = all.subList(omitted, all.size());
        TimeScale scale = TimeScale.of(trace);
        int width = "task".length();
        for (TraceLine line : shown) width = Math.max(width, task(line).length());
        StringBuilder table = new StringBuilder();
        String format = "%12s  %6s  %-" + width + "s  %5s  %s%n";
        table.append(String.format(Locale.ROOT, format, scale.head(), "worker", "task", "step", "what it did"));
        if (omitted > 0) {
            int steps =
                    all.subList(0, omitted).stream().mapToInt(TraceLine::steps).sum();
            table.append(String.format(Locale.ROOT, "... %d earlier steps ...%n", steps));
        }
        for (TraceLine line : shown) {
            TraceEvent first = line.first();
            if (line.lines() > 0) {
                table.append(String.format(Locale.ROOT, "%12s  %s%n", "", line.what(scale)));
            } else {
                table.append(String.format(
                        Locale.ROOT,
                        format,
                        scale.number(first.at()),
                        first.worker(),
                        task(line),
                        line.numbers(),
                        line.what(scale)));
            }
        }
        return table.toString();
    }

    private static String task(TraceLine line) {
        if (line.lines() > 0) return "";
        TraceEvent event = line.first();
        return event.task() + " " + shortened(TraceLine.inOneLine(event.name()), MAX_NAME);
    }

    static String shortened(String text, int most) {
        if (text.length() <= most) return text;
        int end = most - 3;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--; // no half characters
        return text.substring(0, end) + "...";
    }

    /** Returns one time by itself; in a table, see {@link TimeScale}. {@code 1h30m}, {@code 250ms}. */
    static String time(Duration duration) {
        if (duration.isZero()) return "0";
        long nanos = duration.toNanos();
        if (nanos < 1_000) return nanos + "ns";
        if (nanos < 1_000_000) return decimal(nanos / 1e3) + "us";
        if (nanos < 1_000_000_000) return decimal(nanos / 1e6) + "ms";
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
