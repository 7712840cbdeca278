package dev.secretariat.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What goes wrong in a simulation besides what the program does by itself; by default nothing. Whether a fault strikes
 * depends on the seed and on what it would strike: a step by its task's number and its own, a deadline by its time, a
 * submission by how many came before it, a spurious wake by how many steps the run has had. So where a schedule is
 * shortened, most faults stay where they were, but refusals, spurious wakes and those of tasks that are numbered anew
 * may move.
 *
 * <pre>{@code
 * Faults.none().lateTimers(0.1, Duration.ofMillis(50)).spuriousWakes(0.05)
 * }</pre>
 *
 * <p>Immutable. Probabilities are numbers from 0 to 1.
 */
public final class Faults {
    private static final Faults NONE = new Faults(Map.of(), Duration.ZERO, Duration.ZERO);

    /** What can strike. */
    enum Kind {
        LATE_TIMER(1),
        SLOW_STEP(2),
        SPURIOUS_WAKE(3),
        REJECTED_SUBMISSION(4),
        FAILING_STEP(5);

        /** Goes into the hash; never to be changed, or seeds would mean something else. */
        private final long salt;

        Kind(long salt) {
            this.salt = salt;
        }
    }

    private final Map<Kind, Double> probabilities;
    private final Duration latest;
    private final Duration slowest;

    private Faults(Map<Kind, Double> probabilities, Duration latest, Duration slowest) {
        this.probabilities = probabilities;
        this.latest = latest;
        this.slowest = slowest;
    }

    /** Begins with no faults. */
    public static Faults none() {
        return NONE;
    }

    /**
     * Lets deadlines ring late.
     *
     * @param probability of each to be late
     * @param atMost how late
     */
    public Faults lateTimers(double probability, Duration atMost) {
        return new Faults(with(Kind.LATE_TIMER, probability), positive(atMost), slowest);
    }

    /**
     * Lets workers be slow: a step takes longer than it says.
     *
     * @param probability of each step to be slow
     * @param atMost how much longer
     */
    public Faults slowSteps(double probability, Duration atMost) {
        return new Faults(with(Kind.SLOW_STEP, probability), latest, positive(atMost));
    }

    /**
     * Lets waiting tasks be woken for no reason, as any may be.
     *
     * @param probability before each step
     */
    public Faults spuriousWakes(double probability) {
        return new Faults(with(Kind.SPURIOUS_WAKE, probability), latest, slowest);
    }

    /**
     * Lets the scheduler refuse tasks by a {@link java.util.concurrent.RejectedExecutionException}.
     *
     * @param probability of each submission to be refused
     */
    public Faults rejectedSubmissions(double probability) {
        return new Faults(with(Kind.REJECTED_SUBMISSION, probability), latest, slowest);
    }

    /**
     * Lets tasks fail by an {@link InjectedFailureException} in place of a step. It is not held against the
     * program if nobody looks at such a failure.
     *
     * @param probability of each step to fail
     */
    public Faults failingSteps(double probability) {
        return new Faults(with(Kind.FAILING_STEP, probability), latest, slowest);
    }

    private Map<Kind, Double> with(Kind kind, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is not between 0 and 1: " + probability);
        }
        Map<Kind, Double> changed = new EnumMap<>(Kind.class);
        changed.putAll(probabilities);
        if (probability > 0) changed.put(kind, probability);
        else changed.remove(kind);
        return changed;
    }

    /** Checks that it is positive, and caps it at {@link SimulatedClock#UNLIMITED}. */
    private static Duration positive(Duration atMost) {
        if (Objects.requireNonNull(atMost, "atMost").isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("atMost is not positive: " + atMost);
        }
        return atMost.compareTo(SimulatedClock.UNLIMITED) < 0 ? atMost : SimulatedClock.UNLIMITED;
    }

    // ---- For the simulation ----

    boolean isNone() {
        return probabilities.isEmpty();
    }

    boolean canStrike(Kind kind) {
        return probabilities.containsKey(kind);
    }

    /** Returns whether a fault strikes what the numbers stand for. */
    boolean strikes(Kind kind, long seed, long one, long other) {
        if (probabilities.isEmpty()) return false;
        double probability = probabilities.getOrDefault(kind, 0.0);
        return SplitMix.fraction(SplitMix.hash(seed, kind.salt, one, other)) < probability;
    }

    /** Returns a number from 0 to below bound that looks random and follows from the seed and what it is for. */
    static long draw(Kind kind, long seed, long one, long other, long bound) {
        return Long.remainderUnsigned(SplitMix.hash(seed, ~kind.salt, one, other), bound);
    }

    /** Returns how late a deadline is. */
    long latenessNanos(long seed, long atNanos) {
        if (!strikes(Kind.LATE_TIMER, seed, atNanos, 0)) return 0;
        return 1 + draw(Kind.LATE_TIMER, seed, atNanos, 0, latest.toNanos());
    }

    /** Returns how much longer a step takes. */
    long slownessNanos(long seed, int task, long step) {
        if (!strikes(Kind.SLOW_STEP, seed, task, step)) return 0;
        return 1 + draw(Kind.SLOW_STEP, seed, task, step, slowest.toNanos());
    }
}
