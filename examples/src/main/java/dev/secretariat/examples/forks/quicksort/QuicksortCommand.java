package dev.secretariat.examples.forks.quicksort;

import dev.secretariat.examples.command.WholeNumber;
import dev.secretariat.examples.forks.ForkExample;
import dev.secretariat.examples.forks.ThreeWays;
import java.io.PrintStream;
import java.util.Locale;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sorts random numbers. */
@Command(name = "quicksort", description = "Sorts random numbers, in three versions.")
public final class QuicksortCommand extends ForkExample<int[]> {
    private static final long SEED = 1;

    @Option(
            names = "--size",
            order = 1,
            paramLabel = "N",
            converter = Size.class,
            description = "How many numbers; by default 1000000.")
    private int size = 1_000_000;

    @Override
    protected String title() {
        return String.format(Locale.ENGLISH, "Quicksort of %,d random numbers", size);
    }

    @Override
    protected String cutOff() {
        return ForkJoinSort.CUT_OFF + " numbers";
    }

    @Override
    protected ThreeWays<int[]> ways() {
        return new Quicksort(new SplittableRandom(SEED).ints(size).toArray());
    }

    @Override
    protected void print(int[] sorted, PrintStream out) {
        out.printf(
                Locale.ENGLISH,
                "  smallest %,d, median %,d, greatest %,d%n",
                sorted[0],
                sorted[sorted.length / 2],
                sorted[sorted.length - 1]);
    }

    private static final class Size extends WholeNumber {
        private Size() {
            super(20_000_000);
        }
    }
}
