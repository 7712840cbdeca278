package dev.secretariat.simulation;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link Simulation} runs its program.
 *
 * @param workers how many there are
 * @param policy how to choose who runs next
 * @param faults what goes wrong besides
 * @param stepLimit after how many steps a run is given up
 * @param anyTime whether time may pass although tasks are ready
 * @param supervision how each run is watched
 * @param corpus what sweeps run first; null for nothing
 */
record Setting(
        int workers,
        Policy policy,
        Faults faults,
        long stepLimit,
        boolean anyTime,
        Supervision supervision,
        @Nullable Corpus corpus) {
    static final Setting STANDARD =
            new Setting(1, Policy.random(), Faults.none(), 100_000, false, Supervision.standard(), null);

    Setting workers(int other) {
        return new Setting(other, policy, faults, stepLimit, anyTime, supervision, corpus);
    }

    Setting policy(Policy other) {
        return new Setting(workers, other, faults, stepLimit, anyTime, supervision, corpus);
    }

    Setting faults(Faults other) {
        return new Setting(workers, policy, other, stepLimit, anyTime, supervision, corpus);
    }

    Setting stepLimit(long other) {
        return new Setting(workers, policy, faults, other, anyTime, supervision, corpus);
    }

    Setting anyTime(boolean other) {
        return new Setting(workers, policy, faults, stepLimit, other, supervision, corpus);
    }

    Setting supervision(Supervision other) {
        return new Setting(workers, policy, faults, stepLimit, anyTime, other, corpus);
    }

    Setting corpus(Corpus other) {
        return new Setting(workers, policy, faults, stepLimit, anyTime, supervision, other);
    }
}
