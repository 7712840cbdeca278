package dev.secretariat.benchmarks.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Goes through a plan, metric by metric and round by round. All entrants of a metric take turns, a JVM each, so that
 * what disturbs the machine for a minute disturbs all of them.
 */
public final class Session {
    /** Is told how the session goes, metric by metric. */
    public interface Listener {
        /** Hears that a metric is about to be measured, the {@code number}th of {@code total}. */
        void begins(String metric, int number, int total);

        /** Hears that a metric has been measured. */
        void measured(Metric metric, List<Round> rounds, List<Comparison> comparisons);

        /** Hears that something could not be measured; the session goes on. */
        void failed(String what);
    }

    private final Plan plan;
    private final Forks forks;
    private final Listener listener;
    private final Scaling scaling = new Scaling(Runtime.getRuntime().availableProcessors());

    /** Creates a session in which {@code forks} measures. */
    public Session(Plan plan, Forks forks, Listener listener) {
        this.plan = plan;
        this.forks = forks;
        this.listener = listener;
    }

    /** Measures everything. */
    public void run() {
        List<Part> parts = plan.parts();
        for (int i = 0; i < parts.size(); i++) {
            listener.begins(parts.get(i).metric().name(), i + 1, parts.size());
            run(parts.get(i));
        }
    }

    private void run(Part part) {
        List<Round> rounds = new ArrayList<>();
        Set<Entrant> failed = new HashSet<>();
        for (int i = 1; i <= plan.effort().of(part.metric()).rounds(); i++) rounds.add(round(i, part, failed));
        // Whoever fails once has no figure at all: what it did before may be as wrong.
        for (Round round : rounds) round.measurements().keySet().removeAll(failed);
        listener.measured(part.metric(), rounds, Comparisons.of(part, rounds, scaling));
    }

    private Round round(int number, Part part, Set<Entrant> failed) {
        Map<Entrant, Measurement> measurements = new LinkedHashMap<>();
        for (Entrant entrant : part.order(number)) {
            // What cannot run once is not tried again, nor is anyone measured whom we cannot be compared with.
            if (failed.contains(entrant) || failed.contains(part.ours(entrant.workers()))) continue;
            LoadMeter meter = LoadMeter.start();
            OptionalDouble figure = forks.measure(part.metric(), entrant);
            Load load = meter.stop();
            if (figure.isPresent()) {
                measurements.put(entrant, new Measurement(figure.getAsDouble(), load));
            } else if (failed.add(entrant)) {
                listener.failed(part.metric().name() + ", " + entrant);
            }
        }
        return new Round(number, measurements);
    }
}
