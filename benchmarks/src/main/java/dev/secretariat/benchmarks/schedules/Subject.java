package dev.secretariat.benchmarks.schedules;

import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Simulation;
import java.util.Objects;

/**
 * A program that fails in some of its schedules.
 *
 * @param name by which the literature knows it
 * @param buggy the program; it makes all it needs anew each time
 * @param corrected the same without the bug
 */
public record Subject(String name, Body buggy, Body corrected) {
    /** What the main thread of a program does. */
    @FunctionalInterface
    interface Body {
        void run(Threads threads) throws Exception;
    }

    /** A subject. */
    public Subject {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(buggy, "buggy");
        Objects.requireNonNull(corrected, "corrected");
    }

    /** Returns the program with the bug, to be run in as many schedules as one likes. */
    public Simulation simulation() {
        return simulation(buggy);
    }

    /** Returns the program without the bug. */
    public Simulation correctedSimulation() {
        return simulation(corrected);
    }

    private static Simulation simulation(Body body) {
        return Simulation.of(simulation -> {
            simulation.submit("main", Fibers.run(fiber -> body.run(new Threads(fiber))));
            simulation.run();
        });
    }

    /** Fails, unless a claim of the program's holds. */
    static void claim(boolean holds, String claim) {
        if (!holds) throw new AssertionError("it does not hold that " + claim);
    }

    @Override
    public String toString() {
        return name;
    }
}
