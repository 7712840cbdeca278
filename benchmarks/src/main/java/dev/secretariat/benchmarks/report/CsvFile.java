package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.Interval;
import dev.secretariat.benchmarks.run.Score;
import dev.secretariat.benchmarks.run.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes the comparisons in full, under the circumstances as comments. */
public final class CsvFile {
    private static final String[] COLUMNS = {
        "metric",
        "workers",
        "unit",
        "better",
        "ours",
        "ours_least",
        "ours_most",
        "ours_count",
        "peer",
        "theirs",
        "theirs_least",
        "theirs_most",
        "theirs_count",
        "ratio",
        "low",
        "high",
        "confidence",
        "pairs",
        "we_are",
        "target",
        "met"
    };

    private CsvFile() {}

    /** Writes the file's text. */
    public static void write(List<Comparison> comparisons, Circumstances circumstances, Appendable to)
            throws IOException {
        CSVPrinter printer = printer(COLUMNS, circumstances, to);
        for (Comparison comparison : comparisons) print(comparison, printer);
        printer.flush();
    }

    /** Begins a file with comments and a header. */
    static CSVPrinter printer(String[] columns, Circumstances circumstances, Appendable to) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setCommentMarker('#')
                .setHeaderComments((Object[]) circumstances.lines().toArray(String[]::new))
                .setHeader(columns)
                .setRecordSeparator('\n')
                .get();
        return new CSVPrinter(to, format);
    }

    private static void print(Comparison comparison, CSVPrinter printer) throws IOException {
        Unit unit = comparison.metric().unit();
        Score ours = comparison.ours();
        Score theirs = comparison.theirs();
        Optional<Interval> interval = comparison.interval();
        boolean hasTarget = comparison.target().isPresent();
        printer.printRecord(
                comparison.metric().name(),
                comparison.workers(),
                unit.symbol(),
                unit.lowerIsBetter() ? "lower" : "higher",
                ours.median(),
                ours.min(),
                ours.max(),
                ours.count(),
                comparison.peer(),
                theirs.median(),
                theirs.min(),
                theirs.max(),
                theirs.count(),
                comparison.ratio(),
                interval.<Object>map(Interval::low).orElse(""),
                interval.<Object>map(Interval::high).orElse(""),
                interval.<Object>map(Interval::confidence).orElse(""),
                comparison.pairs().size(),
                comparison.verdict().word(),
                hasTarget ? comparison.target().getAsDouble() : "",
                hasTarget ? comparison.isMet() : "");
    }
}
