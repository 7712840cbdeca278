package dev.secretariat.testkit;

import dev.secretariat.simulation.Policy;

/** How a {@link SimulationTest} looks for an order that fails. */
public enum Search {
    /** One run for each seed, with {@link Policy#portfolio}: searches that are good at different programs, one after the other. */
    PORTFOLIO,
    /** One run for each seed, with {@link Policy#random}. */
    RANDOM,
    /** One run for each seed, with {@link Policy#pct(int)}, whose chance of finding a bug has a known lower bound. */
    PRIORITIES,
    /**
     * Every order with a limited number of preemptions, by {@link
     * dev.secretariat.simulation.Simulation#explore}; the number of seeds is the most runs it may take, and a seed
     * given from outside changes nothing. If there are more orders, the test fails. What was run is published as the
     * report entry {@code explored}; where not only the order decides what a run does, it is printed, too.
     */
    EXHAUSTIVE,
    /**
     * As {@link #EXHAUSTIVE}, by {@link dev.secretariat.simulation.Simulation#explorePartialOrders}, with any number of preemptions: for methods whose tasks have nothing in
     * common but {@link dev.secretariat.sync.Shared} variables and primitives of this library.
     */
    PARTIAL_ORDERS
}
