package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a trace in which steps that repeat are folded: some equal steps of one task in a row, or, after several such
 * lines, how often they come again.
 *
 * @param first its first step
 * @param last its last step
 * @param steps how many it stands for
 * @param lines of how many lines before it this is the repetition; zero for a line of its own
 */
record TraceLine(TraceEvent first, TraceEvent last, int steps, int lines) {
    /** How many lines a pattern has at most, such as that of tasks that poll in turn: each length tried costs time. */
    private static final int LONGEST = 8;

    static List<TraceLine> fold(List<TraceEvent> trace) {
        List<TraceLine> lines = new ArrayList<>();
        for (int from = 0; from < trace.size(); ) {
            int length = 1;
            int times = 1;
            for (int tried = 1; tried <= LONGEST; tried++) {
                int repeated = repetitions(trace, from, tried);
                // Two lines and how often they come again are no shorter than four.
                if ((tried == 1 || repeated > 2) && (repeated - 1) * tried > (times - 1) * length) {
                    length = tried;
                    times = repeated;
                }
            }
            int to = from + length * times;
            if (length == 1) {
                lines.add(new TraceLine(trace.get(from), trace.get(to - 1), times, 0));
            } else {
                for (TraceEvent event : trace.subList(from, from + length))
                    lines.add(new TraceLine(event, event, 1, 0));
                int steps = length * (times - 1);
                lines.add(new TraceLine(trace.get(from + length), trace.get(to - 1), steps, length));
            }
            from = to;
        }
        return lines;
    }

    /** Returns how often the {@code length} steps from {@code from} on come in a row; 1 if they are not repeated. */
    private static int repetitions(List<TraceEvent> trace, int from, int length) {
        int at = from + length;
        while (at < trace.size() && trace.get(at).looksLike(trace.get(at - length))) at++;
        return Math.max(1, (at - from) / length);
    }

    /** Returns what it did, in words. */
    String what(TimeScale scale) {
        if (lines > 0)
            return "... the " + lines + " lines above, " + times() + " more, until " + scale.inWords(last.at());
        String what = inOneLine(told(first));
        if (!first.sleep().isZero()) what += " for " + scale.inWords(first.sleep());
        if (!first.cost().isZero()) what += " after " + scale.inWords(first.cost());
        return first.at().equals(last.at()) ? what : what + ", the last time at " + scale.inWords(last.at());
    }

    /** Returns what a step has touched and noted, and what it ended with. */
    static String told(TraceEvent event) {
        return event.notes().isEmpty() ? event.what() : String.join(", ", event.notes()) + "; " + event.what();
    }

    private String times() {
        int times = steps / lines;
        return times == 1 ? "once" : times + " times";
    }

    /** Returns which steps of its task it stands for. */
    String numbers() {
        return steps == 1 ? "" + first.step() : first.step() + "-" + last.step();
    }

    static String inOneLine(String text) {
        return text.replaceAll("\\s*\\p{Cntrl}\\s*", " ");
    }
}
