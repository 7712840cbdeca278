package dev.secretariat.simulation;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Drives a simulation for its owner's thread: by one step, through a time, or until something holds. */
final class Driver {
    private final Owner owner;
    private final SimulatedClock clock;
    private final SimulatedTasks tasks;
    private final StepRunner steps;
    private final DriveLoop loop;
    private final Relay relay;
    private final Function<Awaitable, DeadlockError> deadlock;

    /** Null where nobody wants to know. */
    private final @Nullable Touches touches;

    /** Null where nobody watches in real time, or nobody does any more. */
    private @Nullable Supervisor supervisor;

    /** Between the beginning and the end of a turn. */
    private boolean driving;

    /**
     * A driver.
     *
     * @param deadlock says what is wrong when something is awaited that never comes
     */
    Driver(
            Owner owner,
            SimulatedClock clock,
            SimulatedTasks tasks,
            StepRunner steps,
            DriveLoop loop,
            Relay relay,
            @Nullable Touches touches,
            @Nullable Supervisor supervisor,
            Function<Awaitable, DeadlockError> deadlock) {
        this.owner = owner;
        this.clock = clock;
        this.tasks = tasks;
        this.steps = steps;
        this.loop = loop;
        this.relay = relay;
        this.touches = touches;
        this.supervisor = supervisor;
        this.deadlock = deadlock;
    }

    /** Returns whether the calling thread is on its way through a step, or through what comes between two. */
    boolean isDriving() {
        return driving && owner.isCaller();
    }

    /** Runs one step, and lets the program go on; says whether there was one. */
    boolean step() {
        beginWatch();
        try {
            boolean ran = runNext(Long.MAX_VALUE);
            if (ran) loop.programGoesOn();
            return ran;
        } finally {
            endWatch();
        }
    }

    private void beginWatch() {
        if (touches != null) TouchWatch.begin(touches);
    }

    private void endWatch() {
        if (touches == null) return;
        touches.programGoesOn();
        TouchWatch.end(touches);
    }

    /** Runs one step, unless time would come to {@code end} before; says whether it did. */
    private boolean runNext(long end) {
        driving = true;
        try {
            return runNextInTurn(end);
        } finally {
            driving = false;
        }
    }

    /** As {@link #runNext}, also on a stand-in, in the midst of such a call. */
    private boolean runNextInTurn(long end) {
        owner.checkAlone();
        if (supervisor != null) supervisor.check();
        return loop.runNext(end);
    }

    /** Runs all that there is to do until then. */
    void runUntil(long end) {
        beginWatch();
        relay.begin(() -> runNextInTurn(end));
        try {
            while (runNext(end)) {}
            loop.timePasses();
        } finally {
            relay.end();
            endWatch();
        }
    }

    /** Drives until an awaitable may hold; says whether it may before the time is over. */
    boolean await(Awaitable awaitable, Duration timeout) throws InterruptedException {
        Flag flag = new Flag();
        if (!awaitable.register(flag)) return true;
        beginWatch();
        try {
            long end = clock.after(timeout);
            relay.begin(() -> !flag.isUp && !Thread.currentThread().isInterrupted() && runNextInTurn(end));
            while (!flag.isUp) {
                if (Thread.interrupted()) throw new InterruptedException();
                if (runNext(end)) continue;
                if (flag.isUp) return true; // by the time that passed
                if (SimulatedClock.isForEver(timeout)) throw deadlock.apply(awaitable);
                clock.advanceTo(end);
                return false;
            }
            relay.end();
            if (flag.byStep) {
                loop.programGoesOn();
                awaitEndOfStep();
            }
            return true;
        } finally {
            relay.end();
            endWatch();
            awaitable.deregister(flag);
        }
    }

    /** Waits for the end of the step that lets it go on, as tasks do. */
    private void awaitEndOfStep() {
        long end = steps.end();
        if (end <= clock.nanos()) return;
        runUntil(end);
        clock.advanceTo(end);
    }

    /** Stops: from now on, nobody watches, and nothing is chosen, recorded or found wrong any more. */
    void abandon() {
        supervisor = null;
        loop.abandon();
    }

    private final class Flag implements Waker {
        volatile boolean isUp;
        boolean byStep;

        @Override
        public void wake() {
            if (!isUp) byStep = tasks.isInStep();
            isUp = true;
        }
    }
}
