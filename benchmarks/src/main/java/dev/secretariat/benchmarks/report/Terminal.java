package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.run.Progress.Mark;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/** Prints lines, and below them, on a terminal only, one that says how far we are. */
public final class Terminal {
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean isTerminal;

    /** On {@code out}, which is a terminal or is not. */
    public Terminal(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** Whether this process talks to a terminal. Since JDK 22 there is a console even where there is none. */
    @SuppressWarnings("SystemConsoleNull") // on 17 it says what we ask; later ones are asked again
    public static boolean isThere() {
        Console console = System.console();
        if (console == null) return false;
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Prints a line that stays. */
    public void println(String line) {
        erase();
        out.println(line);
    }

    /** Replaces the last line. */
    public void show(Mark mark) {
        if (!isTerminal) return;
        out.print(ERASE_LINE + text(mark));
        out.flush();
    }

    /** Removes the last line. */
    public void erase() {
        if (isTerminal) out.print(ERASE_LINE);
    }

    static String text(Mark mark) {
        String left = mark.secondsLeft() < 0 ? "" : ", " + duration(mark.secondsLeft()) + " left";
        return String.format(Locale.ROOT, "%3.0f%%%s: %s", 100 * mark.share(), left, mark.doing());
    }

    private static String duration(long seconds) {
        return seconds < 90 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
