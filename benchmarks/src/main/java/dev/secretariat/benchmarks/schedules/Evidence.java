package dev.secretariat.benchmarks.schedules;

import dev.secretariat.benchmarks.report.Circumstances;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: how many schedules each search takes to find the bug of each program. */
@Command(
        name = "java -jar benchmarks.jar --schedules",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Counts the schedules that each search takes to find the bug of each program.")
public final class Evidence implements Callable<Integer> {
    /** How the command line of the benchmarks calls it. */
    public static final String OPTION = "--schedules";

    @Option(names = "--only", paramLabel = "REGEX", description = "Only the programs in whose name it is found.")
    private Pattern only = Pattern.compile("");

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "How often each search begins anew; by default ${DEFAULT-VALUE}.")
    private int trials = 20;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many schedules it has; by default ${DEFAULT-VALUE}.")
    private int limit = 10_000;

    @Option(
            names = "--explore",
            paramLabel = "N",
            description = "How many schedules each exhaustive search has; by default ${DEFAULT-VALUE}.")
    private int explore = 10_000;

    @Option(
            names = "--searches",
            paramLabel = "REGEX",
            description = "Only the searches by seed in whose name it is found.")
    private Pattern searches = Pattern.compile("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write table.txt and results.csv; by default nowhere.")
    private @Nullable Path out;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    @SuppressWarnings("UnusedVariable") // picocli's
    private boolean help;

    private final List<String> command;
    private final PrintStream printed;

    private Evidence(List<String> command, PrintStream printed) {
        this.command = command;
        this.printed = printed;
    }

    /**
     * Runs the command.
     *
     * @return its exit status
     */
    public static int run(List<String> arguments, PrintStream printed, PrintStream complained) {
        CommandLine line = new CommandLine(new Evidence(arguments, printed));
        line.setOut(new PrintWriter(printed, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(complained, true, StandardCharsets.UTF_8));
        return line.execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() throws IOException {
        List<Subject> subjects = Subjects.all().stream()
                .filter(subject -> only.matcher(subject.name()).find())
                .toList();
        List<Row> rows = new ArrayList<>();
        printed.println(Report.header());
        for (Subject subject : subjects) {
            Row row = row(subject);
            rows.add(row);
            printed.println(Report.line(row));
        }
        List<String> table = Report.table(circumstances(), rows, trials, limit, explore);
        Path folder = out;
        if (folder == null) {
            table.forEach(printed::println);
            return 0;
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("table.txt"), table, StandardCharsets.UTF_8);
        Files.write(folder.resolve("results.csv"), Report.csv(rows), StandardCharsets.UTF_8);
        return 0;
    }

    private Row row(Subject subject) {
        Map<Search, Trials> found = new EnumMap<>(Search.class);
        for (Search search : Search.values()) {
            if (!searches.matcher(search.toString()).find()) continue;
            found.put(search, Trials.of(subject, search.policy(), trials, limit));
        }
        return new Row(subject, found, Explored.of(subject, explore));
    }

    private List<String> circumstances() {
        List<String> whole = new ArrayList<>(command);
        whole.add(0, OPTION);
        return Circumstances.of(whole, List.of(), ZonedDateTime.now(ZoneId.systemDefault()))
                .lines();
    }
}
