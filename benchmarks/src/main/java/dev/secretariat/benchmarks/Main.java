package dev.secretariat.benchmarks;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.report.Circumstances;
import dev.secretariat.benchmarks.report.Report;
import dev.secretariat.benchmarks.report.Results;
import dev.secretariat.benchmarks.report.Table;
import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.JmhForks;
import dev.secretariat.benchmarks.run.Metric;
import dev.secretariat.benchmarks.run.Plan;
import dev.secretariat.benchmarks.run.Round;
import dev.secretariat.benchmarks.run.Session;
import dev.secretariat.benchmarks.schedules.Evidence;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Measures Secretariat beside its peers; see {@code --help}. */
public final class Main {
    static final int INCOMPLETE = 1;
    static final int MISUSED = 2;

    private static final Path RESULTS = Path.of("benchmarks", "results");

    private final Options options;
    private final List<String> command;
    private final PrintStream out;
    private final PrintStream err;
    private final Report report = new Report();
    private final List<String> failures = new ArrayList<>();

    private Main(Options options, List<String> command, PrintStream out, PrintStream err) {
        this.options = options;
        this.command = command;
        this.out = out;
        this.err = err;
    }

    /** Runs the command; see {@code --help}. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals(Options.JMH)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        System.setProperty("java.awt.headless", "true");
        if (arguments.length > 0 && arguments[0].equals(Evidence.OPTION)) {
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            int status = Evidence.run(rest, System.out, System.err);
            if (status != 0) System.exit(status);
            return;
        }
        int status = run(arguments, System.out, System.err);
        if (status != 0) System.exit(status);
    }

    /** Runs the command, and returns its exit status. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Options options = new Options();
        CommandLine line = new CommandLine(options);
        try {
            line.parseArgs(arguments);
        } catch (ParameterException e) {
            return misused(e, err);
        }
        if (options.help) {
            line.usage(out);
            return 0;
        }
        if (options.list) {
            Listing.lines().forEach(out::println);
            return 0;
        }
        try {
            Plan plan = options.plan();
            return new Main(options, List.of(arguments), out, err).measure(plan);
        } catch (ParameterException e) {
            return misused(e, err);
        } catch (IOException e) {
            err.println("cannot write the results: " + e.getMessage());
            return INCOMPLETE;
        }
    }

    private static int misused(ParameterException e, PrintStream err) {
        err.println(e.getMessage());
        err.println("--help shows the options");
        return MISUSED;
    }

    private int measure(Plan plan) throws IOException {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
        Circumstances circumstances = Circumstances.of(command, plan.jvmArguments(), now);
        Results results = options.out != null ? Results.in(options.out) : Results.under(RESULTS, LocalDate.from(now));
        circumstances.lines().forEach(out::println);
        for (Peer peer : options.lacking()) out.println("left out: " + peer.id() + ", which needs " + peer.jdks());
        out.println("");
        out.println(Table.header());
        List<RunResult> raw;
        try (PrintStream log = results.openLog()) {
            JmhForks forks = new JmhForks(plan, log);
            new Session(plan, forks, new Listener()).run();
            raw = forks.results();
        }
        results.write(report, circumstances, raw);
        report.summary().forEach(out::println);
        out.println("");
        out.println("The results are in " + results.folder());
        draw(results);
        failures.forEach(failure -> out.println("not measured: " + failure + "; see jmh.log there"));
        return failures.isEmpty() ? 0 : INCOMPLETE;
    }

    private void draw(Results results) {
        try {
            results.draw(report);
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private final class Listener implements Session.Listener {
        /** Prints it apart from the table, which may go into a file. */
        @Override
        public void begins(String metric, int number, int total) {
            err.println(number + " of " + total + ": " + metric);
        }

        @Override
        public void measured(Metric metric, List<Round> rounds, List<Comparison> comparisons) {
            report.add(metric, rounds, comparisons);
            comparisons.forEach(comparison -> out.println(Table.row(comparison)));
        }

        @Override
        public void failed(String what) {
            failures.add(what);
        }
    }
}
