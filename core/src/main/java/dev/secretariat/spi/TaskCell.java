package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.executor.ExecutorView;
import dev.secretariat.executor.TaskFuture;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.TaskNames;
import dev.secretariat.internal.WaitNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A submitted task inside its scheduler: what it awaits, who awaits it, the waker that awaitables hold, and
 * the element of whatever queue the scheduler keeps, in one object of 40 bytes. Users hold its {@link #handle()}.
 *
 * <p>A custom scheduler receives cells in {@link SchedulerBase#ready} and, on a worker, calls {@link
 * SchedulerBase#runStep}; it may look at {@link #task()} to choose an order.
 *
 * @param <T> the type of the task's result
 */
public final class TaskCell<T extends @Nullable Object> extends WaitNode implements Awaitable, Waker {
    /*
     * state: 31 .. 15 |   14    | 13 ... 8 |   7  |    6    |    5     |   4   |   3    |   2   | 1 0
     *         unused   WATCHED     slot      TOLD   WINDING   OBSERVED   SLEEP   CANCEL   WOKEN   phase
     *
     * ACTIVE   a worker runs a step, or the scheduler has been told that the task is ready. Whoever
     *          brings a cell into this phase, or finds it there as its worker, owns it: owners hand
     *          over by making the cell ready, and only the owner touches the plain fields.
     * WAITING  registered with an awaitable; nobody owns the cell.
     * ENDED    final.
     *
     * from                   to                     by       when
     * ACTIVE                 ACTIVE                 owner    it yields: no transition at all
     * ACTIVE                 ACTIVE|WOKEN           waker    while it runs or is ready
     * ACTIVE|WOKEN           ACTIVE                 owner    a step begins
     * ACTIVE                 WAITING [|SLEEP]       owner    CAS after it has registered; fails on WOKEN,
     *                                                        or on CANCEL without WINDING, and the cell
     *                                                        is made ready again
     * WAITING                ACTIVE                 waker    CAS; the winner owns the cell, makes it ready
     * ACTIVE, WAITING        ACTIVE|CANCEL          anyone   cancel(); from WAITING as a wake
     * ACTIVE [|CANCEL]       ACTIVE|CANCEL|WINDING  owner    in place of a step that must not begin: from now
     *                                                        on its steps are those of onCancel()
     * ACTIVE|SLEEP           WAITING|SLEEP          owner    woken before its time
     * ACTIVE                 ENDED                  owner    by a store, which may overwrite a mark
     * ENDED                  |OBSERVED              anyone   somebody has seen a failure
     * ENDED                  |WATCHED               anyone   CAS; the winner puts a failure on the watch: its
     *                                                        end, or a waiter that leaves without a look
     * ACTIVE                 |TOLD                  owner    CAS; a warning has been given about it
     *
     * A yield needs no atomic operation because READY and RUNNING are one phase: a wake needs to know
     * only whether the next look at the awaited condition is still to come.
     *
     * WINDING stays until the end, and CANCEL with it. So while a task winds down, all that would cut it short
     * finds the request made already: cancel(), by whomever, changes nothing, and so does not wake it.
     *
     * A wake is a read-modify-write even where WOKEN is set already. If it only read the flag, the
     * worker could clear it and look at the condition before the waker's earlier writes are visible to
     * it, and nobody would look again.
     */
    /** So many stages or parts may follow one another in a step, without giving other tasks a turn. */
    private static final int MOST_PIECES = 16;

    private static final int PHASE = 3;
    private static final int ACTIVE = 0;
    private static final int WAITING = 1;
    private static final int ENDED = 2;
    private static final int WOKEN = 1 << 2;
    private static final int CANCEL = 1 << 3;
    private static final int SLEEP = 1 << 4;
    private static final int OBSERVED = 1 << 5;
    private static final int WINDING = 1 << 6;
    private static final int WATCHED = 1 << 14;
    private static final int TOLD = 1 << 7;
    private static final int SLOT_SHIFT = 8;
    private static final int SLOT = (TaskChunk.SLOTS - 1) << SLOT_SHIFT;

    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", int.class);

    /** Anyone, by volatile read and CAS. */
    private volatile int state;

    // Owner only, in plain mode: each owner's writes happen-before the next owner's reads through the
    // state word or the scheduler's queue. Others may read them as hints.

    /** The task; once ended, its {@link Outcome}. */
    private Object content;

    /** What the cell is registered with, if anything; once ended, what its name is made from. */
    private @Nullable Object awaiting;

    /** The way to the scheduler; null once ended. */
    private @Nullable TaskChunk chunk;

    TaskCell(TaskChunk chunk, int slot, Task<T> task) {
        this.chunk = chunk;
        this.content = task;
        this.state = slot << SLOT_SHIFT; // ACTIVE; published with the reference
    }

    // ---- For schedulers ----

    /** What users hold of this task: a new object at each call, equal to those of the others. */
    public TaskHandle<T> handle() {
        return new CellHandle<>(this);
    }

    /** Whether this is a task of that scheduler; true of any that has ended. For its owner. */
    boolean isOf(SchedulerBase scheduler) {
        TaskChunk listed = chunk;
        return listed == null || listed.registry.scheduler == scheduler;
    }

    /** See {@link SchedulerBase#runStep}. */
    void runStep(WorkerBase worker) {
        int now = state;
        if ((now & PHASE) != ACTIVE) return; // ended by a failure of ready(); a stale call
        boolean unmarked = (now & (WOKEN | CANCEL | SLEEP)) == 0;
        worker.begin(this);
        try {
            boolean mayBegin = unmarked && !worker.isShuttingDown();
            boolean goesOn = mayBegin ? step(worker) : stepMarked(worker);
            if (goesOn) goOn(worker);
        } finally {
            worker.finish();
        }
    }

    /** Runs the task's next step; says whether it could go on at once, with its next stage or part. */
    private boolean step(WorkerBase worker) {
        Step<T> step;
        worker.enter();
        try {
            worker.beforeStep(this);
            step = liveTask().step(worker);
            if (step == null) throw new NullPointerException(nullStep("step"));
            worker.leave();
        } catch (Throwable failure) {
            worker.abandon(failure);
            boolean cancelled = failure instanceof CancellationException && (isCancelled() || worker.isShuttingDown());
            if (cancelled) {
                schedulerOrThrow().reportSuppressed(this, failure);
                beginToWindDown();
            } else {
                end(Outcomes.failed(failure), worker);
            }
            return cancelled;
        }
        if (awaiting != null) release();

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
        else await(unfinished, worker);
        return false;
    }

    /** Goes on within the step, if the worker lets it, until its budget is used up. */
    private void goOn(WorkerBase worker) {
        boolean runsOn = worker.runsOn();
        for (int pieces = 1; runsOn && pieces < MOST_PIECES; pieces++) {
            if (!nextPiece(worker)) return;
        }
        makeReady(runsOn ? Reason.YIELDED : Reason.GOES_ON, worker);
    }

    private boolean nextPiece(WorkerBase worker) {
        if (isWindingDown()) return windDown(worker);
        if (!isCancelled() && !worker.isShuttingDown()) return step(worker);
        beginToWindDown(); // where each piece is a step, this one would not begin either
        return windDown(worker);
    }

    private void await(Step<?> step, WorkerBase worker) {
        Awaitable awaited;
        try {
            awaited = awaitedBy(step);
        } catch (Throwable failure) { // of the ticker, or out of memory
            endBy(failure, worker);
            return;
        }
        await(awaited, step instanceof Step.Sleep ? SLEEP : 0, worker);
    }

    private Awaitable awaitedBy(Step<?> step) {
        if (step instanceof Step.Await<?> await) return CellHandle.unwrap(await.awaitable());
        if (step instanceof Step.AwaitAny<?> any) return new AnyWait(this, any);
        if (step instanceof Step.Sleep<?> sleep) return schedulerOrThrow().deadline(sleep.duration());
        throw new AssertionError("not a step that waits: " + step);
    }

    /** The submitted task, for schedulers that order by it; null once the task has ended. */
    @SuppressWarnings("unchecked") // content is Task<T> or Outcome<T>
    public @Nullable Task<T> task() {
        Object now = content;
        if (now instanceof NamedTask<?> named) return (Task<T>) named.task();
        return now instanceof Task<?> task ? (Task<T>) task : null;
    }

    /** What the task waits for, as a hint for reports; null if nothing. */
    public @Nullable Awaitable awaiting() {
        return awaiting instanceof Awaitable awaitable ? awaitable : null;
    }

    /** The first step comes when the deadline has passed. By the submitter, in place of a ready(). */
    void startAt(Deadline deadline) {
        await(deadline, SLEEP, null);
    }

    /**
     * Tells the scheduler.
     *
     * @param worker the worker in whose step this happens, if it is known
     */
    void makeReady(Reason reason, @Nullable WorkerBase worker) {
        try {
            if (worker != null) worker.base().ready(this, reason, worker);
            else schedulerOrThrow().ready(this, reason);
        } catch (Throwable failure) {
            endUnready(failure, worker);
        }
    }

    /** The scheduler could not take the cell, so it is still ours. */
    void endUnready(Throwable failure, @Nullable WorkerBase worker) {
        SchedulerBase scheduler = schedulerOrThrow();
        boolean begun = scheduler.beginCallbacks(); // of who waits; perhaps on a thread that nobody knows
        try {
            endBy(failure, worker);
        } finally {
            if (begun) scheduler.endCallbacks();
        }
    }

    /** The task has not been accepted, and nobody has seen this cell. */
    void strikeOff() {
        Objects.requireNonNull(chunk).free((state & SLOT) >>> SLOT_SHIFT);
    }

    /** Whether nobody has seen how this task ended; for reports of failures. */
    public boolean isUnobserved() {
        return (state & OBSERVED) == 0;
    }

    // ---- The owner's side ----

    /** The next step of a task that was cancelled, was woken early or sleeps; none if its time has not come. */
    private boolean stepMarked(WorkerBase worker) {
        for (; ; ) {
            int now = state;
            boolean winding = (now & WINDING) != 0;
            if (!winding && ((now & CANCEL) != 0 || worker.isShuttingDown())) {
                beginToWindDown();
                return windDown(worker);
            }
            if ((now & WOKEN) != 0) {
                // Before the look at the clock: a wake that finds the mark set leaves the word as it
                // is, so the CAS to WAITING below could not notice that the deadline has rung.
                STATE.compareAndSet(this, now, now & ~WOKEN);
                continue;
            }
            if ((now & SLEEP) == 0) return winding ? windDown(worker) : step(worker);
            // Early: still registered, so the deadline's own wake comes, after this CAS or before it.
            boolean early;
            try {
                early = !deadline().isPast();
            } catch (Throwable failure) { // of the ticker
                endBy(failure, worker);
                return false;
            }
            int next = early ? now | WAITING : now & ~SLEEP;
            if (STATE.compareAndSet(this, now, next) && early) return false;
        }
    }

    /** Registers and parks; makes the cell ready again if it need not or must not wait. */
    private void await(Awaitable awaitable, int sleep, @Nullable WorkerBase worker) {
        if (waitsForItself(awaitable)) {
            String hint = "task '" + name() + "' awaits its own handle, so it would never end";
            endBy(new IllegalStateException(hint), worker);
            return;
        }
        // Before the registration: a waiter list asks for it, and a wake may come at once.
        awaiting = awaitable;
        boolean registered;
        try {
            registered = registerWith(awaitable, this);
        } catch (Throwable failure) {
            if (!(awaitable instanceof AnyWait)) awaiting = null;
            endBy(failure, worker);
            return;
        }
        if (!registered && !(awaitable instanceof AnyWait)) awaiting = null;
        SchedulerBase scheduler = schedulerOrThrow();
        if (!registered && worker != null) noteHeld(awaitable, worker);
        if (registered && park(sleep)) {
            // Not ours any more, and perhaps overlooked by a shutdownNow(), which changes the phase, then
            // looks for listed tasks; we have been listed, then look at the phase.
            VarHandle.fullFence();
            if (scheduler.isShuttingDown()) cancel();
            return;
        }
        boolean timeUp =
                awaitable instanceof Deadline || (!registered && awaitable instanceof AnyWait any && any.isTimeUp());
        makeReady(timeUp ? Reason.TIMER : Reason.WOKEN, worker);
    }

    /** Deadlines of the scheduler's own in their turn, so that those who are late do not overtake one another. */
    boolean registerWith(Awaitable awaitable, Waker waker) {
        if (awaitable instanceof Deadline deadline) {
            return deadline.registerInTurn(waker, schedulerOrThrow().timers());
        }
        return awaitable.register(waker);
    }

    private boolean park(int sleep) {
        for (; ; ) {
            int now = state;
            boolean stay = (now & WOKEN) != 0 || (now & (CANCEL | WINDING)) == CANCEL;
            int next = stay ? now | sleep : now | WAITING | sleep;
            if (STATE.compareAndSet(this, now, next)) return !stay;
        }
    }

    /** What was to be waited for holds already. */
    private void noteHeld(Awaitable awaitable, WorkerBase worker) {
        int now = state;
        if ((now & TOLD) != 0) return; // once is enough
        Awaitable held = awaitable instanceof AnyWait any ? any.held() : awaitable;
        if (!worker.spinWatch.sees(this, held)) return;
        // If somebody else has changed the state, it spins on, and comes here again.
        if (STATE.compareAndSet(this, now, now | TOLD)) schedulerOrThrow().spins(this, held);
    }

    private boolean waitsForItself(Awaitable awaitable) {
        return awaitable == this || (awaitable instanceof AnyWait any && any.waitsFor(this));
    }

    /** No step begins any more: what the task waited for does not matter, and it ends cancelled. */
    private void beginToWindDown() {
        int now;
        do {
            now = state;
        } while (!STATE.compareAndSet(this, now, (now & ~(WOKEN | SLEEP)) | CANCEL | WINDING));
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
        if (awaiting != null) release();

        if (!step.isDone()) return goesOnAfter(step, worker);
        end(Outcomes.cancelled(), worker);
        return false;
    }

    /** Ends a task that cannot go on. One that winds down ends cancelled all the same. */
    private void endBy(Throwable failure, @Nullable WorkerBase worker) {
        if (!isWindingDown()) {
            end(Outcomes.failed(failure), worker);
            return;
        }
        schedulerOrThrow().report(this, failure);
        end(Outcomes.cancelled(), worker);
    }

    /** Deregisters, if registered. */
    private void release() {
        if (!(awaiting instanceof Awaitable awaitable)) return;
        try {
            awaitable.deregister(this);
        } catch (Throwable failure) {
            schedulerOrThrow().report(this, failure);
        }
        awaiting = null; // only now: deregister() asks for it
    }

    /**
     * Ends the task.
     *
     * @param worker the worker in whose step this happens; null where there is none
     */
    private void end(Outcome<T> outcome, @Nullable WorkerBase worker) {
        release();
        SchedulerBase scheduler = schedulerOrThrow();
        TaskChunk listed = Objects.requireNonNull(chunk);
        boolean failed = outcome instanceof Outcome.Failed;
        Object source = nameSource(content);
        awaiting = failed && mayHaveWaiters() ? traces(source, scheduler) : source;
        content = outcome;
        // Publishes the outcome. A store is enough: whatever mark it overwrites is of no more use, and
        // a CAS that comes later finds the end. The waiters are ordered by their own word, below.
        int slot = state & SLOT;
        STATE.setRelease(this, slot | ENDED);
        chunk = null; // who finds it null looks for the end, not for a scheduler
        listed.registry.remove(listed, slot >>> SLOT_SHIFT, worker);
        boolean awaited = false;
        try {
            awaited = closeAndWake();
        } catch (Throwable failure) {
            scheduler.report(this, failure); // a user's waker has thrown
        }
        // Of those that wait, each will look, or leave without: see watchIfUnseen(). Without traces nobody could.
        boolean unseen = failed && !(awaited && awaiting instanceof Traces) && mayBeWatched();
        scheduler.ended(this, unseen, worker);
    }

    /** What its name is made from, and more if there is memory for it. */
    private static Object traces(Object nameSource, SchedulerBase scheduler) {
        try {
            return new Traces(nameSource, scheduler);
        } catch (OutOfMemoryError none) {
            return nameSource;
        }
    }

    /** Claims to put a failure on the watch, unless somebody has seen it; at most one caller is told that it may. */
    private boolean mayBeWatched() {
        for (; ; ) {
            int now = state;
            if ((now & (OBSERVED | WATCHED)) != 0) return false;
            if (STATE.compareAndSet(this, now, now | WATCHED)) return true;
        }
    }

    /** What is left of a task that failed while others waited for it: its name's source, and who watches failures. */
    private record Traces(Object nameSource, SchedulerBase scheduler) {}

    // ---- Everyone's side ----

    @Override
    public void wake() {
        StackReserve.require();
        wakeReserved();
    }

    @Override
    protected void wakeReserved() {
        for (; ; ) {
            int now = state;
            int phase = now & PHASE;
            if (phase == ENDED) return;
            if (phase == WAITING) {
                if (STATE.compareAndSet(this, now, now & ~PHASE)) {
                    makeReady((now & SLEEP) != 0 ? Reason.TIMER : Reason.WOKEN, null);
                    return;
                }
            } else if (STATE.compareAndSet(this, now, now | WOKEN)) {
                return;
            }
        }
    }

    /** See {@link TaskHandle#cancel}. */
    public boolean cancel() {
        for (; ; ) {
            int now = state;
            int phase = now & PHASE;
            if (phase == ENDED || (now & CANCEL) != 0) return false;
            if (STATE.compareAndSet(this, now, (now & ~PHASE) | CANCEL)) {
                if (phase == WAITING) makeReady(Reason.WOKEN, null);
                return true;
            }
        }
    }

    boolean isCancelled() {
        return (state & CANCEL) != 0;
    }

    /** Whether the task is winding down after a request to cancel; for reports. False once it has ended. */
    public boolean isWindingDown() {
        return (state & WINDING) != 0;
    }

    /** See {@link TaskHandle#isDone}. */
    public boolean isDone() {
        return (state & PHASE) == ENDED;
    }

    /** See {@link TaskHandle#state}. */
    public TaskState state() {
        int phase = state & PHASE;
        if (phase == ENDED) {
            if (content instanceof Outcome.Succeeded) return TaskState.SUCCEEDED;
            return content instanceof Outcome.Failed ? TaskState.FAILED : TaskState.CANCELLED;
        }
        if (phase == WAITING) return TaskState.WAITING;
        TaskChunk listed = chunk;
        boolean running = listed != null && listed.registry.scheduler.isRunning(this);
        return running ? TaskState.RUNNING : TaskState.READY;
    }

    /** See {@link TaskHandle#name}. */
    public String name() {
        for (; ; ) {
            if (isDone()) return nameOf(Objects.requireNonNull(awaiting));
            // Read without order: an end may be under way, and then its state follows at once.
            Object now = content;
            if (now instanceof Task) return nameOf(nameSource(now));
            Thread.onSpinWait();
        }
    }

    T result() {
        Outcome<T> ended = outcome();
        if (ended instanceof Outcome.Failed<T> failed) throw new TaskFailedException(toString(), failed.cause());
        if (ended instanceof Outcome.Cancelled) throw new CancellationException(this + " was cancelled");
        return ended.get();
    }

    @SuppressWarnings("unchecked") // content is Task<T> or Outcome<T>
    Outcome<T> outcome() {
        if (!isDone()) {
            throw new IllegalStateException(
                    "task '" + name() + "' has not ended; return Step.await(handle), or join it");
        }
        if (content instanceof Outcome.Failed) observe();
        return (Outcome<T>) content;
    }

    /**
     * How the task ended, for reports: unlike {@link #outcome}, this does not count as somebody's having seen
     * its failure. Null while it has not ended.
     */
    @SuppressWarnings("unchecked") // content is Task<T> or Outcome<T>
    public @Nullable Outcome<T> peek() {
        return isDone() ? (Outcome<T>) content : null;
    }

    T join() throws InterruptedException {
        SchedulerBase scheduler = scheduler();
        if (scheduler == null) awaitEnd();
        else scheduler.join(this);
        return result();
    }

    T join(Duration timeout) throws InterruptedException, TimeoutException {
        SchedulerBase scheduler = scheduler();
        if (scheduler == null) {
            awaitEnd();
        } else if (!scheduler.join(this, timeout)) {
            throw new TimeoutException("task '" + name() + "' has not ended within " + timeout);
        }
        return result();
    }

    /** The way to the scheduler was read as gone; if the state was not read as ended, it soon is. */
    private void awaitEnd() {
        while (!isDone()) Thread.onSpinWait();
    }

    CompletableFuture<T> toCompletableFuture() {
        SchedulerBase scheduler = scheduler();
        return TaskFuture.of(handle(), scheduler == null ? null : scheduler.host());
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
        if ((state & (PHASE | OBSERVED | WATCHED)) == ENDED) watchIfUnseen();
    }

    /**
     * A waiter leaves, after its next step or by its own end, and has not looked: to wait is not to see. A waiter
     * that leaves before the end is not one of those that the end finds; it and the end may both come here.
     */
    private void watchIfUnseen() {
        if (content instanceof Outcome.Failed && awaiting instanceof Traces traces && mayBeWatched()) {
            traces.scheduler.watch(this);
        }
    }

    @Override
    public TaskHandle<T> holder() {
        return handle();
    }

    /** A cell joins the stack of what it awaits itself; through a user's awaitable it gets a new node. */
    @Override
    protected @Nullable Object home() {
        return awaiting;
    }

    private void observe() {
        for (; ; ) {
            int now = state;
            if ((now & OBSERVED) != 0) return;
            if (STATE.compareAndSet(this, now, now | OBSERVED)) return;
        }
    }

    // ---- Small things ----

    private @Nullable SchedulerBase scheduler() {
        TaskChunk listed = chunk;
        return listed == null ? null : listed.registry.scheduler;
    }

    /** For owners: not ended, so still listed. */
    private SchedulerBase schedulerOrThrow() {
        return Objects.requireNonNull(chunk).registry.scheduler;
    }

    @SuppressWarnings("unchecked") // for owners: not ended, so content is the task
    private Task<T> liveTask() {
        return (Task<T>) content;
    }

    private Deadline deadline() {
        return (Deadline) Objects.requireNonNull(awaiting);
    }

    private String nullStep(String which) {
        return "task '" + name() + "' returned null as its " + which + "; return Step.done() to end it";
    }

    private static Object nameSource(Object content) {
        if (content instanceof NamedTask<?> named) return named.name();
        return ExecutorView.workClass(content);
    }

    private static String nameOf(Object source) {
        if (source instanceof Traces traces) return nameOf(traces.nameSource);
        return source instanceof Class<?> type ? TaskNames.of(type) : (String) source;
    }

    @Override
    public String toString() {
        return "task '" + name() + "'";
    }
}
