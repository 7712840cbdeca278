package dev.secretariat.examples.forks;

import dev.secretariat.Ticker;
import dev.secretariat.examples.command.ExampleCommand;
import dev.secretariat.examples.command.WholeNumber.UpToThousand;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * A command that does the same in three ways, and prints the result and how long each way took.
 *
 * @param <R> the type of the result
 */
public abstract class ForkExample<R> extends ExampleCommand {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final double MILLISECOND = 1e6;

    private int workers = CORES;
    private int warmUps = 10;
    private int runs = 7; // odd, so that one of them is the median

    /** Creates the command; for subclasses, which add options of their own. */
    protected ForkExample() {}

    @Option(
            names = "--runs",
            order = 90,
            paramLabel = "N",
            converter = UpToThousand.class,
            description = "How often each version is timed; by default 7.")
    final void runs(int count) {
        runs = count;
    }

    @Option(
            names = "--warm-up",
            order = 91,
            paramLabel = "N",
            converter = UpToThousand.class,
            description = "How often each version runs before that, to warm up; by default 10.")
    final void warmUps(int count) {
        warmUps = count;
    }

    @Option(
            names = "--workers",
            order = 92,
            paramLabel = "N",
            converter = UpToThousand.class,
            description = "How many workers each pool has; by default as many as there are cores.")
    final void workers(int count) {
        workers = count;
    }

    /** Returns what is done, in a line. */
    protected abstract String title();

    /** Returns the least that the ForkJoinPool version divides, as in "100 sheep". */
    protected abstract String cutOff();

    /** Returns the three versions. */
    protected abstract ThreeWays<R> ways();

    /** Checks before the work what would be a pity to find out after it. */
    protected void prepare() throws IOException {}

    /** Prints the result. */
    protected abstract void print(R result, PrintStream out) throws IOException;

    /** Runs and times the three versions, and returns whether they had the same result. */
    @Override
    public final boolean run(PrintStream out) throws IOException, InterruptedException {
        prepare();
        out.println(title());
        Verdict<R> verdict = new Contest(workers, warmUps, runs, Ticker.system()).hold(ways());
        out.println();
        print(verdict.result(), out);
        out.println();
        print(verdict.timings(), out);
        out.println();
        out.println(
                verdict.agree()
                        ? "All three had the same result each time."
                        : "Not the same result each time: that is a bug, unless what they read has changed meanwhile.");
        out.printf("Secretariat forks at every level, without a cut-off; ForkJoinPool's is %s.%n", cutOff());
        out.printf(
                "Timed runs: %d, after %d to warm up; workers in each pool: %d; cores for this program: %d.%n"
                        + "Times vary with whatever else the machine does.%n",
                runs, warmUps, workers, CORES);
        return verdict.agree();
    }

    private static void print(List<Timing> timings, PrintStream out) {
        double sequential = timings.get(0).median();
        out.printf("  %-13s %12s %23s %12s%n", "", "median", "fastest to slowest", "speed-up");
        for (Timing timing : timings) {
            out.printf(
                    Locale.ENGLISH,
                    "  %-13s %9.1f ms %20s ms %12.2f%n",
                    timing.way(),
                    timing.median() / MILLISECOND,
                    String.format(
                            Locale.ENGLISH,
                            "%.1f to %.1f",
                            timing.fastest() / MILLISECOND,
                            timing.slowest() / MILLISECOND),
                    sequential / timing.median());
        }
    }
}
