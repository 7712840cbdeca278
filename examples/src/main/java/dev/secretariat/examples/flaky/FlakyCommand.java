package dev.secretariat.examples.flaky;

import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.Timeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds two bugs that show themselves once in a while, and tells all about them. */
@Command(
        name = "flaky",
        sortOptions = false,
        sortSynopsis = false,
        description = "Finds a lost update and a deadlock by seed, shrinks and draws them, and shows them mended.")
public final class FlakyCommand {
    private static final int SEEDS = 1_000;

    @Option(
            names = "--out",
            order = 1,
            paramLabel = "FOLDER",
            description = "Where to write the timelines, as HTML; by default the current folder.")
    private Path out = Path.of("");

    @Option(names = "--help", order = 2, usageHelp = true, description = "Show this text.")
    boolean help;

    /** Creates the command; its fields are set by picocli. */
    public FlakyCommand() {}

    /**
     * Runs it.
     *
     * @param told where it prints
     * @return whether both bugs were found, and again when they were replayed
     * @throws IOException if a timeline cannot be written
     */
    public boolean run(PrintStream told) throws IOException {
        if (!Files.isDirectory(out.toAbsolutePath())) throw new NoSuchFileException(out.toString());
        boolean transfers = tell("Three bank transfers", "transfers", FlakyPrograms::transfers, told);
        tellMended("With the ledger locked", FlakyPrograms::lockedTransfers, told);
        boolean lunch = tell("Three secretaries at lunch", "lunch", FlakyPrograms::lunch, told);
        tellMended("With the lower fork first", FlakyPrograms::politeLunch, told);
        return transfers && lunch;
    }

    private boolean tell(String title, String file, Simulation.Program program, PrintStream told) throws IOException {
        Simulation simulation = Simulation.of(program);
        long begin = System.nanoTime();
        OptionalLong seed = LongStream.range(0, SEEDS)
                .filter(it -> simulation.run(it).hasFailed())
                .findFirst();
        double millis = (System.nanoTime() - begin) / 1e6;
        told.println(title);
        if (seed.isEmpty()) {
            told.println("  no failure with " + SEEDS + " seeds");
            return false;
        }
        told.printf(Locale.ENGLISH, "  a bug was found in run %d, after %.0f ms%n", seed.getAsLong() + 1, millis);
        SimulationFailure failure = simulation.failure(simulation.run(seed.getAsLong()));
        told.println(
                String.valueOf(failure.getMessage()).stripTrailing().indent(2).stripTrailing());
        Run smallest = failure.smallest();
        Path page = out.resolve(file + ".html");
        Files.writeString(page, Timeline.page(title, smallest));
        told.println("  drawn in " + page);
        boolean again = simulation.replay(smallest.schedule()).hasFailed();
        told.println("  replayed: " + (again ? "it fails in the same way" : "it does not fail any more"));
        return again;
    }

    private static void tellMended(String title, Simulation.Program program, PrintStream told) {
        Simulation.of(program).check(SEEDS);
        long schedules = Simulation.of(program).explore(2, 1_000_000).schedules();
        told.printf(
                Locale.ENGLISH,
                "%s%n  no failure with %,d seeds, nor in any of the %,d orders with up to two preemptions%n%n",
                title,
                SEEDS,
                schedules);
    }
}
