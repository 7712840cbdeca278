package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.Fork;
import dev.secretariat.ForkAction;
import dev.secretariat.ForkBody;
import dev.secretariat.LongFork;
import dev.secretariat.LongForkBody;
import dev.secretariat.Scheduler;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.impl.SubmittedTask;
import dev.secretariat.internal.Belongings;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.Renewal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A worker that runs steps one at a time, and the forks of a step on the same thread. Made by {@link
 * SchedulerBase#newWorker}; it may move from thread to thread between steps.
 */
public class WorkerBase extends StepThread<TaskCell<?>> implements Worker {
    private static final LogMessage NOT_SUPPRESSED =
            LogMessage.error(WorkerBase.class, "A failure could not be told of its suppressed ones");
    private static final Consumer<WorkerBase> RENEW_CURRENT = WorkerBase::renewCurrent;

    private final SchedulerBase scheduler;
    private final Lifecycle lifecycle;
    private final int index;
    private final ForkStack forks = new ForkStack();

    private boolean stepping; // from enter() to leave() or abandon()

    private int steps; // that have begun, for the renewal of the current task
    private @Nullable RandomGenerator random;

    /** Those of this worker alone. */
    final Tally tally;

    /** Where the tasks that this worker submits are listed. */
    final ChunkList<SchedulerBase, TaskCell<?>> chunks;

    /** Of the tasks that need not wait for what they await. */
    final SpinWatch spinWatch = new SpinWatch();

    /**
     * A worker of a scheduler, for those that extend it; others call {@link SchedulerBase#newWorker}.
     *
     * @param scheduler whose worker this is
     * @param index what {@link #index} returns
     */
    @SuppressWarnings("this-escape") // to a list of the scheduler's
    protected WorkerBase(SchedulerBase scheduler, int index) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        if (index < 0) throw new IllegalArgumentException("index is negative: " + index);
        this.index = index;
        this.lifecycle = scheduler.lifecycle;
        this.tally = lifecycle.newTally();
        this.chunks = scheduler.registry.newList();
        scheduler.add(this);
    }

    /** Returns whether it has to {@linkplain StealingWorkerBase#settle settle} before it waits. */
    boolean settlesBeforeItWaits() {
        return false;
    }

    /** Returns what {@link #scheduler} does, for this package. */
    final SchedulerBase base() {
        return scheduler;
    }

    /** Returns whether no step may begin any more. */
    final boolean isShuttingDown() {
        return lifecycle.phase() >= Lifecycle.CANCELLING;
    }

    /*
     * What cells call, on the thread of the step:
     *
     * begin(cell)                       the current task is set: isMine()
     *   enter()                         stepping: users' code may call the worker
     *     Task.step(this)
     *   leave(), or abandon(failure)    no longer stepping; what follows may still ask isMine()
     *   ...                             several times, for the pieces of a composition
     * finish()                          no current task
     *
     * A stolen fork is run between beginFor() and endFor(), which do the same between two steps, and inside a step only
     * exchange the current task.
     */

    void begin(TaskCell<?> cell) {
        CurrentTask<TaskCell<?>> mine = current;
        if (mine.get() != null) {
            throw new IllegalStateException("worker " + index + " is running " + mine.get() + " already");
        }
        Thread caller = Thread.currentThread();
        if (thread != caller) thread = caller;
        if (Renewal.isDue(++steps)) {
            Renewal.attempt(this, RENEW_CURRENT);
            mine = current;
        }
        mine.setRelease(cell);
    }

    private void renewCurrent() {
        current = new CurrentTask<>();
    }

    void finish() {
        current.setRelease(null);
    }

    /**
     * Called before each step, on its thread; what it throws fails the task instead. For simulations. This one does nothing.
     *
     * @param task the task whose step comes
     * @throws Exception to fail the task
     */
    protected void beforeStep(TaskCell<?> task) throws Exception {}

    /**
     * Returns whether a task that could go on at once, with the next stage of a script, say, does so within its step.
     * If not, each of these pieces is a step of its own, and the task becomes ready for {@link Reason#GOES_ON}: so a
     * simulation lets others come in between. This implementation says yes.
     */
    protected boolean runsOn() {
        return true;
    }

    @Override
    protected final Belongings belongings() {
        return scheduler.belongings;
    }

    /** Lets the user's code call this worker from now on. */
    void enter() {
        stepping = true;
    }

    /** Leaves the step, which has returned. */
    void leave() {
        int pending = pendingForks();
        if (pending > 0) {
            throw new IllegalStateException(current.get() + " ended its step with forks that it has not joined: "
                    + pending + "; join each before the step or fork body that made it returns");
        }
        stepping = false;
    }

    /** Leaves the step, which has thrown. */
    void abandon(Throwable failure) {
        try {
            abandonForks(failure);
        } catch (Throwable second) {
            NOT_SUPPRESSED.log(second);
        } finally {
            stepping = false;
        }
    }

    /** Forgets the thread, on it: it will run no more steps here, and can then be collected. */
    void forgetThread() {
        thread = null;
    }

    // ---- For workers that take forks from one another: see StealingWorkerBase ----

    @Override
    int pendingForks() {
        return forks.pendingAtEnd();
    }

    @Override
    protected boolean hasUnjoined() {
        return forks.pending() > 0;
    }

    @Override
    void abandonForks(Throwable failure) {
        forks.reset();
    }

    /** Returns the task whose step or fork is running, on its thread. */
    TaskCell<?> currentCell() {
        return check();
    }

    /** Checks what {@link #check} checks, without a look at the current task: a fork or join need not know it. */
    void checkStep() {
        if (!isOn(Thread.currentThread()) || !stepping) throw misuse();
    }

    @Nullable
    TaskCell<?> beginFor(TaskCell<?> cell) {
        TaskCell<?> before = current.get();
        if (before == null) {
            begin(cell);
            enter();
        } else {
            current.setRelease(cell);
        }
        return before;
    }

    void endFor(@Nullable TaskCell<?> before) {
        if (before == null) stepping = false;
        current.setRelease(before);
    }

    @Override
    protected final boolean runsItself(Object task) {
        TaskCell<?> cell = current.get();
        Task<?> now = cell == null ? null : cell.task();
        return now == task || (now != null && SubmittedTask.bare(now) == task);
    }

    /** Returns whether it runs a step of this task now; a hint. */
    boolean isRunning(TaskCell<?> cell) {
        return currentAcquire() == cell;
    }

    /** Returns the task whose step is running: a hint, from any thread. Null if none. */
    final @Nullable TaskCell<?> currentAcquire() {
        return current.getAcquire();
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Ticker ticker() {
        return scheduler.ticker();
    }

    @Override
    public int index() {
        check();
        return index;
    }

    @Override
    public TaskHandle<?> task() {
        return check().handle();
    }

    @Override
    public boolean isCancelled() {
        return check().isCancelRequested() || isShuttingDown();
    }

    @Override
    public <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task) {
        Objects.requireNonNull(task, "task");
        checkStep();
        Admission admission = scheduler.admission;
        return admission.submitFrom(this, admission.inherit(task, this));
    }

    @Override
    public <T extends @Nullable Object> TaskHandle<T> submit(Submission submission, Task<T> task) {
        Objects.requireNonNull(submission, "submission");
        Objects.requireNonNull(task, "task");
        checkStep();
        Admission admission = scheduler.admission;
        return admission.submitFrom(this, admission.inherit(SubmittedTask.of(submission, task), this));
    }

    @Override
    public <T extends @Nullable Object> Fork<T> fork(ForkBody<T> body) {
        Objects.requireNonNull(body, "body");
        check();
        Fork<T> fork = new BodyFork<>(body);
        forks.push(fork);
        return fork;
    }

    @Override
    public void fork(Fork<?> fork) {
        Objects.requireNonNull(fork, "fork");
        check();
        forks.push(fork);
    }

    @Override
    public LongFork fork(LongForkBody body, long argument) {
        check();
        LongFork fork = new IndexedLongFork(body, argument, forks.top);
        forks.push(fork);
        return fork;
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public Fork<Void> forkRun(ForkAction action) {
        Objects.requireNonNull(action, "action");
        return fork(worker -> {
            action.run(worker);
            return null;
        });
    }

    @Override
    public <T extends @Nullable Object> T join(Fork<? extends T> fork) throws Exception {
        Objects.requireNonNull(fork, "fork");
        check();
        int outer = forks.enter(fork, -1);
        try {
            T result = fork.run(this);
            checkJoined();
            return result;
        } finally {
            if (forks.top > forks.base) forks.isUntidy = true;
            forks.top = forks.base; // drops what it has left
            forks.base = outer;
        }
    }

    @Override
    public long join(LongFork fork) throws Exception {
        IndexedLongFork indexed = IndexedLongFork.of(fork);
        check();
        int outer = forks.enter(indexed, indexed.index());
        try {
            long result = indexed.body().run(this, indexed.argument());
            checkJoined();
            return result;
        } finally {
            if (forks.top > forks.base) forks.isUntidy = true;
            forks.top = forks.base; // drops what it has left
            forks.base = outer;
        }
    }

    /** Checks that a fork body which has returned has left no forks of its own. */
    private void checkJoined() {
        if (forks.pending() == 0) return;
        throw new IllegalStateException("a fork body of task '" + check().name()
                + "' returned without joining the forks it made: " + forks.pending());
    }

    @Override
    public boolean isHelpAvailable() {
        check();
        return false;
    }

    @Override
    public boolean isForkWorthwhile() {
        return false;
    }

    @Override
    public Deadline deadline(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        check();
        return scheduler.deadline(delay);
    }

    @Override
    public RandomGenerator random() {
        check();
        if (random == null) random = scheduler.newRandom(index);
        return random;
    }

    @Override
    public void checkpoint() {
        TaskCell<?> cell = check();
        if (cell.isCancelRequested() || isShuttingDown())
            throw new CancellationException(cell + " has been asked to cancel");
    }

    /** Returns the current task; throws unless a step or fork of it is running on the calling thread. */
    private TaskCell<?> check() {
        TaskCell<?> cell = currentAcquire();
        if (cell == null || !isOn(Thread.currentThread()) || !stepping) throw misuse();
        return cell;
    }

    private static IllegalStateException misuse() {
        return new IllegalStateException("use the Worker passed to this step or fork");
    }

    @Override
    public String toString() {
        return "worker " + index;
    }
}
