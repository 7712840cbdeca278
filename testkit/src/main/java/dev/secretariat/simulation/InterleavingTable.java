package dev.secretariat.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A trace as a text with columns. */
final class InterleavingTable {
    private static final int MOST = 200;
    private static final int WIDEST = 30;

    private InterleavingTable() {}

    static String of(List<TraceEvent> trace) {
        int omitted = Math.max(0, trace.size() - MOST);
        List<TraceEvent> shown = trace.subList(omitted, trace.size());
        int width = "task".length();
        for (TraceEvent event : shown) width = Math.max(width, task(event).length());
        StringBuilder table = new StringBuilder();
        String format = "%12s  %6s  %-" + width + "s  %4s  %s%n";
        table.append(String.format(Locale.ROOT, format, "time", "worker", "task", "step", "what it did"));
        if (omitted > 0) table.append(String.format(Locale.ROOT, "... %d earlier steps ...%n", omitted));
        for (TraceEvent event : shown) {
            table.append(String.format(
                    Locale.ROOT, format, time(event.at()), event.worker(), task(event), event.step(), what(event)));
        }
        return table.toString();
    }

    private static String task(TraceEvent event) {
        return event.task() + " " + shortened(inOneLine(event.name()), WIDEST);
    }

    static String shortened(String text, int most) {
        if (text.length() <= most) return text;
        int end = most - 3;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--; // no half characters
        return text.substring(0, end) + "...";
    }

    static String what(TraceEvent event) {
        String what = inOneLine(event.what());
        return event.cost().isZero() ? what : what + " after " + time(event.cost());
    }

    private static String inOneLine(String text) {
        return text.replaceAll("\\s*\\p{Cntrl}\\s*", " ");
    }

    /** {@code 1h30m}, {@code 250ms}: the duration's own text without its first letters. */
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
