package dev.secretariat.simulation;

import dev.secretariat.FailureHandler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes simulations; see {@link SimulationScheduler#builder}. Not thread-safe. */
public final class SimulationBuilder {
    long seed;
    int workers = 1;
    Policy policy = Policy.random();
    Faults faults = Faults.none();
    long stepLimit = 1_000_000;
    boolean inWords;
    boolean anyTime;
    FailureHandler failureHandler = SimulationScheduler.logging();

    @Nullable
    UnseenFailures unseen;

    @Nullable
    Supervisor supervisor;

    SimulationBuilder() {}

    /** Sets what all choices, faults and {@link dev.secretariat.Worker#random} follow from; 0 by default. */
    public SimulationBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Sets how many simulated workers there are; 1 by default. */
    public SimulationBuilder workers(int workers) {
        if (workers < 1) throw new IllegalArgumentException("workers is not positive: " + workers);
        this.workers = workers;
        return this;
    }

    /** Sets how to choose who runs next; at random by default. */
    public SimulationBuilder policy(Policy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Sets what goes wrong besides; nothing by default. */
    public SimulationBuilder faults(Faults faults) {
        this.faults = Objects.requireNonNull(faults, "faults");
        return this;
    }

    /** Sets after how many steps a run is given up; a million by default. */
    public SimulationBuilder stepLimit(long steps) {
        if (steps < 1 || steps > Schedule.MAX_STEPS) {
            throw new IllegalArgumentException("steps is not between 1 and " + Schedule.MAX_STEPS + ": " + steps);
        }
        this.stepLimit = steps;
        return this;
    }

    /**
     * Sets whether time may pass, to the next deadline, although tasks are ready: then when it does is the policy's choice, as it is on a busy machine. False by default: it
     * passes when nothing is ready.
     */
    public SimulationBuilder anyTime(boolean anyTime) {
        this.anyTime = anyTime;
        return this;
    }

    /** Sets whether to keep what happens in words, for {@link SimulationScheduler#trace}; false by default, since it takes time. */
    public SimulationBuilder inWords(boolean inWords) {
        this.inWords = inWords;
        return this;
    }

    /** Sets what receives the failures that nobody else would see; they are logged by default. */
    public SimulationBuilder failureHandler(FailureHandler handler) {
        this.failureHandler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /** Sets what receives failures, for whole programs: it tells them with what led to them. */
    SimulationBuilder unseenFailures(UnseenFailures unseen) {
        this.unseen = unseen;
        return failureHandler(unseen);
    }

    /** Sets who watches, for whole programs: they must not stand still. */
    SimulationBuilder supervisor(Supervisor supervisor) {
        this.supervisor = supervisor;
        return this;
    }

    /** Makes a simulation that belongs to the calling thread. */
    public SimulationScheduler build() {
        return new SimulationScheduler(this, new SimulatedClock(), new Owner());
    }
}
