package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.Load;
import dev.secretariat.benchmarks.run.Pair;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVPrinter;

/** Writes the pairs that the comparisons were made of, so that everyone can compute the intervals again, or others. */
public final class PairsFile {
    private static final String[] COLUMNS = {
        "metric",
        "workers",
        "peer",
        "round",
        "unit",
        "ours",
        "theirs",
        "ratio",
        "ours_foreign_load",
        "theirs_foreign_load",
        "ours_load_average",
        "theirs_load_average"
    };

    /** What a load that the system does not tell of is called. */
    private static final String UNKNOWN = "unknown";

    private PairsFile() {}

    /** Writes the file's text. */
    public static void write(List<Comparison> comparisons, Circumstances circumstances, Appendable to)
            throws IOException {
        CSVPrinter printer = CsvFile.printer(COLUMNS, circumstances, to);
        for (Comparison comparison : comparisons) {
            for (Pair pair : comparison.pairs()) print(pair, comparison, printer);
        }
        printer.flush();
    }

    private static void print(Pair pair, Comparison comparison, CSVPrinter printer) throws IOException {
        Load ours = pair.ours().load();
        Load theirs = pair.theirs().load();
        printer.printRecord(
                comparison.metric().name(),
                comparison.workers(),
                comparison.peer(),
                pair.round(),
                comparison.metric().unit().symbol(),
                pair.ours().figure(),
                pair.theirs().figure(),
                comparison.ratio(pair),
                known(ours.foreign()),
                known(theirs.foreign()),
                known(ours.average()),
                known(theirs.average()));
    }

    private static Object known(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : UNKNOWN;
    }
}
