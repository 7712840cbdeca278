package dev.secretariat.examples.command;

import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command of the examples. Its fields are set by picocli, and its options are shown in their {@code order}. */
@Command(sortOptions = false, sortSynopsis = false)
public abstract class ExampleCommand {
    /** After all other options. */
    @Option(names = "--help", order = 100, usageHelp = true, description = "Show this text.")
    boolean help;

    /** Creates the command. */
    protected ExampleCommand() {}

    /**
     * Runs the command.
     *
     * @param out where to print
     * @return whether all went as it should
     * @throws IOException if a file cannot be written
     * @throws InterruptedException if the calling thread is interrupted
     */
    public abstract boolean run(PrintStream out) throws IOException, InterruptedException;
}
