package dev.secretariat.examples.demo.simulated;

import dev.secretariat.Scheduler;
import dev.secretariat.examples.command.ExampleCommand;
import dev.secretariat.examples.command.OutputFile;
import dev.secretariat.examples.command.WholeNumber;
import dev.secretariat.examples.command.WholeNumber.UpToThousand;
import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.Timeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells how long paperwork takes one secretary, two, four, and so on: on any machine, in virtual time. */
@Command(name = "office", description = "How long paperwork takes 1, 2, 4 ... secretaries, in virtual time.")
public final class OfficeCommand extends ExampleCommand {
    private static final long SEED = 1;

    /** More than the greatest number of papers need, at the greatest length. */
    private static final int STEP_LIMIT = 10_000_000;

    @Option(
            names = "--secretaries",
            order = 1,
            paramLabel = "N",
            converter = UpToThousand.class,
            description = "How many at most; by default 64.")
    private int secretaries = 64;

    @Option(
            names = "--papers",
            order = 2,
            paramLabel = "N",
            converter = Papers.class,
            description = "How many pieces of work there are; by default 200.")
    private int papers = 200;

    @Option(
            names = "--minutes",
            order = 3,
            paramLabel = "N",
            converter = UpToThousand.class,
            description = "How long each takes; by default 60.")
    private int minutes = 60;

    @Option(
            names = "--html",
            order = 4,
            paramLabel = "FILE",
            description = "Where to draw the day of all secretaries; by default nowhere.")
    private @Nullable Path html;

    @Override
    public boolean run(PrintStream out) throws IOException {
        if (html != null) OutputFile.requireWritable(html);
        out.printf(Locale.ENGLISH, "%d papers of %d minutes each, in virtual time%n%n", papers, minutes);
        out.println("  secretaries   all is done after   times as fast      steps   simulated in");
        long alone = 0;
        for (int count = 1; count < 2 * secretaries; count *= 2) {
            int present = Math.min(count, secretaries);
            long begin = System.nanoTime();
            Run day = simulation(present).run(SEED);
            double millis = (System.nanoTime() - begin) / 1e6;
            long end = day.makespan().toMinutes();
            if (count == 1) alone = end;
            out.printf(
                    Locale.ENGLISH,
                    "  %11d   %13s       %13.1f   %8d   %9.0f ms%n",
                    present,
                    hours(end),
                    (double) alone / end,
                    day.schedule().steps(),
                    millis);
        }
        if (html != null) draw(html, out);
        return true;
    }

    private Simulation simulation(int present) {
        return Simulation.of(this::submit)
                .workers(present)
                .policy(Policy.inTurn())
                .stepLimit(STEP_LIMIT);
    }

    private void submit(Scheduler office) {
        IntStream.range(1, papers + 1).forEach(i -> office.submit("paper " + i, new Paper(minutes)));
    }

    private void draw(Path file, PrintStream out) throws IOException {
        Simulation day = simulation(secretaries);
        Run run = day.replay(day.run(SEED).schedule());
        Files.writeString(file, Timeline.page("A day of " + secretaries + " secretaries", run));
        out.println();
        out.println("The day of all secretaries is drawn in " + file);
    }

    private static String hours(long minutes) {
        Duration duration = Duration.ofMinutes(minutes);
        return String.format(Locale.ENGLISH, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
    }

    private static final class Papers extends WholeNumber {
        private Papers() {
            super(10_000);
        }
    }
}
