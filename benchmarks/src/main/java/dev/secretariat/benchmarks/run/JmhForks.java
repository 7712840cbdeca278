package dev.secretariat.benchmarks.run;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Lets JMH start the JVMs, one at a time, and remembers its own results. */
public final class JmhForks implements Forks {
    private record Key(String metric, Entrant entrant) {}

    private final Plan plan;
    private final PrintStream log;
    private final Map<Key, BenchmarkParams> parameters = new LinkedHashMap<>();
    private final Map<Key, List<BenchmarkResult>> forks = new LinkedHashMap<>();

    /** Creates what writes all that JMH prints to a log, and leaves the log open. */
    public JmhForks(Plan plan, PrintStream log) {
        this.plan = plan;
        this.log = log;
    }

    /** Returns JMH's results: one for each entrant, with all its JVMs. */
    public List<RunResult> results() {
        List<RunResult> results = new ArrayList<>();
        forks.forEach((key, of) -> results.add(new RunResult(parameters.get(key), of)));
        return results;
    }

    @Override
    public OptionalDouble measure(Metric metric, Entrant entrant) {
        try {
            for (RunResult result : new Runner(options(metric, entrant), output()).run()) {
                if (result.getBenchmarkResults().isEmpty()) continue;
                remember(new Key(metric.name(), entrant), result);
                return OptionalDouble.of(Figure.of(result));
            }
        } catch (RunnerException e) {
            log.println(metric.name() + ", " + entrant + ": " + e.getMessage());
        }
        return OptionalDouble.empty();
    }

    private void remember(Key key, RunResult result) {
        parameters.putIfAbsent(key, result.getParams());
        forks.computeIfAbsent(key, it -> new ArrayList<>()).addAll(result.getBenchmarkResults());
    }

    private Options options(Metric metric, Entrant entrant) {
        OptionsBuilder builder = new OptionsBuilder();
        BenchmarkMethod method = metric.method();
        builder.parent(plan.effort().of(metric).options())
                .include(method.pattern())
                .param("peer", entrant.peer().id())
                .jvmArgs(plan.jvmArguments().toArray(String[]::new))
                .jvmArgsAppend(Jvm.arguments(metric, entrant.workers()).toArray(String[]::new));
        method.parameters().forEach(builder::param);
        if (metric.hasWorkers()) builder.param("workers", Integer.toString(entrant.workers()));
        return builder.build();
    }

    /** Wraps the log, once for each run, since JMH closes what it writes to. */
    private OutputFormat output() {
        PrintStream unclosed = new PrintStream(log, false, StandardCharsets.UTF_8) {
            @Override
            public void close() {
                flush();
            }
        };
        return OutputFormatFactory.createFormatInstance(unclosed, VerboseMode.NORMAL);
    }
}
