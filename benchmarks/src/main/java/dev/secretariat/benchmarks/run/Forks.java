package dev.secretariat.benchmarks.run;

import java.util.OptionalDouble;

/** Starts JVMs that measure. */
@FunctionalInterface
public interface Forks {
    /** Measures in a JVM of its own, and returns when that has ended: with the figure, or without if it failed. */
    OptionalDouble measure(Metric metric, Entrant entrant);
}
