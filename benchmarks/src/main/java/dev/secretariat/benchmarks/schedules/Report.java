package dev.secretariat.benchmarks.schedules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the figures into tables. */
final class Report {
    private static final int NAME = 26;
    private static final int CELL = 12;

    private Report() {}

    static String header() {
        return cells(Stream.of("program"), Arrays.stream(Search.values()).map(Search::toString), Stream.of("beside"));
    }

    static String line(Row row) {
        return cells(
                Stream.of(row.subject().name()),
                Arrays.stream(Search.values()).map(row::text),
                Stream.of(ratio(row.beside())));
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "";
    }

    /** Puts a line together, of a name, and cells in columns. */
    private static String cells(Stream<String> name, Stream<String> cells) {
        return cells(name, cells, Stream.empty());
    }

    private static String cells(Stream<String> name, Stream<String> first, Stream<String> second) {
        List<String> cells =
                Stream.of(name, first, second).flatMap(part -> part).toList();
        String rest = cells.stream().skip(1).map(cell -> pad(cell, CELL)).collect(Collectors.joining());
        return (String.format("%-" + NAME + "s", cells.get(0)) + rest).stripTrailing();
    }

    private static String pad(String cell, int width) {
        return " ".repeat(Math.max(1, width - cell.length())) + cell;
    }

    static List<String> table(List<String> circumstances, List<Row> rows, int trials, int limit, int explored) {
        List<String> lines = new ArrayList<>(circumstances);
        lines.add("");
        lines.add("Schedules to the first bug: the median of " + trials + " trials with other seeds each, of at most "
                + limit + " schedules;");
        lines.add(
                "in brackets how many have found it, where not all have; \"-\": not even half. A search that has found nothing in its first 3");
        lines.add(
                "trials has no more. Not counted are the 4 schedules that all but random learn from, once for a program. beside: the");
        lines.add("portfolio's median by the best of pos and the three of pct.");
        lines.add("");
        lines.add(header());
        rows.forEach(row -> lines.add(line(row)));
        lines.add("");
        lines.add("Means of those that have found it:");
        lines.add("");
        lines.add(header());
        rows.forEach(row -> lines.add(means(row)));
        lines.add("");
        lines.add("Beside published figures:");
        lines.add("");
        lines.addAll(published(rows));
        lines.add("");
        lines.addAll(Published.SOURCES);
        lines.add("");
        lines.add(
                "Exhaustively: schedules to the bug, of all with at most two preemptions, and of one for each partial order; and of the corrected");
        lines.add("program, schedules / partial orders, + where " + limit
                + " schedules were not all, and the first by the second.");
        lines.add("");
        lines.addAll(explored(rows));
        return lines;
    }

    private static String means(Row row) {
        return cells(
                Stream.of(row.subject().name()), Arrays.stream(Search.values()).map(search -> {
                    if (row.of(search).isEmpty()) return "";
                    OptionalDouble mean = row.of(search).orElseThrow().mean();
                    return mean.isPresent() ? Trials.number(Math.rint(10 * mean.getAsDouble()) / 10) : "-";
                }));
    }

    private static List<String> published(List<Row> rows) {
        List<Published> all = Published.all();
        List<String> lines = new ArrayList<>();
        List<String> theirs = List.of(
                "rff POS",
                "surw POS",
                "rff PCT-3",
                "surw PCT-3",
                "surw PCT-10",
                "surw RW",
                "surw N-S",
                "surw SURW",
                "rff PERIOD");
        List<Search> ours =
                List.of(Search.PORTFOLIO, Search.POS, Search.PCT_3, Search.RANDOM, Search.UNIFORM, Search.SELECTIVE);
        lines.add(cells(Stream.of("program"), ours.stream().map(Search::toString), theirs.stream()));
        for (Row row : rows) {
            String name = row.subject().name();
            lines.add(cells(
                    Stream.of(name),
                    ours.stream().map(row::text),
                    theirs.stream().map(column -> {
                        int blank = column.indexOf(' ');
                        return Published.of(all, name, column.substring(0, blank), column.substring(blank + 1));
                    })));
        }
        return lines;
    }

    private static List<String> explored(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%-" + NAME + "s%14s%16s%24s%10s", "program", "preemptions", "partial orders", "corrected", "ratio"));
        for (Row row : rows) {
            Explored explored = row.explored();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-" + NAME + "s%14s%16s%24s%10.2f",
                    row.subject().name(),
                    Explored.toBug(explored.toBugWithTwoPreemptions()),
                    Explored.toBug(explored.toBug()),
                    explored.orders(),
                    explored.redundancy()));
        }
        return lines;
    }

    /** Returns all trials: more than the limit is never. */
    static List<String> csv(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("program,search,trial,schedules,limit");
        for (Row row : rows) {
            for (Search search : Search.values()) {
                if (row.of(search).isEmpty()) continue;
                Trials trials = row.of(search).orElseThrow();
                for (int i = 0; i < trials.schedules().size(); i++) {
                    lines.add(String.join(
                            ",",
                            row.subject().name(),
                            search.toString(),
                            Integer.toString(i),
                            Integer.toString(trials.schedules().get(i)),
                            Integer.toString(trials.limit())));
                }
            }
        }
        return lines;
    }
}
