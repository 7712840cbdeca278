package dev.secretariat.examples;

import dev.secretariat.examples.command.ExampleCommand;
import dev.secretariat.examples.demo.Stories;
import dev.secretariat.examples.demo.stories.WallClock;
import dev.secretariat.examples.demo.workday.UnreadableWorkdayException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells the stories, or runs another of the examples. */
public final class Main {
    static final int FAILED = 1;
    static final int MISUSED = 2;

    private Main() {}

    /** Runs the command; see {@code --help}. */
    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("java.awt.headless", "true");
        int status = run(arguments, System.out, System.err);
        if (status != 0) System.exit(status);
    }

    /** Runs the command, and returns its exit status. */
    static int run(String[] arguments, PrintStream out, PrintStream err) throws InterruptedException {
        return run(arguments, out, err, WallClock.MINUTE);
    }

    static int run(String[] arguments, PrintStream out, PrintStream err, Duration minute) throws InterruptedException {
        try {
            CommandLine command = parse(arguments);
            if (command.isUsageHelpRequested()) {
                command.usage(out);
                return 0;
            }
            if (command.getCommand() instanceof ExampleCommand example) return example.run(out) ? 0 : FAILED;
            Options options = command.getCommand();
            new Stories(options.workday, options.html, options.stories(), out, minute).tellAll();
            return 0;
        } catch (ParameterException e) {
            err.println(e.getMessage());
            err.println("--help shows the options");
            return MISUSED;
        } catch (UnreadableWorkdayException e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (IOException e) {
            err.println(reason(e));
            return FAILED;
        }
    }

    /** Returns the command that is named, with its options. */
    private static CommandLine parse(String... arguments) {
        ParseResult parsed = new CommandLine(new Options()).setSeparator(" ").parseArgs(arguments);
        while (parsed.hasSubcommand()) parsed = parsed.subcommand();
        return parsed.commandSpec().commandLine();
    }

    /** Says what the exception says. Files are only written here: whatever is wrong with one, it cannot be. */
    static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoSuchFileException) return "cannot write " + message + ": there is no such folder";
        if (e instanceof AccessDeniedException) return "cannot write " + message + ": access denied";
        if (e instanceof FileSystemException) return "cannot write " + message;
        return e.getClass().getSimpleName() + ": " + message;
    }
}
