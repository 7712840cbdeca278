package dev.secretariat.examples.forks.wordcount;

import dev.secretariat.examples.command.WholeNumber.UpToMillion;
import dev.secretariat.examples.forks.ForkExample;
import dev.secretariat.examples.forks.ThreeWays;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts words, and tells the most frequent ones. */
@Command(
        name = "wordcount",
        description = "Counts the words in the text files of a folder, in three versions, and prints the most frequent"
                + " ones. What is not counted, such as a picture, is listed.")
public final class WordCountCommand extends ForkExample<Counts> {
    private static final int OMITTED_SHOWN = 5;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            converter = FolderConverter.class,
            description = "What to count, with all folders in it; by default the current folder.")
    private Path folder = Path.of(".");

    @Option(
            names = "--top",
            order = 1,
            paramLabel = "N",
            converter = UpToMillion.class,
            description = "How many words to print; by default 10.")
    private int top = 10;

    @Option(names = "--all", order = 2, description = "List all that is not counted, not only the first five.")
    private boolean all;

    @Override
    protected String title() {
        return "The words in " + folder;
    }

    @Override
    protected String cutOff() {
        return String.format(Locale.ENGLISH, "a file of %,d bytes", ForkJoinCount.CUT_OFF);
    }

    @Override
    protected ThreeWays<Counts> ways() {
        return new WordCount(folder);
    }

    @Override
    protected void print(Counts counts, PrintStream out) {
        long total = counts.words().values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ENGLISH,
                "  text files: %,d; words: %,d; different ones: %,d%n%n",
                counts.files(),
                total,
                counts.words().size());
        counts.top(top).forEach(word -> out.printf(Locale.ENGLISH, "  %,9d  %s%n", word.getValue(), word.getKey()));
        printOmitted(counts.omitted(), out);
    }

    /** Prints the most surprising ones first. */
    private void printOmitted(Map<Path, Omission> omitted, PrintStream out) {
        if (omitted.isEmpty()) return;
        List<Map.Entry<Path, Omission>> shown = omitted.entrySet().stream()
                .sorted(Map.Entry.<Path, Omission>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(all ? Long.MAX_VALUE : OMITTED_SHOWN)
                .toList();
        out.printf(Locale.ENGLISH, "%n  files and folders not counted: %,d%n", omitted.size());
        shown.forEach(it -> out.printf("    %s: %s%n", printable(it.getKey()), it.getValue()));
        int more = omitted.size() - shown.size();
        if (more > 0) out.printf(Locale.ENGLISH, "    and %,d more, which --all lists%n", more);
    }

    private String printable(Path path) {
        return folder.relativize(path).toString().replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
