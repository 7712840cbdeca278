package dev.secretariat.benchmarks.schedules;

import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Simulation;

/**
 * What exhaustive searches have come to.
 *
 * @param toBug schedules to the bug, one for each partial order
 * @param toBugWithTwoPreemptions schedules to the bug, of every order with at most two preemptions
 * @param all all partial orders of the corrected program, as far as there were schedules left
 */
record Explored(Exploration toBug, Exploration toBugWithTwoPreemptions, Exploration all) {
    static Explored of(Subject subject, int limit) {
        Simulation buggy = subject.simulation();
        return new Explored(
                buggy.explorePartialOrders(limit),
                buggy.explore(2, limit),
                subject.correctedSimulation().explorePartialOrders(limit));
    }

    static String toBug(Exploration exploration) {
        return exploration.failing().isPresent() ? Long.toString(exploration.schedules()) : "-";
    }

    /** Returns how many schedules there were for each partial order. */
    double redundancy() {
        return (double) all.schedules() / Math.max(1, all.partialOrders().orElse(1));
    }

    /** Returns the schedules and the partial orders of the corrected program. */
    String orders() {
        String more = all.isComplete() ? "" : "+";
        return all.schedules() + " / " + all.partialOrders().orElse(0) + more;
    }
}
