package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.impl.WindsDown;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Touch;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A submitted task inside its scheduler: what it awaits, who awaits it, the waker that awaitables hold, and
 * the element of whatever queue the scheduler keeps, in one object of 40 bytes. Users hold its {@link #handle()}.
 *
 * <p>A custom scheduler receives cells in {@link SchedulerBase#ready} and, on a worker, calls {@link
 * SchedulerBase#runStep}; it may look at {@link #task()} to choose an order.
 *
 * <p>Here is what drives the steps. The states and who may change them are in {@link CellState}, what the cell holds
 * of the task in {@link CellContents}.
 *
 * @param <T> the type of the task's result
 */
public final class TaskCell<T extends @Nullable Object> extends CellContents<T> implements Awaitable, Waker {
    /** So many stages or parts follow one another in a step: each saves a way through the queue; others wait. */
    private static final int MAX_PIECES = 16;

    private static final WindsDown WINDS_DOWN = new WindsDown();

    /** The way to the scheduler; null once ended. Owner only, as the contents; others may read it as a hint. */
    private @Nullable TaskChunk<SchedulerBase, TaskCell<?>> chunk;

    TaskCell(TaskChunk<SchedulerBase, TaskCell<?>> chunk, int slot, Task<T> task) {
        super(slot, task);
        this.chunk = chunk;
    }

    /** Frees the slot: the task has not been accepted, and nobody has seen this cell. */
    void remove() {
        Objects.requireNonNull(chunk).free(slot());
    }

    // ---- For schedulers ----

    /** Returns what users hold of this task: a new object at each call, equal to those of the others. */
    @Override
    public TaskHandle<T> handle() {
        return new CellHandle<>(this);
    }

    /** Returns whether this is a task of that scheduler; true of any that has ended. For its owner. */
    boolean isOf(SchedulerBase scheduler) {
        SchedulerBase own = scheduler();
        return own == null || own == scheduler;
    }

    /** Returns the scheduler; null once the task has ended. */
    @Nullable
    SchedulerBase scheduler() {
        TaskChunk<SchedulerBase, TaskCell<?>> listed = chunk;
        return listed == null ? null : listed.scheduler;
    }

    /** Returns the scheduler; for owners: not ended, so still listed. */
    private SchedulerBase schedulerOrThrow() {
        return Objects.requireNonNull(chunk).scheduler;
    }

    @Override
    boolean isRunning() {
        SchedulerBase scheduler = scheduler();
        return scheduler != null && scheduler.isRunning(this);
    }

    /** Runs a step; see {@link SchedulerBase#runStep}. */
    void runStep(WorkerBase worker) {
        Turn turn = turn();
        if (turn == Turn.ENDED) return;
        worker.begin(this);
        try {
            boolean mayBegin = turn == Turn.CLEAR && !worker.isShuttingDown();
            boolean goesOn = mayBegin ? step(worker) : stepMarked(worker);
            if (goesOn) runPieces(worker);
        } finally {
            worker.finish();
        }
    }

    /** Runs the task's next step; says whether it could go on at once, with its next stage or part. */
    private boolean step(WorkerBase worker) {
        @Nullable Step<T> step = null;
        boolean called = false;
        worker.enter();
        try {
            worker.beforeStep(this);
            called = true;
            step = liveTask().step(worker);
            if (step == null) throw new NullPointerException(nullStep("step"));
            worker.leave();
        } catch (Throwable failure) {
            worker.abandon(failure);
            if (failure instanceof CancellationException && (isCancelRequested() || worker.isShuttingDown())) {
                schedulerOrThrow().reports.reportSuppressed(this, failure);
                beginToWindDown();
                return true;
            }
            if (!called || (step != null && !step.isDone())) return fail(failure, worker); // the task has not thrown it
            end(Outcomes.failed(failure), worker);
            return false;
        }
        if (isRegistered()) release();

        if (step instanceof Step.Done<T> done) {
            end(Outcomes.succeeded(done.value()), worker);
            return false;
        }
        return goesOnAfter(step, worker);
    }

    /** Does what an unfinished step says; true if the task could go on at once. */
    private boolean goesOnAfter(Step<?> unfinished, WorkerBase worker) {
        if (unfinished instanceof Step.Yield) makeReady(Reason.YIELDED, worker);
        else if (unfinished instanceof Step.GoOn) return true;
        else return waitAsToldBy(unfinished, worker);
        return false;
    }

    /** Goes on within the step, if the worker lets it, until its budget is used up. */
    private void runPieces(WorkerBase worker) {
        boolean runsOn = worker.runsOn();
        for (int pieces = 1; runsOn && pieces < MAX_PIECES; pieces++) {
            if (!nextPiece(worker)) return;
        }
        makeReady(runsOn ? Reason.YIELDED : Reason.GOES_ON, worker);
    }

    private boolean nextPiece(WorkerBase worker) {
        if (isWinding()) return windDown(worker);
        if (!isCancelRequested() && !worker.isShuttingDown()) return step(worker);
        beginToWindDown(); // where each piece is a step, this one would not begin either
        return windDown(worker);
    }

    private boolean waitAsToldBy(Step<?> step, WorkerBase worker) {
        Awaitable awaited;
        try {
            awaited = CellHandle.awaitedBy(step, this, schedulerOrThrow());
        } catch (Throwable failure) { // of the ticker, or out of memory
            return fail(failure, worker);
        }
        return waitFor(awaited, step instanceof Step.Sleep, worker);
    }

    /** Lets the first step come when the deadline has passed. By the submitter, in place of a ready(). */
    void startAt(Deadline deadline) {
        boolean ignored = waitFor(deadline, true, null);
    }

    /**
     * Tells the scheduler that the task is ready; if it throws, the task ends with that.
     *
     * @param worker the worker in whose step this happens, if it is known
     */
    void makeReady(Reason reason, @Nullable WorkerBase worker) {
        try {
            if (worker != null) worker.base().ready(this, reason, worker);
            else KeptWorker.ready(schedulerOrThrow(), of -> of.workers, SchedulerBase::ready, this, reason);
        } catch (Throwable failure) {
            endUnready(failure, worker);
        }
    }

    /** Ends the task with a failure: the scheduler could not take the cell, so it is still ours. */
    void endUnready(Throwable failure, @Nullable WorkerBase worker) {
        endOnAnyThread(outcomeBy(failure), worker);
    }

    /** Ends the task on a thread that perhaps nobody knows, where those who wait, or what it waited for, may call back. */
    private void endOnAnyThread(Outcome<T> outcome, @Nullable WorkerBase worker) {
        SchedulerBase scheduler = schedulerOrThrow();
        boolean begun = scheduler.callbacks.begin();
        try {
            end(outcome, worker);
        } finally {
            if (begun) scheduler.callbacks.end();
        }
    }

    // ---- The owner's side ----

    /** Runs the next step of a task that was cancelled, was woken early or sleeps; none if its time has not come. */
    private boolean stepMarked(WorkerBase worker) {
        for (; ; ) {
            if (!isWinding() && (isCancelRequested() || worker.isShuttingDown())) {
                beginToWindDown();
                return windDown(worker);
            }
            // Before the look at the clock: a wake that finds the mark set leaves the word as it is, so
            // tryPark() below could not notice that the deadline has rung.
            if (takeWake()) continue;
            if (!isSleeping()) return isWinding() ? windDown(worker) : step(worker);
            boolean early;
            try {
                early = !sleepsUntil().isPast();
            } catch (Throwable failure) { // of the ticker
                return fail(failure, worker);
            }
            // Early: still registered, so the deadline's own wake comes, after the park or before it.
            if (!early) endSleep();
            else if (tryPark(true)) return false;
        }
    }

    /**
     * Registers and parks; makes the cell ready again if it need not or must not wait. True if it cannot wait, and goes on
     * at once to wind down.
     */
    private boolean waitFor(Awaitable awaitable, boolean sleeping, @Nullable WorkerBase worker) {
        if (AnyWait.isFor(awaitable, this)) {
            String hint = "task '" + name() + "' awaits its own handle, so it would never end";
            return fail(new IllegalStateException(hint), worker);
        }
        SchedulerBase scheduler = schedulerOrThrow();
        setRegisteredWith(awaitable);
        boolean registered;
        try {
            registered = AnyWait.register(awaitable, this, scheduler.timers());
        } catch (Throwable failure) {
            if (!(awaitable instanceof AnyWait)) setRegisteredWith(null);
            return fail(failure, worker);
        }
        if (!registered && !(awaitable instanceof AnyWait)) setRegisteredWith(null);
        if (!registered && worker != null) noteHeld(awaitable, worker);
        if (registered && tryPark(sleeping)) {
            // Not ours any more, and perhaps overlooked by a shutdownNow(), which changes the phase, then
            // looks for listed tasks; we have been listed, then look at the phase.
            VarHandle.fullFence();
            if (scheduler.isShuttingDown()) cancelOnWorker();
            return false;
        }
        makeReady(AnyWait.isTimeUp(awaitable) ? Reason.TIMER : Reason.WOKEN, worker);
        return false;
    }

    /** Notes that what was to be waited for holds already. */
    private void noteHeld(Awaitable awaitable, WorkerBase worker) {
        if (isToldOf()) return; // once is enough
        Awaitable held = AnyWait.held(awaitable);
        if (worker.spinWatch.sees(this, held) && claimWarning())
            schedulerOrThrow().reports.warnOfSpinning(this, held);
    }

    /** Begins to wind down, as no step begins any more: what the task waited for does not matter. */
    private void beginToWindDown() {
        windDownFromNow();
        release();
    }

    /** Runs the next step of winding down; says whether the task could go on at once. */
    private boolean windDown(WorkerBase worker) {
        Step<?> step;
        worker.enter();
        try {
            step = liveTask().onCancel(worker);
            if (step == null) throw new NullPointerException(nullStep("step of onCancel()"));
            worker.leave();
        } catch (Throwable failure) {
            worker.abandon(failure);
            endBy(failure, worker);
            return false;
        }
        if (isRegistered()) release();

        if (!step.isDone()) return goesOnAfter(step, worker);
        end(afterWindingDown(), worker);
        return false;
    }

    /**
     * Fails a task by what none of its steps has thrown, so that it does not know: it winds down before it ends. Says
     * whether it goes on with that at once.
     */
    private boolean fail(Throwable failure, @Nullable WorkerBase worker) {
        if (worker == null || isWinding() || !doom(failure)) {
            endBy(failure, worker);
            return false;
        }
        beginToWindDown();
        return true;
    }

    /** Ends a task that cannot go on. One that winds down ends as it would have without this. */
    private void endBy(Throwable failure, @Nullable WorkerBase worker) {
        end(outcomeBy(failure), worker);
    }

    private Outcome<T> outcomeBy(Throwable failure) {
        if (!isWinding()) return Outcomes.failed(failure);
        if (!addToDoom(failure)) schedulerOrThrow().reports.report(this, failure);
        return afterWindingDown();
    }

    /** Deregisters, if registered. */
    private void release() {
        Awaitable awaitable = registeredWith();
        if (awaitable == null) return;
        try {
            awaitable.deregister(this);
        } catch (Throwable failure) {
            schedulerOrThrow().reports.report(this, failure);
        }
        setRegisteredWith(null); // only now: deregister() asks for it
    }

    /**
     * Ends the task.
     *
     * @param worker the worker in whose step this happens; null where there is none
     */
    private void end(Outcome<T> outcome, @Nullable WorkerBase worker) {
        if (isRegistered()) release();
        SchedulerBase scheduler = schedulerOrThrow();
        TaskChunk<SchedulerBase, TaskCell<?>> listed = Objects.requireNonNull(chunk);
        boolean failed = outcome instanceof Outcome.Failed;
        becomeOutcome(outcome, failed && mayHaveWaiters() ? scheduler.reports : null);
        publishEnd();
        chunk = null; // whoever finds it null looks for the end, not for a scheduler
        listed.free(slot());
        if ((worker == null ? scheduler.registry.external() : worker.chunks).noteEnd()) scheduler.registry.sweep();
        boolean awaited = false;
        try {
            awaited = closeAndWake();
        } catch (Throwable failure) {
            scheduler.reports.report(this, failure); // a user's waker has thrown
        }
        // Of those that wait, each will look, or leave without: see watchIfUnseen(). Where no watcher was kept in the
        // cell, nobody could.
        boolean unseen = failed && !(awaited && watcher() != null) && claimWatch();
        scheduler.admission.ended(this, unseen, worker);
    }

    // ---- Everyone's side ----

    @Override
    public void wake() {
        StackReserve.require();
        wakeReserved();
    }

    @Override
    protected void wakeReserved() {
        Touch.controls(this);
        if (tryWake()) makeReady(AnyWait.isTimeUp(registeredWith()) ? Reason.TIMER : Reason.WOKEN, null);
    }

    /** See {@link TaskHandle#cancel}. Ends a task that waits and has nothing to do before its end. */
    public boolean cancel() {
        StackReserve.requireTwice(); // what it waited for asks once more, and must be left
        return cancelReserved();
    }

    /** As {@link #cancel}, by one that has made sure of the stack. */
    boolean cancelReserved() {
        SchedulerBase scheduler = scheduler();
        // Before the request, as it may throw. Not in a callback of such an end: a chain of tasks, each cancelled by
        // whoever waited for the one before, would need stack for all.
        boolean now = scheduler != null && !scheduler.callbacks.isMine() && scheduler.endsInCancel();
        now = now && !WINDS_DOWN.has(task());
        Request request = requestCancel();
        if (request == Request.MADE_AND_WOKEN) {
            if (!now) makeReady(Reason.WOKEN, null);
            else if (callsNobody()) end(Outcomes.cancelled(), null);
            else endOnAnyThread(Outcomes.cancelled(), null);
        }
        return request != Request.TOO_LATE;
    }

    /** Asks the task to cancel, and leaves its end to a worker. */
    void cancelOnWorker() {
        if (requestCancel() == Request.MADE_AND_WOKEN) makeReady(Reason.WOKEN, null);
    }

    @Override
    public boolean register(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        return addWaiter(waker, waker::wake);
    }

    @Override
    public void deregister(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        removeWaiter(waker);
        watchIfUnseen();
    }

    @Override
    public TaskHandle<T> holder() {
        return handle();
    }
}
