package dev.secretariat.benchmarks;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Effort;
import dev.secretariat.benchmarks.run.Jvm;
import dev.secretariat.benchmarks.run.Metric;
import dev.secretariat.benchmarks.run.Metrics;
import dev.secretariat.benchmarks.run.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What the command line asks for. */
@Command(
        name = "java -jar benchmarks.jar",
        sortOptions = false,
        customSynopsis = {
            "java -jar benchmarks.jar [OPTION...]",
            "java -jar benchmarks.jar --jmh [ARGS...]",
            "java -jar benchmarks.jar --schedules [OPTION...]"
        },
        usageHelpAutoWidth = true,
        description = "Measures Secretariat beside its peers, and prints a line for each comparison.",
        footer = "%nA ratio above 1 says that Secretariat is better. Exit codes: 0 measured, 1 something could"
                + " not be measured or written, 2 misuse.")
final class Options {
    static final String JMH = "--jmh";

    @Spec
    private @Nullable CommandSpec spec;

    private @Nullable List<Metric> metrics;
    private @Nullable List<Peer> peers;
    private List<Integer> workers = List.of();
    private @Nullable Integer forks;

    @Option(
            names = "--quick",
            order = 1,
            description =
                    "Five minutes; shows who is faster in a few metrics, beside the peers of the JDK. With --only or"
                            + " --peers, those metrics or peers instead.")
    private boolean quick;

    @Option(
            names = "--out",
            order = 7,
            paramLabel = "DIR",
            description = "Where to write the results; by default a new folder in benchmarks/results, named after"
                    + " the date and the JDK.")
    @Nullable
    Path out;

    @Option(
            names = "--jvm-args",
            order = 6,
            paramLabel = "ARGS",
            description = "Of the JVMs that measure, all alike, with blanks between them; by default \"-XX:+UseG1GC"
                    + " -Xms1g -Xmx1g -XX:+AlwaysPreTouch\".")
    private String jvmArguments = String.join(" ", Jvm.DEFAULTS);

    @Option(
            names = "--list",
            order = 8,
            description = "Show the metrics, the peers and the targets, and measure nothing.")
    boolean list;

    @Option(names = "--help", order = 10, usageHelp = true, description = "Show this text.")
    boolean help;

    @Option(
            names = "--only",
            order = 2,
            paramLabel = "REGEX",
            description = "Only the metrics in whose name it is found.")
    void only(Pattern pattern) {
        List<Metric> found = Metrics.all().stream()
                .filter(metric -> pattern.matcher(metric.name()).find())
                .toList();
        if (found.isEmpty()) {
            List<String> names = Metrics.all().stream().map(Metric::name).toList();
            throw misuse("--only: no metric's name has '" + pattern + "' in it; there are " + names);
        }
        metrics = found;
    }

    @Option(
            names = "--peers",
            order = 3,
            paramLabel = "PEER",
            split = ",",
            splitSynopsisLabel = ",",
            converter = PeerConverter.class,
            description = "Only these peers, with commas between them.")
    void peers(List<Peer> chosen) {
        for (Peer peer : chosen) {
            if (!peer.isHere()) {
                throw misuse("--peers: " + peer.id() + " needs " + peer.jdks() + ", this is "
                        + Runtime.version().feature());
            }
        }
        peers = distinct(chosen);
    }

    @Option(
            names = "--workers",
            order = 4,
            paramLabel = "N",
            split = ",",
            splitSynopsisLabel = ",",
            description = "How many workers each pool has; several numbers, with commas between them, are measured"
                    + " one after the other, and compared where a metric is to scale. By default as many as"
                    + " processors; for those metrics, also one.")
    void workers(List<Integer> counts) {
        for (int count : counts) requirePositive("--workers", count);
        workers = distinct(counts);
    }

    @Option(
            names = "--forks",
            order = 5,
            paramLabel = "N",
            description = "How many rounds to measure, with a JVM for each figure in each; by default 9. Fewer than 6"
                    + " give no interval.")
    void forks(int count) {
        requirePositive("--forks", count);
        forks = count;
    }

    @Option(
            names = JMH,
            order = 9,
            description = "Be plain JMH: all arguments that follow are its own, as in \"--jmh -h\".")
    @SuppressWarnings({"DoNotCallSuggester", "unused"}) // picocli calls it
    void jmh(boolean given) {
        throw misuse(JMH + ": expected as the first argument, since all that follow it are JMH's");
    }

    Plan plan() {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        if (forks != null) effort = effort.withRounds(forks);
        Plan plan = new Plan(metrics(), peers(), workers, effort, jvmArguments());
        if (plan.isEmpty()) throw misuse("--peers: none of these is measured by the chosen metrics");
        return plan;
    }

    private List<Metric> metrics() {
        if (metrics != null) return metrics;
        return quick ? Metrics.quick() : Metrics.byDefault();
    }

    private List<Peer> peers() {
        if (peers != null) return peers;
        if (quick && metrics == null) return Metrics.quickPeers();
        return Arrays.stream(Peer.values()).filter(Peer::isHere).toList();
    }

    /** Returns the peers that would take part if this JDK had them. Where it lacks the platform baton as a peer, we are that ourselves. */
    List<Peer> lacking() {
        if (peers != null || (quick && metrics == null)) return List.of();
        return metrics().stream()
                .flatMap(metric -> metric.peers().stream())
                .filter(peer -> !peer.isHere() && peer != Peer.SECRETARIAT_PLATFORM_BATON)
                .distinct()
                .toList();
    }

    List<String> jvmArguments() {
        return Pattern.compile("\\s+")
                .splitAsStream(jvmArguments.strip())
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private void requirePositive(String option, int count) {
        if (count < 1) throw misuse(option + ": expected 1 or more, got " + count);
    }

    private ParameterException misuse(String message) {
        if (spec == null) throw new IllegalStateException("picocli has not set the spec");
        return new ParameterException(spec.commandLine(), message);
    }

    private static <T> List<T> distinct(List<T> values) {
        return new ArrayList<>(new LinkedHashSet<>(values));
    }

    /** Finds peers by their ids. */
    static final class PeerConverter implements ITypeConverter<Peer> {
        @Override
        public Peer convert(String id) {
            try {
                return Peer.of(id);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
