package dev.secretariat.simulation;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** The faults of one run: which of them strike follows from its seed. */
final class FaultInjector {
    private final Faults faults;
    private final long seed;
    private int admitted;
    private long wokenBefore = -1;

    FaultInjector(Faults faults, long seed) {
        this.faults = faults;
        this.seed = seed;
    }

    /** Refuses a submission, perhaps. */
    void admit() {
        admitted++;
        if (faults.strikes(Faults.Kind.REJECTED_SUBMISSION, seed, admitted, 0)) {
            throw new RejectedExecutionException("injected: submission " + admitted + " with seed " + seed);
        }
    }

    /** Fails in place of a step, perhaps. */
    void beforeStep(SimulatedTask task) {
        if (faults.strikes(Faults.Kind.FAILING_STEP, seed, task.id, task.steps)) {
            throw new InjectedFailureException(
                    "injected: step " + task.steps + " of task '" + task.cell.name() + "' with seed " + seed);
        }
    }

    /** Returns how much longer the last step of a task takes. */
    long slownessNanos(SimulatedTask task) {
        return faults.slownessNanos(seed, task.id, task.steps);
    }

    /** Returns how late a deadline is. */
    long latenessNanos(long atNanos) {
        return faults.latenessNanos(seed, atNanos);
    }

    /**
     * Wakes one of those that wait, perhaps; at most once between two steps.
     *
     * @param step how many steps there have been
     * @param waiting those that wait, in an order that does not change from run to run
     */
    void wakeSomebody(long step, Supplier<List<SimulatedTask>> waiting) {
        if (!faults.canStrike(Faults.Kind.SPURIOUS_WAKE) || step == wokenBefore) return;
        wokenBefore = step;
        if (!faults.strikes(Faults.Kind.SPURIOUS_WAKE, seed, step, 0)) return;
        List<SimulatedTask> candidates = waiting.get();
        if (candidates.isEmpty()) return;
        long index = Faults.draw(Faults.Kind.SPURIOUS_WAKE, seed, step, 0, candidates.size());
        candidates.get((int) index).cell.wake();
    }
}
