package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Deadline;
import dev.secretariat.FailureHandler;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Timers;
import dev.secretariat.executor.ExecutorHost;
import dev.secretariat.executor.ExecutorView;
import dev.secretariat.executor.Unread;
import dev.secretariat.internal.SafeLog;
import dev.secretariat.internal.Seeds;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Texts;
import dev.secretariat.internal.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All of a scheduler but the decision when and where a ready task runs. A subclass implements {@link
 * #ready}, makes workers with {@link #newWorker}, and has them call {@link #runStep}. One with threads
 * lets them go in {@link #terminated}:
 *
 * <pre>{@code
 * final class OneThread extends SchedulerBase {
 *     private final BlockingQueue<Optional<TaskCell<?>>> queue = new LinkedBlockingQueue<>();
 *
 *     OneThread() {
 *         WorkerBase worker = newWorker(0);
 *         new Thread(() -> work(worker)).start();
 *     }
 *
 *     @Override
 *     protected void ready(TaskCell<?> cell, Reason reason) {
 *         queue.add(Optional.of(cell));
 *     }
 *
 *     @Override
 *     protected void terminated() {
 *         queue.add(Optional.empty());
 *     }
 *
 *     private void work(WorkerBase worker) {
 *         while (true) {
 *             try {
 *                 Optional<TaskCell<?>> next = queue.take();
 *                 if (next.isEmpty()) return;
 *                 runStep(next.get(), worker);
 *             } catch (InterruptedException leftByAStep) {
 *                 // take() has taken nothing: go on
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Everything else that the rules ask of a scheduler is done here: accepting and refusing, states,
 * wakes, cancelling, failures, timers, joining and closing.
 */
@SuppressWarnings("this-escape") // to helpers of this package, which keep it for later
public abstract class SchedulerBase implements Scheduler {
    private static final SafeLog LOG = SafeLog.of(SchedulerBase.class);
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Ticker ticker;
    private final FailureHandler failureHandler;
    private final Lifecycle lifecycle = new Lifecycle();
    private final TaskRegistry registry = new TaskRegistry(this);
    private final FailureWatch failures = new FailureWatch(this);
    private final Promise<@Nullable Void> closing = new Promise<>();
    private final Promise<@Nullable Void> terminated = new Promise<>();
    private final List<WorkerBase> workers = new CopyOnWriteArrayList<>();
    private final Unended unended = new Unended(registry, lifecycle);
    private final TimerThread timerThread;
    private final ExecutorHost host = new SchedulerHost(this);

    /** The thread that is in terminate(), where the failure handler may call back. */
    private volatile @Nullable Thread terminator;

    /** The threads that end tasks which could not be made ready, where those who wait may call back. */
    private final Set<Thread> enders = ConcurrentHashMap.newKeySet();

    /** A scheduler on the system's clock that logs unseen failures. */
    protected SchedulerBase() {
        this("scheduler", Ticker.system(), LoggingFailureHandler.INSTANCE);
    }

    /**
     * A scheduler.
     *
     * @param name what reports and threads are called
     * @param ticker its clock
     * @param failureHandler receives the failures that nobody else would see
     */
    protected SchedulerBase(String name, Ticker ticker, FailureHandler failureHandler) {
        this.name = Objects.requireNonNull(name, "name");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        this.failureHandler = Objects.requireNonNull(failureHandler, "failureHandler");
        this.timerThread = new TimerThread(ticker, Threads.daemons(name + "-timers"));
    }

    // ---- For subclasses ----

    /**
     * Takes a task that is ready, to run its next step later: exactly one call of {@link
     * #runStep} for each call of this method, on any worker, such that this call happens-before
     * it.
     *
     * <p>Called from any thread, also from workers; must neither block nor run a step. If it throws, the
     * task fails with what was thrown.
     *
     * @param cell the task
     * @param reason why it is ready
     */
    protected abstract void ready(TaskCell<?> cell, Reason reason);

    /**
     * As {@link #ready(TaskCell, Reason)}, where it is known that this happens in a step of one of this
     * scheduler's workers, on its thread: the task yielded, or was submitted with {@link
     * dev.secretariat.Worker#submit}. Other tasks that a step makes ready come by the other method.
     *
     * @param cell the task
     * @param reason why it is ready
     * @param worker the worker
     */
    protected void ready(TaskCell<?> cell, Reason reason, WorkerBase worker) {
        ready(cell, reason);
    }

    /**
     * Runs the next step of a task on the calling thread, or ends the task if it has been cancelled. To be called
     * once for each call of {@link #ready}; calls for one task must not overlap, and each must happen-before the
     * next. Whatever the step throws ends up in the task's outcome.
     *
     * @param cell the task
     * @param worker the worker
     * @throws IllegalStateException if the worker is running another step
     * @throws IllegalArgumentException if the task or the worker is of another scheduler
     */
    protected final void runStep(TaskCell<?> cell, WorkerBase worker) {
        if (worker.base() != this) throw new IllegalArgumentException(worker + " is not one of " + this);
        if (!cell.isOf(this)) throw new IllegalArgumentException(cell + " was not submitted to " + this);
        cell.runStep(worker);
    }

    /**
     * The cell behind a handle, for reports; once the task has ended, it says how.
     *
     * @param task a task of this scheduler, or one that has ended
     * @return null if it is neither
     */
    protected final @Nullable TaskCell<?> cellOf(TaskHandle<?> task) {
        return task instanceof CellHandle<?> handle && handle.cell().isOf(this) ? handle.cell() : null;
    }

    /**
     * Makes a worker. It serves one thread at a time, and need not stay on one.
     *
     * @param index what {@link dev.secretariat.Worker#index} returns
     */
    protected final WorkerBase newWorker(int index) {
        return new WorkerBase(this, index);
    }

    final Tally newTally() {
        return lifecycle.newTally();
    }

    final ChunkList newChunkList() {
        return registry.newList();
    }

    final void enlist(WorkerBase worker) {
        workers.add(worker);
    }

    /**
     * What rings this scheduler's deadlines. This implementation starts a daemon thread with the first
     * of them; a scheduler that can wait for the time on its own thread overrides it.
     */
    protected Timers timers() {
        return timerThread;
    }

    /**
     * Called before a task is accepted, on the thread that submits it. What it throws leaves the submission,
     * and the task is not accepted: for schedulers of limited room. This implementation does nothing.
     *
     * @param task the task, in a wrapper if it was submitted with a name
     * @throws java.util.concurrent.RejectedExecutionException to refuse it
     */
    protected void admit(Task<?> task) {}

    /**
     * Makes the random numbers of a worker. A simulation overrides it.
     *
     * @param workerIndex the worker
     */
    protected RandomGenerator newRandom(int workerIndex) {
        return Seeds.generator();
    }

    /**
     * Blocks the calling thread until a condition of this scheduler may hold. A scheduler that is
     * driven by its callers overrides it to drive.
     *
     * @param awaitable the condition
     * @param timeout how long at most, on this scheduler's clock
     * @return false if the time ran out
     * @throws InterruptedException if the calling thread is interrupted
     */
    protected boolean block(Awaitable awaitable, Duration timeout) throws InterruptedException {
        return Awaitable.block(awaitable, timeout, ticker);
    }

    /**
     * Blocks the calling thread, which is in a step of this scheduler, until a condition may hold: for waits of the
     * executor view that have a time-out. This implementation parks the thread; a simulation overrides it, whose
     * time would not pass.
     *
     * @param awaitable the condition
     * @param timeout how long at most, on this scheduler's clock
     * @return false if the time ran out
     * @throws InterruptedException if the calling thread is interrupted
     */
    protected boolean blockInStep(Awaitable awaitable, Duration timeout) throws InterruptedException {
        return Awaitable.block(awaitable, timeout, ticker);
    }

    /**
     * Called once, when the last task has ended after closing began, on the thread that ended it or
     * closed: the place to let threads go. Must not block. {@link #isTerminated()} turns true after it.
     */
    protected void terminated() {}

    /**
     * After how long, on this scheduler's clock, {@link #close()} logs who waits on what: ten seconds. A simulation
     * overrides it, since its time flies, and it tells of a deadlock as soon as there is one.
     */
    protected Duration patience() {
        return PATIENCE;
    }

    /** Holds when this scheduler has terminated. */
    protected final Awaitable termination() {
        return terminated;
    }

    /** The failure handler that logs errors through SLF4J, for builders' defaults. */
    protected static FailureHandler loggingFailureHandler() {
        return LoggingFailureHandler.INSTANCE;
    }

    /**
     * Whether the calling thread is at work for this scheduler, so that waiting for it would block what
     * it waits for: in a step, or in a callback that follows from one. A scheduler whose own threads call
     * users' code elsewhere adds those.
     */
    protected boolean isWorking() {
        for (WorkerBase worker : workers) {
            if (worker.isMine()) return true;
        }
        Thread me = Thread.currentThread();
        return terminator == me || timerThread.isMine() || enders.contains(me);
    }

    /** The calling thread ends a task, so it must not wait for that; says whether it has not begun already. */
    final boolean beginCallbacks() {
        try {
            return enders.add(Thread.currentThread());
        } catch (OutOfMemoryError none) {
            return false; // the task has to end all the same
        }
    }

    final void endCallbacks() {
        enders.remove(Thread.currentThread());
    }

    /** This scheduler as futures of its tasks see it. */
    final ExecutorHost host() {
        return host;
    }

    /** What reports and threads are called. */
    protected final String name() {
        return name;
    }

    // ---- Submitting ----

    @Override
    public final <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task) {
        Objects.requireNonNull(task, "task");
        return start(task, null);
    }

    @Override
    public final <T extends @Nullable Object> TaskHandle<T> submit(String name, Task<T> task) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(task, "task");
        return start(new NamedTask<>(name, task), null);
    }

    @Override
    public final <T extends @Nullable Object> TaskHandle<T> schedule(Task<T> task, Duration delay) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(delay, "delay");
        return start(task, deadline(delay));
    }

    @Override
    public final <T extends @Nullable Object> TaskHandle<T> schedule(String name, Task<T> task, Duration delay) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(delay, "delay");
        return start(new NamedTask<>(name, task), deadline(delay));
    }

    /** Accepts a task that a step of a worker submits. What needs memory comes first. */
    final <T extends @Nullable Object> TaskHandle<T> submitFrom(WorkerBase worker, Task<T> task) {
        StackReserve.require();
        admit(task);
        CellHandle<T> handle = list(task, worker);
        TaskCell<T> cell = handle.cell();
        if (!lifecycle.accept(Lifecycle.CLOSING, worker.tally)) {
            cell.strikeOff();
            throw refusal(worker.tally);
        }
        cell.makeReady(Reason.SUBMITTED, worker);
        return handle;
    }

    /** Both or none: whoever is told that a submission failed must not have made one. */
    private <T extends @Nullable Object> CellHandle<T> list(Task<T> task, @Nullable WorkerBase worker) {
        TaskCell<T> cell = registry.add(task, worker);
        try {
            return new CellHandle<>(cell);
        } catch (OutOfMemoryError none) {
            cell.strikeOff();
            throw none;
        }
    }

    /**
     * Accepts a task that a thread outside submits.
     *
     * @param begin when its first step may come; null for at once
     */
    final <T extends @Nullable Object> CellHandle<T> start(Task<T> task, @Nullable Deadline begin) {
        StackReserve.require();
        admit(task);
        if (!lifecycle.accept(Lifecycle.OPEN, null)) throw refusal(null);
        CellHandle<T> handle;
        try {
            handle = list(task, null);
        } catch (Throwable failure) { // out of memory; a task counted in and never out would keep us open
            if (lifecycle.release(null)) terminate();
            throw failure;
        }
        if (begin == null) handle.cell().makeReady(Reason.SUBMITTED, null);
        else handle.cell().startAt(begin);
        return handle;
    }

    private RejectedExecutionException refusal(@Nullable Tally own) {
        if (own == null && lifecycle.refuse()) terminate();
        return new RejectedExecutionException(this
                + " is closed to this submission; submit before close(), or from a task that"
                + " has not ended with Worker.submit");
    }

    // ---- What cells tell ----

    /** A task has ended. */
    final void ended(TaskCell<?> cell, boolean unseenFailure, @Nullable WorkerBase worker) {
        if (unseenFailure) failures.add(cell); // never throws: the task must be counted out
        boolean last;
        if (worker == null) last = lifecycle.release(null);
        else if (worker.settlesBeforeItWaits()) last = lifecycle.releaseEarly(worker.tally);
        else last = lifecycle.release(worker.tally);
        if (last) terminate();
    }

    /** Delayed or periodic work has failed, and nobody has read that yet. Its task has not ended. */
    final void watch(TaskCell<?> cell, Unread failed) {
        failures.add(cell, failed);
    }

    /** A task has failed, and whoever waited for it has gone without a look. Perhaps all has ended since. */
    final void watch(TaskCell<?> cell) {
        failures.add(cell);
        if (terminator != null || isTerminated()) failures.settleAll();
    }

    final void settle() {
        if (lifecycle.settle()) terminate();
    }

    /** Whether no step may begin any more, so that what is ready or parks has to be cancelled. */
    final boolean isShuttingDown() {
        return lifecycle.phase() >= Lifecycle.CANCELLING;
    }

    /** Tells the failure handler. Never throws, whatever it does. */
    final void report(TaskCell<?> task, Throwable failure) {
        try {
            failureHandler.handle(task.handle(), failure);
        } catch (Throwable thrown) {
            LOG.error("The failure handler threw while told of {}: {}", task, failure, thrown);
        }
    }

    /** Tells what has failed beside a cancel, as a fork on another worker: no outcome will hold it. Never throws. */
    final void reportSuppressed(TaskCell<?> task, Throwable cancellation) {
        try {
            for (Throwable failure : cancellation.getSuppressed()) {
                if (!(failure instanceof CancellationException)) report(task, failure);
            }
        } catch (Throwable noMemory) {
            LOG.error("{} was cancelled, and what has failed beside that could not be told", task, noMemory);
        }
    }

    /** A task awaits what holds already, again and again. */
    final void spins(TaskCell<?> task, Awaitable held) {
        LOG.warn(
                "{} awaits {} again and again, which holds already: it keeps a worker busy for nothing; let its step look"
                        + " before it awaits",
                task,
                held);
    }

    final boolean isRunning(TaskCell<?> cell) {
        for (WorkerBase worker : workers) {
            if (worker.isRunning(cell)) return true;
        }
        return false;
    }

    // ---- Waiting ----

    final void join(TaskCell<?> cell) throws InterruptedException {
        while (!cell.isDone()) {
            refuseInsideStep(cell);
            block(cell, FOREVER);
        }
    }

    final boolean join(TaskCell<?> cell, Duration timeout) throws InterruptedException {
        Deadline end = deadline(timeout);
        while (!cell.isDone()) {
            refuseInsideStep(cell);
            if (!block(cell, end.remaining()) || end.isPast()) return cell.isDone();
        }
        return true;
    }

    private void refuseInsideStep(TaskCell<?> cell) {
        if (!isWorking()) return;
        throw new IllegalStateException("join() inside a step would block the worker that should run "
                + cell
                + "; return Step.await(handle) and take its result() in the next step");
    }

    // ---- Closing ----

    @Override
    public final void close() {
        advance(Lifecycle.CLOSING);
        if (!isWorking()) awaitTermination(FOREVER);
    }

    @Override
    public final void close(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        advance(Lifecycle.CLOSING);
        if (isWorking() || awaitTermination(timeout)) return;
        String left;
        try {
            left = Texts.of(this) + " was not done within " + timeout + ", so it cancelled " + unended;
        } finally {
            shutdownNow();
        }
        boolean interrupted = Thread.interrupted(); // it has cancelled all, and must not keep us from it
        try {
            block(terminated, Duration.ZERO); // where the caller drives, this runs the cancellations
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
        throw new CloseTimeoutException(left);
    }

    /** Says whether the scheduler terminated in time; an interrupt cancels all and is restored. */
    final boolean awaitTermination(Duration timeout) {
        Deadline end = deadline(timeout);
        Duration untilTold = patience();
        Deadline patience = deadline(untilTold);
        boolean interrupted = false;
        try {
            while (!isTerminated()) {
                Duration rest = end.remaining();
                if (rest.isZero()) return false;
                boolean patient = !patience.isPast();
                try {
                    block(terminated, patient && rest.compareTo(untilTold) > 0 ? untilTold : rest);
                } catch (InterruptedException e) {
                    interrupted = true;
                    shutdownNow();
                }
                if (patient && patience.isPast() && !isTerminated()) {
                    LOG.warn("{} is closing and waits for {}", this, unended);
                }
            }
            return true;
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /**
     * Which tasks have not ended, and what they wait for, in words: the first few, and how many there are. For reports,
     * from any thread; some that come or go meanwhile may be missed.
     */
    public final String unended() {
        return unended.toString();
    }

    @Override
    public final void shutdownNow() {
        advance(Lifecycle.CANCELLING);
        registry.forEach(TaskCell::cancel);
    }

    /**
     * Refuses all submissions from now on, and begins no work of the executor view; tells nobody yet: periodic
     * work that heard of the closing would give itself up, before it could be taken back. {@link #shutdownNow}
     * follows.
     */
    final void stop() {
        if (lifecycle.advance(Lifecycle.REFUSING)) terminate();
    }

    /** Begins to close, or goes on with it; does not wait. */
    final void advance(int phase) {
        StackReserve.requireTwice();
        if (lifecycle.advance(phase)) terminate();
        else complete(closing);
    }

    private void terminate() {
        terminator = Thread.currentThread();
        complete(closing); // whoever closes may not have come to it yet, or this is who closes
        failures.settleAll();
        try {
            terminated();
        } catch (Throwable failure) {
            LOG.error("{} could not let its threads go", this, failure);
        }
        timerThread.stop();
        complete(terminated);
        terminator = null;
    }

    private void complete(Promise<@Nullable Void> promise) {
        try {
            promise.complete(Outcomes.succeeded(null)); // which needs no memory
        } catch (Throwable failure) {
            LOG.error("A waker threw when told of the end of {}; it must not", this, failure);
        }
    }

    /** One of {@link Lifecycle}'s. */
    final int phase() {
        return lifecycle.phase();
    }

    /**
     * Passes over the tasks that have not ended; some that come or go meanwhile may be missed. From any
     * thread.
     *
     * @param action called for each
     */
    protected final void forEachCell(Consumer<? super TaskCell<?>> action) {
        registry.forEach(action);
    }

    @Override
    public final Awaitable closing() {
        return closing;
    }

    @Override
    public final boolean isClosing() {
        return closing.isDone();
    }

    @Override
    public final boolean isTerminated() {
        return terminated.isDone();
    }

    // ---- The rest ----

    @Override
    public final Deadline deadline(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        return Deadline.after(delay, timers());
    }

    @Override
    public final Ticker ticker() {
        return ticker;
    }

    @Override
    public OptionalLong fairnessBound() {
        return OptionalLong.empty();
    }

    @Override
    public final ScheduledExecutorService asExecutorService() {
        return new ExecutorView(host);
    }

    @Override
    public String toString() {
        return Texts.simpleName(getClass()) + " '" + name + "'";
    }
}
