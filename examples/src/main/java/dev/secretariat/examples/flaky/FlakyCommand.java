package dev.secretariat.examples.flaky;

import dev.secretariat.examples.command.ExampleCommand;
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

/** Finds two bugs that show only once in a while, and prints all about them. */
@Command(
        name = "flaky",
        description = "Finds a lost update and a deadlock by seed, shrinks and draws them, and shows them mended.")
public final class FlakyCommand extends ExampleCommand {
    private static final int SEEDS = 1_000;

    /** Most bugs need no more, and all orders with a third would take long. */
    private static final int PREEMPTIONS = 2;

    private static final int MAX_SCHEDULES = 1_000_000;

    @Option(
            names = "--out",
            order = 1,
            paramLabel = "FOLDER",
            description = "Where to write the timelines, as HTML; by default the current folder.")
    private Path folder = Path.of("");

    /** Looks for the bugs, and returns whether both were found, and again when they were replayed. */
    @Override
    public boolean run(PrintStream out) throws IOException {
        if (!Files.isDirectory(folder.toAbsolutePath())) throw new NoSuchFileException(folder.toString());
        boolean transfers = find("Three bank transfers", "transfers", FlakyPrograms::transfers, out);
        printMended("With the ledger locked", FlakyPrograms::lockedTransfers, out);
        boolean lunch = find("Three secretaries at lunch", "lunch", FlakyPrograms::lunch, out);
        printMended("With the lower fork first", FlakyPrograms::politeLunch, out);
        return transfers && lunch;
    }

    private boolean find(String title, String file, Simulation.Program program, PrintStream out) throws IOException {
        Simulation simulation = Simulation.of(program);
        long begin = System.nanoTime();
        OptionalLong seed = LongStream.range(0, SEEDS)
                .filter(it -> simulation.run(it).hasFailed())
                .findFirst();
        double millis = (System.nanoTime() - begin) / 1e6;
        out.println(title);
        if (seed.isEmpty()) {
            out.println("  no failure with " + SEEDS + " seeds");
            return false;
        }
        out.printf(Locale.ENGLISH, "  a bug was found in run %d, after %.0f ms%n", seed.getAsLong() + 1, millis);
        SimulationFailure failure = simulation.failure(simulation.run(seed.getAsLong()));
        out.println(
                String.valueOf(failure.getMessage()).stripTrailing().indent(2).stripTrailing());
        Run smallest = failure.smallest();
        Path page = folder.resolve(file + ".html");
        Files.writeString(page, Timeline.page(title, smallest));
        out.println("  drawn in " + page);
        boolean again = simulation.replay(smallest.schedule()).hasFailed();
        out.println("  replayed: " + (again ? "it fails in the same way" : "it does not fail any more"));
        return again;
    }

    private static void printMended(String title, Simulation.Program program, PrintStream out) {
        Simulation.of(program).check(SEEDS);
        long schedules =
                Simulation.of(program).explore(PREEMPTIONS, MAX_SCHEDULES).schedules();
        out.printf(
                Locale.ENGLISH,
                "%s%n  no failure with %,d seeds, nor in any of the %,d orders with up to two preemptions%n%n",
                title,
                SEEDS,
                schedules);
    }
}
