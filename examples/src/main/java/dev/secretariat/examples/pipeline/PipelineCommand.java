package dev.secretariat.examples.pipeline;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskFailedException;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.command.ExampleCommand;
import dev.secretariat.examples.command.WholeNumber;
import dev.secretariat.parallel.ParallelScheduler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts the words of a file by a pipeline, and tells the most frequent ones. */
@Command(
        name = "pipeline",
        description = "Counts the words of one file: a task reads it, and others count, through a bounded channel.")
public final class PipelineCommand extends ExampleCommand {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]++");
    private static final int TOP = 10;

    @Parameters(paramLabel = "FILE", description = "A text file in UTF-8.")
    private Path file = Path.of("");

    @Option(
            names = "--counters",
            order = 1,
            paramLabel = "N",
            converter = WholeNumber.UpToThousand.class,
            description = "How many tasks count; by default one for each processor.")
    private int counters = Runtime.getRuntime().availableProcessors();

    @Override
    public boolean run(PrintStream out) throws InterruptedException {
        Pipeline pipeline = new Pipeline(() -> Files.newBufferedReader(file), PipelineCommand::words);
        try (Scheduler reading = CooperativeScheduler.builder().name("reading").start();
                Scheduler counting = ParallelScheduler.start()) {
            print(counting.submit("pipeline", pipeline.count(reading, counters)).join(), out);
            return true;
        } catch (TaskFailedException failed) {
            if (!(rootOf(failed) instanceof IOException unreadable)) throw failed;
            out.println(file + ": " + reason(unreadable));
            return false;
        }
    }

    /** Returns the words of a line: runs of letters, in lower case. */
    static Stream<String> words(String line) {
        return WORD.matcher(line).results().map(MatchResult::group).map(word -> word.toLowerCase(Locale.ROOT));
    }

    private void print(Counted counted, PrintStream out) {
        long total =
                counted.words().values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ENGLISH,
                "%s%n  lines: %,d; words: %,d; different ones: %,d%n%n",
                file,
                counted.lines(),
                total,
                counted.words().size());
        counted.words().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP)
                .forEach(word -> out.printf(Locale.ENGLISH, "  %,9d  %s%n", word.getValue(), word.getKey()));
    }

    /** Returns what has failed first: it was passed on from stage to stage. */
    static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) root = root.getCause();
        return root;
    }

    private static String reason(IOException unreadable) {
        if (unreadable instanceof NoSuchFileException) return "there is no such file";
        if (unreadable instanceof AccessDeniedException) return "access denied";
        if (unreadable instanceof CharacterCodingException) return "not text in UTF-8";
        return "cannot be read: " + unreadable.getMessage();
    }
}
