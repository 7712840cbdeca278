package dev.secretariat.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where two runs that should be equal begin to differ. */
final class Comparison {
    private static final String WHY = "The program depends on something that the seed does not decide: a clock,"
            + " a random number, an identity hash code, a thread, or what an earlier run has left.";

    private Comparison() {}

    static NondeterminismError differ(Run one, Run other) {
        String where = one.trace().isEmpty() || other.trace().isEmpty()
                ? whereBySchedule(one.schedule(), other.schedule())
                : whereByTrace(one.trace(), other.trace());
        return new NondeterminismError("two runs with seed " + one.schedule().seed() + " differ" + where + ". " + WHY);
    }

    private static String whereByTrace(List<TraceEvent> one, List<TraceEvent> other) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            TraceEvent first = i < one.size() ? one.get(i) : null;
            TraceEvent second = i < other.size() ? other.get(i) : null;
            if (first == null || second == null || !comparable(first).equals(comparable(second))) {
                return " at step " + (i + 1) + ": " + text(first) + " in the one, " + text(second) + " in the other";
            }
        }
        return " in how they end";
    }

    /**
     * Returns an event without the identity hash codes of objects that have no text of their own: those always differ.
     */
    private static TraceEvent comparable(TraceEvent event) {
        String what = String.valueOf(Words.steady(event.what()));
        return new TraceEvent(
                event.at(),
                event.cost(),
                event.sleep(),
                event.worker(),
                event.task(),
                event.name(),
                event.step(),
                List.of(),
                what);
    }

    private static String text(@Nullable TraceEvent event) {
        if (event == null) return "nothing";
        return "task " + event.task() + " '" + event.name() + "' at " + InterleavingTable.time(event.at())
                + " on worker " + event.worker() + ", which " + event.what();
    }

    private static String whereBySchedule(Schedule one, Schedule other) {
        int common = Math.min(one.steps(), other.steps());
        for (int i = 0; i < common; i++) {
            if (one.task(i) != other.task(i)) {
                return " at step " + (i + 1) + ": task " + one.task(i) + " in the one, task " + other.task(i)
                        + " in the other";
            }
        }
        return one.steps() == other.steps()
                ? " in what their steps do"
                : " after step " + common + ", where only one goes on";
    }
}
