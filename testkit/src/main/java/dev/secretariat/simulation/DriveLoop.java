package dev.secretariat.simulation;

import dev.secretariat.Scheduler;

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
    private final Recorder recorder;
    private final Scheduler scheduler;
    private final boolean anyTime;
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
            Recorder recorder,
            Scheduler scheduler,
            boolean anyTime) {
        this.clock = clock;
        this.timers = timers;
        this.tasks = tasks;
        this.faults = faults;
        this.idling = idling;
        this.selection = selection;
        this.standstill = standstill;
        this.circumstances = circumstances;
        this.recorder = recorder;
        this.scheduler = scheduler;
        this.anyTime = anyTime;
    }

    /** Runs one step, unless time would come to {@code end} before; says whether it did. */
    boolean runNext(long end) {
        for (int jumps = 0; ; jumps++) {
            bringForward();
            boolean polling = idling.isLong() && isTimeToCome(end);
            if (polling) idling.end();
            if (!polling && selection.canRun() && !passesTime(end)) {
                if (!abandoned) beforeStep(end);
                selection.runNext();
                return true;
            }
            long next = polling || selection.canRun() ? nextArrival() : Math.min(nextArrival(), selection.nextNanos());
            if (next == Long.MAX_VALUE && scheduler.isClosing() && (selection.letGo() || endKilled())) continue;
            if (next > end || next == Long.MAX_VALUE) return false;
            if (jumps == MAX_JUMPS) {
                if (abandoned) return false;
                throw standstill.timeWithoutSteps(jumps);
            }
            clock.advanceTo(next);
            timePasses();
        }
    }

    /** Ends those that have been killed, if no others are left; says whether there are any. */
    private boolean endKilled() {
        if (abandoned || !tasks.areAllKilled()) return false;
        abandon();
        scheduler.shutdownNow();
        return true;
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
        if (!anyTime && !circumstances.isTimed() && isTimeToCome(end)) circumstances.couldTakeTime();
    }

    /** Returns whether the chooser lets time pass, to the next deadline within this drive, although a task can run. */
    private boolean passesTime(long end) {
        if (!anyTime || abandoned) return false;
        long next = nextArrival();
        if (next == Long.MAX_VALUE || next > end || !selection.passesTime()) return false;
        standstill.checkSteps();
        recorder.passesTime(next);
        return true;
    }

    /** Returns whether something would come of it if time passed now, although a task may be ready. */
    private boolean isTimeToCome(long end) {
        return Math.min(end, nextArrival()) < Long.MAX_VALUE;
    }

    /** Returns when time makes somebody ready next, as far as is known; {@link Long#MAX_VALUE} for never. */
    private long nextArrival() {
        return Math.min(timers.nextNanos(), tasks.nextNanos());
    }

    /** Tells the chooser that time passes, or nothing more is to be done now. */
    void timePasses() {
        recorder.timePasses();
        ObservingChooser told = selection.told();
        if (told != null) told.timePasses();
    }

    /** Tells the chooser that the program goes on because of the last step. */
    void programGoesOn() {
        ObservingChooser told = selection.told();
        if (told != null) told.programGoesOn();
    }

    /** Stops: from now on, nothing is chosen, recorded or found wrong any more. */
    void abandon() {
        abandoned = true;
        selection.abandon();
        tasks.releaseKilled();
    }
}
