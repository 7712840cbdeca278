package dev.secretariat.simulation;

import java.util.function.BooleanSupplier;

/** Finds what comes next: a step, or, where nothing can be done, the time at which something can. */
final class DriveLoop {
    /**
     * How often time may pass between two steps: where each deadline sets the next, no step would ever come. Far more
     * than a program has deadlines, and still a matter of moments.
     */
    private static final int MAX_JUMPS = 1_000_000;

    private final SimulatedClock clock;
    private final SimulatedTimers timers;
    private final SimulatedTasks tasks;
    private final FaultInjector faults;
    private final Idling idling;
    private final Selection selection;
    private final Standstill standstill;
    private final Circumstances circumstances;
    private final BooleanSupplier isClosing;
    private boolean abandoned;

    DriveLoop(
            SimulatedClock clock,
            SimulatedTimers timers,
            SimulatedTasks tasks,
            FaultInjector faults,
            Idling idling,
            Selection selection,
            Standstill standstill,
            Circumstances circumstances,
            BooleanSupplier isClosing) {
        this.clock = clock;
        this.timers = timers;
        this.tasks = tasks;
        this.faults = faults;
        this.idling = idling;
        this.selection = selection;
        this.standstill = standstill;
        this.circumstances = circumstances;
        this.isClosing = isClosing;
    }

    /** Runs one step, unless time would come to {@code end} before; says whether it did. */
    boolean runNext(long end) {
        for (int jumps = 0; ; jumps++) {
            bringForward();
            boolean polling = idling.isLong() && isTimeToCome(end);
            if (polling) idling.end();
            if (!polling && selection.canRun()) {
                if (!abandoned) beforeStep(end);
                selection.runNext();
                return true;
            }
            long next = polling ? nextArrival() : Math.min(nextArrival(), selection.nextNanos());
            if (next == Long.MAX_VALUE && isClosing.getAsBoolean() && selection.letGo()) continue;
            if (next > end || next == Long.MAX_VALUE) return false;
            if (jumps == MAX_JUMPS) {
                if (abandoned) return false;
                throw standstill.timeWithoutSteps(jumps);
            }
            clock.advanceTo(next);
        }
    }

    /** Makes ready whoever is it by now. */
    private void bringForward() {
        timers.ringDue();
        tasks.bringForward();
        selection.bringForward();
        if (!abandoned) faults.wakeSomebody(standstill.stepCount(), tasks::waiting);
    }

    private void beforeStep(long end) {
        standstill.checkSteps();
        if (!circumstances.isTimed() && isTimeToCome(end)) circumstances.couldTakeTime();
    }

    /** Returns whether something would come of it if time passed now, although a task may be ready. */
    private boolean isTimeToCome(long end) {
        return Math.min(end, nextArrival()) < Long.MAX_VALUE;
    }

    /** Returns when time makes somebody ready next, as far as is known; {@link Long#MAX_VALUE} for never. */
    private long nextArrival() {
        return Math.min(timers.nextNanos(), tasks.nextNanos());
    }

    /** Stops: from now on, nothing is chosen, recorded or found wrong any more. */
    void abandon() {
        abandoned = true;
        selection.abandon();
    }
}
