package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.run.Comparison;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** The folder for the results of a run. */
public final class Results {
    private final Path folder;

    private Results(Path folder) {
        this.folder = folder;
    }

    /** Opens a folder, which is created if need be. The results of an earlier run in it will be overwritten. */
    public static Results in(Path folder) throws IOException {
        return new Results(Files.createDirectories(folder));
    }

    /** Creates a new folder under {@code parent}, named after a day and this JDK. */
    public static Results under(Path parent, LocalDate day) throws IOException {
        Files.createDirectories(parent);
        String name = day + "-jdk" + Runtime.version().feature();
        Path folder = parent.resolve(name);
        for (int i = 2; Files.exists(folder); i++) folder = parent.resolve(name + "-" + i);
        return new Results(Files.createDirectory(folder));
    }

    /** Returns where the results are. */
    public Path folder() {
        return folder;
    }

    /** Opens the file for what JMH prints meanwhile. */
    public PrintStream openLog() throws IOException {
        return new PrintStream(Files.newOutputStream(folder.resolve("jmh.log")), true, StandardCharsets.UTF_8);
    }

    /** Writes the table, the CSV files and JMH's own figures. */
    public void write(Report report, Circumstances circumstances, Collection<RunResult> raw) throws IOException {
        Files.write(folder.resolve("table.txt"), table(report, circumstances));
        try (Writer file = Files.newBufferedWriter(folder.resolve("results.csv"))) {
            CsvFile.write(report.comparisons(), circumstances, file);
        }
        try (Writer file = Files.newBufferedWriter(folder.resolve("pairs.csv"))) {
            PairsFile.write(report.comparisons(), circumstances, file);
        }
        try (PrintStream file =
                new PrintStream(Files.newOutputStream(folder.resolve("jmh.json")), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(raw);
        }
    }

    /**
     * Draws the ratios.
     *
     * @throws IOException also if this JDK lacks the desktop libraries, or a figure cannot be drawn
     */
    public void draw(Report report) throws IOException {
        try {
            RatioChart.write(report.comparisons(), folder.resolve("ratios.png"));
        } catch (LinkageError | RuntimeException e) {
            throw new IOException("no chart: " + e, e);
        }
    }

    private static List<String> table(Report report, Circumstances circumstances) {
        List<String> lines = new ArrayList<>(circumstances.lines());
        lines.add("");
        lines.add(Table.header());
        for (Comparison comparison : report.comparisons()) lines.add(Table.row(comparison));
        lines.addAll(report.summary());
        return lines;
    }
}
