package dev.secretariat.examples.forks.mandelbrot;

import dev.secretariat.examples.command.OutputFile;
import dev.secretariat.examples.command.WholeNumber;
import dev.secretariat.examples.command.WholeNumber.UpToMillion;
import dev.secretariat.examples.forks.ForkExample;
import dev.secretariat.examples.forks.ThreeWays;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Paints the Mandelbrot set. */
@Command(name = "mandelbrot", description = "Paints the Mandelbrot set, in three versions, and writes it as a PNG.")
public final class MandelbrotCommand extends ForkExample<int[]> {
    @Option(
            names = "--out",
            order = 1,
            paramLabel = "FILE",
            description = "Where to write the picture; by default mandelbrot.png.")
    private Path file = Path.of("mandelbrot.png");

    @Option(
            names = "--width",
            order = 2,
            paramLabel = "N",
            converter = Pixels.class,
            description = "How many pixels wide; by default 900.")
    private int width = 900;

    @Option(
            names = "--height",
            order = 3,
            paramLabel = "N",
            converter = Pixels.class,
            description = "How many pixels high; by default 600.")
    private int height = 600;

    @Option(
            names = "--iterations",
            order = 4,
            paramLabel = "N",
            converter = UpToMillion.class,
            description = "After how many iterations a point counts as one of the set; by default 400.")
    private int iterations = 400;

    @Override
    protected String title() {
        return String.format(
                Locale.ENGLISH, "The Mandelbrot set, %d by %d pixels, %,d iterations", width, height, iterations);
    }

    @Override
    protected String cutOff() {
        return ForkJoinPainter.CUT_OFF + " pixels";
    }

    @Override
    protected ThreeWays<int[]> ways() {
        return new Mandelbrot(view());
    }

    private View view() {
        return new View(width, height, iterations);
    }

    @Override
    protected void prepare() throws IOException {
        OutputFile.requireWritable(file);
    }

    @Override
    protected void print(int[] pixels, PrintStream out) throws IOException {
        Png.write(view(), pixels, file);
        out.println("  The picture is in " + file.toAbsolutePath());
    }

    private static final class Pixels extends WholeNumber {
        private Pixels() {
            super(4_096);
        }
    }
}
