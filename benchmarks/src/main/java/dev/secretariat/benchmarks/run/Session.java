package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Plan.Part;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Drives JMH through a plan: for each part of it one run, with us and all its peers. */
public final class Session {
    /** Is told how the session goes, metric by metric. */
    public interface Listener {
        /** Hears that a metric is about to be measured, the {@code number}th of {@code total}. */
        void begins(String metric, int number, int total);

        /** Hears that a metric has been measured. */
        void measured(List<Comparison> comparisons);

        /** Hears that something could not be measured; the session goes on. */
        void failed(String what);
    }

    private final Plan plan;
    private final PrintStream log;
    private final Listener listener;
    private final List<RunResult> raw = new ArrayList<>();
    private final Scaling scaling = new Scaling(Runtime.getRuntime().availableProcessors());

    /** Creates a session that writes what JMH prints to a log, and leaves the log open. */
    public Session(Plan plan, PrintStream log, Listener listener) {
        this.plan = plan;
        this.log = log;
        this.listener = listener;
    }

    /** Measures everything, and returns JMH's own results. */
    public List<RunResult> run() {
        List<Part> parts = plan.parts();
        for (int i = 0; i < parts.size(); i++) {
            listener.begins(parts.get(i).metric().name(), i + 1, parts.size());
            run(parts.get(i));
        }
        return raw;
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

    private void run(Part part) {
        try {
            Collection<RunResult> results = new Runner(options(part), output()).run();
            raw.addAll(results);
            compare(part, results);
        } catch (RunnerException e) {
            listener.failed(part.metric().name() + ": " + e.getMessage());
        }
    }

    private void compare(Part part, Collection<RunResult> results) {
        Metric metric = part.metric();
        Map<Peer, Score> scores = new EnumMap<>(Peer.class);
        for (RunResult result : results) {
            Peer peer = Peer.of(result.getParams().getParam("peer"));
            if (!result.getBenchmarkResults().isEmpty()) scores.put(peer, Score.of(result));
        }
        Score ours = scores.get(Peer.SECRETARIAT);
        if (ours == null) {
            listener.failed(metric.name() + ", " + Peer.SECRETARIAT.id());
            return;
        }
        List<Comparison> comparisons = new ArrayList<>();
        metric.limit().ifPresent(limit -> comparisons.add(Comparison.withLimit(limit, metric, part.workers(), ours)));
        for (Peer peer : part.peers()) {
            Score theirs = scores.get(peer);
            if (theirs == null) listener.failed(metric.name() + ", " + peer.id());
            else comparisons.add(Comparison.with(peer, metric, part.workers(), ours, theirs));
        }
        scaling.add(metric, part.workers(), ours).ifPresent(comparisons::add);
        listener.measured(comparisons);
    }

    private Options options(Part part) {
        List<String> peers = new ArrayList<>(List.of(Peer.SECRETARIAT.id()));
        part.peers().forEach(peer -> peers.add(peer.id()));
        OptionsBuilder builder = new OptionsBuilder();
        BenchmarkMethod method = part.metric().method();
        builder.parent(plan.effort(part.metric()))
                .include(method.pattern())
                .param("peer", peers.toArray(String[]::new))
                .jvmArgs(plan.jvmArguments().toArray(String[]::new))
                .jvmArgsAppend(Jvm.arguments(part).toArray(String[]::new));
        method.parameters().forEach(builder::param);
        if (part.metric().hasWorkers()) builder.param("workers", Integer.toString(part.workers()));
        return builder.build();
    }
}
