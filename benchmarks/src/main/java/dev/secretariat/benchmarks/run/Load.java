package dev.secretariat.benchmarks.run;

import java.util.OptionalDouble;

/**
 * What else the machine did while a JVM measured.
 *
 * @param average the load average when it began, in which the JVMs before it are counted, too; empty if it is unknown
 * @param foreign the share of the machine's CPU time that others took, from 0 to 1; empty if it is unknown
 */
public record Load(OptionalDouble average, OptionalDouble foreign) {
    /** Above this, what was measured meanwhile is told of. */
    public static final double MUCH = 0.1;

    /** Nothing is known. */
    public static final Load UNKNOWN = new Load(OptionalDouble.empty(), OptionalDouble.empty());

    /** Returns whether others are known to have taken so much that the figure may be wrong. */
    public boolean isForeign() {
        return foreign.orElse(0) > MUCH;
    }
}
