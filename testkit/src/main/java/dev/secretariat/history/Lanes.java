package dev.secretariat.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A history as a table, with a line for each moment at which somebody calls or is answered, and a column for each client, or several for one
 * whose calls overlap.
 */
final class Lanes<O, R extends @Nullable Object> {
    /** The last ones: more than anybody reads, and what goes wrong is near the end. */
    private static final int MAX_ROWS = 100;

    /** Characters of an operation, and of an answer: a few clients side by side fit in a usual console. */
    private static final int MAX_OPERATION = 28;

    private static final int MAX_ANSWER = 20;

    private record Lane(String client, int number) {}

    /** A call, an answer, or both. */
    private record Mark<O, R extends @Nullable Object>(Operation<O, R> operation, boolean isCall, boolean isEnd) {
        Moment at() {
            return isCall ? operation.called() : Objects.requireNonNull(operation.ended());
        }
    }

    private final Function<Operation<O, R>, String> flag;
    private final List<Mark<O, R>> marks;
    private final Map<Operation<O, R>, Lane> lanes = new HashMap<>();
    private final List<Lane> columns = new ArrayList<>();

    private Lanes(List<Operation<O, R>> operations, Function<Operation<O, R>, String> flag) {
        this.flag = flag;
        this.marks = merged(marks(operations));
        Map<String, List<@Nullable Operation<O, R>>> open = new LinkedHashMap<>();
        for (Mark<O, R> mark : marks) {
            String client = mark.operation().client();
            List<@Nullable Operation<O, R>> lanesOfClient = open.computeIfAbsent(client, any -> new ArrayList<>());
            if (mark.isCall()) {
                int free = lanesOfClient.indexOf(null);
                if (free < 0) {
                    free = lanesOfClient.size();
                    lanesOfClient.add(null);
                }
                lanesOfClient.set(free, mark.operation());
                lanes.put(mark.operation(), new Lane(client, free));
            }
            if (mark.isEnd()) lanesOfClient.set(lane(mark).number(), null);
        }
        open.forEach((client, ofClient) -> {
            for (int i = 0; i < ofClient.size(); i++) columns.add(new Lane(client, i));
        });
    }

    /**
     * Returns the table.
     *
     * @param flag what to write beside an operation; may be empty
     */
    static <O, R extends @Nullable Object> String of(
            List<Operation<O, R>> operations, Function<Operation<O, R>, String> flag) {
        return new Lanes<>(operations, flag).toText();
    }

    private Lane lane(Mark<O, R> mark) {
        return Objects.requireNonNull(lanes.get(mark.operation()));
    }

    private static <O, R extends @Nullable Object> List<Mark<O, R>> marks(List<Operation<O, R>> operations) {
        List<Mark<O, R>> marks = new ArrayList<>();
        for (Operation<O, R> operation : operations) {
            marks.add(new Mark<>(operation, true, false));
            if (operation.ended() != null) marks.add(new Mark<>(operation, false, true));
        }
        marks.sort(Comparator.comparingLong(mark -> mark.at().number()));
        return marks;
    }

    /** Joins a call and its answer where nothing came in between, and no time passed. */
    private static <O, R extends @Nullable Object> List<Mark<O, R>> merged(List<Mark<O, R>> marks) {
        List<Mark<O, R>> merged = new ArrayList<>();
        for (Mark<O, R> mark : marks) {
            Mark<O, R> before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            boolean isAtOnce = before != null
                    && before.operation().equals(mark.operation())
                    && before.at().nanos() == mark.at().nanos();
            if (isAtOnce) merged.set(merged.size() - 1, new Mark<>(mark.operation(), true, true));
            else merged.add(mark);
        }
        return merged;
    }

    private String toText() {
        List<String[]> rows = new ArrayList<>();
        String[] open = new String[columns.size()];
        Arrays.fill(open, "");
        for (Mark<O, R> mark : marks) {
            String[] row = new String[1 + open.length];
            System.arraycopy(open, 0, row, 1, open.length);
            row[0] = time(mark.at().nanos());
            int column = columns.indexOf(lane(mark));
            row[1 + column] = cell(mark);
            open[column] = mark.isEnd() ? "" : "|";
            rows.add(row);
        }
        String[] last = new String[1 + open.length];
        last[0] = "";
        for (int i = 0; i < open.length; i++) last[1 + i] = open[i].isEmpty() ? "" : "...";
        rows.add(last);
        return drawn(rows);
    }

    private String drawn(List<String[]> rows) {
        int omitted = Math.max(0, rows.size() - MAX_ROWS);
        List<String[]> shown = new ArrayList<>(rows.subList(omitted, rows.size()));
        shown.add(0, head());
        int[] widths = new int[1 + columns.size()];
        for (String[] row : shown) {
            for (int i = 0; i < row.length; i++) widths[i] = Math.max(widths[i], row[i].length());
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : shown) lines.add(line(row, widths));
        if (omitted > 0) lines.add(1, "    ... " + omitted + " earlier lines ...");
        return lines.stream()
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String[] head() {
        String[] head = new String[1 + columns.size()];
        head[0] = "time";
        for (int i = 0; i < columns.size(); i++) {
            head[1 + i] = Texts.shortened(Texts.of(columns.get(i).client()), MAX_OPERATION);
        }
        return head;
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder("    ");
        line.append(" ".repeat(widths[0] - row[0].length())).append(row[0]);
        for (int i = 1; i < row.length; i++) {
            line.append("  ").append(row[i]).append(" ".repeat(widths[i] - row[i].length()));
        }
        return line.toString().stripTrailing();
    }

    private String cell(Mark<O, R> mark) {
        Operation<O, R> operation = mark.operation();
        String flagged = flag.apply(operation);
        String name = (flagged.isEmpty() ? "" : flagged + " ")
                + Texts.shortened(Texts.of(operation.operation()), MAX_OPERATION);
        if (!mark.isEnd()) return "> " + name;
        if (!mark.isCall()) return ("< " + answer(operation)).strip();
        String answer = answer(operation);
        return "= " + name + (answer.isEmpty() ? "" : ": " + answer);
    }

    private static String answer(Operation<?, ?> operation) {
        String words = operation.response().toString();
        if (operation.response().isUnknown()) return "?";
        String told = words.startsWith("returned")
                ? words.substring("returned".length()).strip()
                : words;
        return Texts.shortened(told, MAX_ANSWER);
    }

    private static String time(long nanos) {
        List<String> units = List.of("ns", "us", "ms", "s");
        if (nanos == 0) return "0";
        int unit = 0;
        while (unit < units.size() - 1 && nanos >= Math.pow(1000, unit + 1)) unit++;
        return BigDecimal.valueOf(nanos)
                        .movePointLeft(3 * unit)
                        .stripTrailingZeros()
                        .toPlainString()
                + units.get(unit);
    }
}
