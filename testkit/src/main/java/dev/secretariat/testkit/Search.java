package dev.secretariat.testkit;

import dev.secretariat.simulation.Policy;

/** How a {@link SimulationTest} looks for an order that fails. */
public enum Search {
    /** One run for each seed, with {@link Policy#random}. */
    RANDOM,
    /** One run for each seed, with {@link Policy#pct(int)}, whose chance of finding a bug is known. */
    PRIORITIES,
    /**
     * Every order with a limited number of preemptions; the number of seeds is the most runs it may take, and a
     * seed given from outside changes nothing.
     */
    EXHAUSTIVE
}
