package dev.secretariat.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is told of a history: in what order it fits, or why in none. All texts go on after "the history is (not) linearizable". */
final class Report<S, O, R extends @Nullable Object> {
    /** What goes wrong is near the end. */
    private static final int MAX_ORDER = 20;

    private static final int MAX_ANSWERS = 5;

    private final Rules<S, O, R> rules;
    private final Core<S, O, R> core;
    private final List<Operation<O, R>> all;
    private final List<List<Operation<O, R>>> orders = new ArrayList<>();

    Report(Rules<S, O, R> rules, Core<S, O, R> core, List<Operation<O, R>> all) {
        this.rules = rules;
        this.core = core;
        this.all = all;
    }

    /** Adds an order that was found for a part of the history. */
    void add(List<Operation<O, R>> order) {
        orders.add(order);
    }

    String ofOrders() {
        StringBuilder text = new StringBuilder();
        for (List<Operation<O, R>> order : orders) {
            text.append(orders.size() == 1 ? "; an order:\n" : "; an order of a part:\n");
            for (Operation<O, R> operation : order)
                text.append("    ").append(operation).append('\n');
        }
        return text.toString();
    }

    String of(DeadEnd<S, O, R> end) {
        Map<Operation<O, R>, String> marks = new HashMap<>();
        StringBuilder text = new StringBuilder();
        Operation<O, R> blocking = end.blocking();
        if (blocking != null) text.append(": ").append(of(blocking, "wherever it can come ", end.blocked()));
        text.append("\nNo order gets farther than this, of ")
                .append(counted(end.order().size(), "operation"))
                .append(", with the state after each:\n");
        int omitted = Math.max(0, end.order().size() - MAX_ORDER);
        if (omitted > 0) text.append("         ... ").append(omitted).append(" before ...\n");
        text.append("         ").append(Texts.of(end.states().get(omitted))).append('\n');
        for (int i = 0; i < end.order().size(); i++) {
            String mark = "#" + (i + 1);
            Operation<O, R> operation = end.order().get(i);
            marks.put(operation, mark);
            if (i < omitted) continue;
            text.append(String.format(
                    "%8s %s  -> %s\n", mark, operation, Texts.of(end.states().get(i + 1))));
        }
        text.append("Next would come one of these, and none can:\n");
        for (Operation<O, R> candidate : end.candidates()) {
            if (candidate.isComplete()) marks.put(candidate, "!");
            text.append("       ! ")
                    .append(of(candidate, "there ", Set.of(end.state())))
                    .append('\n');
        }
        Set<Operation<O, R>> shown = new HashSet<>();
        shown.addAll(end.order());
        shown.addAll(end.candidates());
        return text.append(enough(shown)).append(table(shown, marks)).toString();
    }

    private String enough(Set<Operation<O, R>> shown) {
        List<Operation<O, R>> enough = core.of(all, shown);
        long answered = shown.stream().filter(Operation::isComplete).count();
        if (enough.size() == answered || enough.size() > MAX_ORDER) return "";
        StringBuilder text = new StringBuilder("These answers are enough for that, whatever the others were:\n");
        for (Operation<O, R> operation : enough)
            text.append("         ").append(operation).append('\n');
        return text.toString();
    }

    /** The history as far as it matters: what came later explains nothing. */
    private String table(Set<Operation<O, R>> shown, Map<Operation<O, R>, String> marks) {
        List<Operation<O, R>> inTable = all.stream().filter(shown::contains).toList();
        int omitted = all.size() - inTable.size();
        String head = "All calls";
        if (omitted > 0) head += " but " + omitted + ", which play no part";
        return head + " (> called, < answered, = both at once, # its place above, ! cannot come):\n"
                + Lanes.of(inTable, operation -> marks.getOrDefault(operation, ""));
    }

    private String of(Operation<O, R> operation, String where, Set<S> states) {
        if (!operation.isComplete()) return operation + "; it may come, but then nothing else can either";
        Set<String> expected = new LinkedHashSet<>();
        for (S state : states) {
            String answer = rules.expected(state, operation);
            if (answer == null) return operation + ", which the model does not allow";
            expected.add(answer);
        }
        String some = expected.stream().limit(MAX_ANSWERS).collect(Collectors.joining(", or "));
        return operation + ", but " + where + some + (expected.size() > MAX_ANSWERS ? ", and so on" : "");
    }

    String ofUndecided(S initial, int limit) {
        long open = all.stream().filter(operation -> !operation.isComplete()).count();
        String text = ": undecided after " + limit + " configurations of " + counted(all.size(), "operation")
                + ", of which " + open
                + " were never answered. What helps: a key (Model.byKey), fewer calls that overlap, a higher limit";
        if (!hasEquals(initial))
            text += "; and states that have equals and hashCode, which "
                    + initial.getClass().getName() + " has not";
        return text + ".\n" + Lanes.of(all, any -> "");
    }

    private static boolean hasEquals(Object state) {
        try {
            return state.getClass().getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            return true;
        }
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
