package dev.secretariat.simulation.net;

import java.time.Duration;
import java.util.Objects;

/**
 * What a network does to messages, and to the clocks of its nodes, by chance. Crashes and partitions are another matter: see {@link Nemesis}.
 *
 * <pre>{@code
 * Conditions.perfect().delay(Duration.ofMillis(1), Duration.ofMillis(20)).loss(0.05).reordering(0.2)
 * }</pre>
 *
 * <p>Immutable. Probabilities are numbers from 0 to 1. What a node sends to itself comes at once, once and always.
 *
 * @param minDelay how long a message takes at least
 * @param maxDelay how long it takes at most, unless it has to wait for one that was sent before it
 * @param loss the probability of each message to be lost
 * @param duplication the probability of each to come a second time, later or earlier, if that copy is not lost
 * @param reordering the probability of each not to be held up by those that were sent before it on the same link; at 0, all that come, come
 *     in their order, second copies excepted
 * @param clockOffset by how much a node's clock is wrong at the beginning at most, either way
 * @param clockDrift by which part of the time that passes it goes too fast or too slow at most; below 1
 */
public record Conditions(
        Duration minDelay,
        Duration maxDelay,
        double loss,
        double duplication,
        double reordering,
        Duration clockOffset,
        double clockDrift) {
    /** So that sums of times stay within what a long holds of nanoseconds; before those below, which are checked by it. */
    private static final Duration MAX = Duration.ofDays(366);

    private static final Conditions PERFECT = new Conditions(Duration.ZERO, Duration.ZERO, 0, 0, 0, Duration.ZERO, 0);

    /** Conditions. */
    public Conditions {
        duration("minDelay", minDelay);
        duration("maxDelay", maxDelay);
        if (minDelay.compareTo(maxDelay) > 0) {
            throw new IllegalArgumentException(
                    "minDelay is longer than maxDelay: " + minDelay + " and " + maxDelay + "; exchange them");
        }
        probability("loss", loss);
        probability("duplication", duplication);
        probability("reordering", reordering);
        duration("clockOffset", clockOffset);
        if (!(clockDrift >= 0 && clockDrift < 1)) {
            throw new IllegalArgumentException("clockDrift is not from 0 to below 1: " + clockDrift
                    + "; it is a part of the time that passes, such as 0.01");
        }
    }

    /** Returns those of a network that delivers all, at once, once and in order, with clocks that are right. */
    public static Conditions perfect() {
        return PERFECT;
    }

    /**
     * Returns these, but with delays.
     *
     * @param min how long a message takes at least
     * @param max how long at most
     */
    public Conditions delay(Duration min, Duration max) {
        return new Conditions(min, max, loss, duplication, reordering, clockOffset, clockDrift);
    }

    /**
     * Returns these, but with loss.
     *
     * @param probability of each message to be lost
     */
    public Conditions loss(double probability) {
        return new Conditions(minDelay, maxDelay, probability, duplication, reordering, clockOffset, clockDrift);
    }

    /**
     * Returns these, but with messages that come twice.
     *
     * @param probability of each message to do so
     */
    public Conditions duplication(double probability) {
        return new Conditions(minDelay, maxDelay, loss, probability, reordering, clockOffset, clockDrift);
    }

    /**
     * Returns these, but with messages that may overtake others on the same link.
     *
     * @param probability of each message to be free to do so
     */
    public Conditions reordering(double probability) {
        return new Conditions(minDelay, maxDelay, loss, duplication, probability, clockOffset, clockDrift);
    }

    /**
     * Returns these, but with clocks that are wrong, each in its own way. A node's clock is set as these say when the node is added.
     *
     * @param offset by how much at the beginning, at most, either way
     * @param drift by which part of the time that passes, at most, either way
     */
    public Conditions clocks(Duration offset, double drift) {
        return new Conditions(minDelay, maxDelay, loss, duplication, reordering, offset, drift);
    }

    private static void probability(String name, double value) {
        if (value >= 0 && value <= 1) return;
        throw new IllegalArgumentException(name + " is not a probability from 0 to 1: " + value);
    }

    /** Checks a duration that may be zero. */
    private static void duration(String name, Duration value) {
        if (Objects.requireNonNull(value, name).isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
        if (value.compareTo(MAX) > 0) throw new IllegalArgumentException(name + " is longer than a year: " + value);
    }

    /** Checks a duration that may not be zero. */
    static long positiveNanos(String name, Duration value) {
        duration(name, value);
        if (value.isZero()) throw new IllegalArgumentException(name + " is zero; give a time within which it happens");
        return value.toNanos();
    }
}
