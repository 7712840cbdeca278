package dev.secretariat.examples.forks;

import dev.secretariat.Ticker;
import dev.secretariat.examples.command.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * A command that does the same in three ways, and prints what came of it and how long each took.
 *
 * @param <R> what comes of it
 */
public abstract class ForkExample<R> {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final double MILLISECOND = 1e6;

    private int workers = CORES;
    private int warmUps = 10;
    private int runs = 7;

    /** Whether only the usage is wanted. */
    @Option(names = "--help", order = 100, usageHelp = true, description = "Show this text.")
    protected boolean help;

    /** For subclasses, which add options of their own. */
    protected ForkExample() {}

    @Option(
            names = "--runs",
            order = 90,
            paramLabel = "N",
            converter = UpTo1000.class,
            description = "How often each version is timed; by default 7.")
    final void runs(int count) {
        runs = count;
    }

    @Option(
            names = "--warm-up",
            order = 91,
            paramLabel = "N",
            converter = UpTo1000.class,
            description = "How often each version runs before that, to warm up; by default 10.")
    final void warmUps(int count) {
        warmUps = count;
    }

    @Option(
            names = "--workers",
            order = 92,
            paramLabel = "N",
            converter = UpTo1000.class,
            description = "How many workers each pool has; by default as many as there are cores.")
    final void workers(int count) {
        workers = count;
    }

    /** What is done, in a line. */
    protected abstract String title();

    /** What is too small for the ForkJoinPool version to fork, as in "100 sheep": it does less than that in one go. */
    protected abstract String cutOff();

    /** The three versions. */
    protected abstract ThreeWays<R> ways();

    /** Called before the work: for the things that would be a pity to find out after it. */
    protected void prepare() throws IOException {}

    /** Tells what came of the work. */
    protected abstract void tell(R result, PrintStream out) throws IOException;

    /**
     * Does it all.
     *
     * @param out where to print
     * @return whether the three versions had the same result
     * @throws IOException if a file cannot be written
     * @throws InterruptedException if the calling thread is interrupted
     */
    public final boolean run(PrintStream out) throws IOException, InterruptedException {
        prepare();
        out.println(title());
        Verdict<R> verdict = new Contest(workers, warmUps, runs, Ticker.system()).hold(ways());
        out.println();
        tell(verdict.result(), out);
        out.println();
        tell(verdict.timings(), out);
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

    private static void tell(List<Timing> timings, PrintStream out) {
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

    private static final class UpTo1000 extends WholeNumber {
        private UpTo1000() {
            super(1_000);
        }
    }
}
