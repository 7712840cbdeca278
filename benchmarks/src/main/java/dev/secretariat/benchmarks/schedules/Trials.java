package dev.secretariat.benchmarks.schedules;

import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How many schedules a search took to find a bug, several times over, each time with other seeds. Schedules of the runs that a policy learns from are not counted.
 *
 * @param schedules of each time, the one that failed counted; more than the limit for never
 * @param limit how many there were at most
 */
record Trials(List<Integer> schedules, int limit) {
    /** Far more seeds than a trial has; a multiple of how many policies a portfolio may have, so that each trial begins with the first. */
    private static final long STRIDE = 1L << 32;

    /** A search that has found nothing so often, and never anything, is given up: more would say no more, and takes hours. */
    private static final int HOPELESS = 3;

    Trials {
        schedules = List.copyOf(schedules);
    }

    /** Runs them. */
    static Trials of(Subject subject, Policy policy, int trials, int limit) {
        Simulation simulation = subject.simulation().policy(policy);
        List<Integer> schedules = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            schedules.add(first(simulation, trial * STRIDE, limit));
            if (trial + 1 == HOPELESS && schedules.stream().allMatch(it -> it > limit)) break;
        }
        return new Trials(schedules, limit);
    }

    private static int first(Simulation simulation, long firstSeed, int limit) {
        for (int i = 0; i < limit; i++) {
            if (simulation.run(firstSeed + i).hasFailed()) return i + 1;
        }
        return limit + 1;
    }

    int found() {
        return (int) schedules.stream().filter(it -> it <= limit).count();
    }

    /** Returns how many it takes as often as not; empty if it is not found as often. */
    OptionalDouble median() {
        List<Integer> sorted = schedules.stream().sorted().toList();
        int upper = sorted.get(sorted.size() / 2);
        int lower = sorted.get((sorted.size() - 1) / 2);
        return upper > limit ? OptionalDouble.empty() : OptionalDouble.of((lower + upper) / 2.0);
    }

    /** Returns the mean of those that have found it, as evaluations have it. */
    OptionalDouble mean() {
        return schedules.stream().filter(it -> it <= limit).mapToInt(it -> it).average();
    }

    /** Returns the median, and how many have found it where not all have. */
    String text() {
        String middle = median().isPresent() ? number(median().getAsDouble()) : "-";
        return found() == schedules.size() ? middle : middle + " (" + found() + "/" + schedules.size() + ")";
    }

    static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
