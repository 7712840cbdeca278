package dev.secretariat.parallel;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A worker with its thread: runs the tasks it has, in the order of its {@link RunQueue}, then looks for others, then
 * sleeps ({@link Search}). Every so many steps it looks what waits elsewhere ({@link PeriodicLook}).
 */
@SuppressWarnings({"UnusedVariable", "MultiVariableDeclaration"}) // the padding
final class ParallelWorker extends ForkingWorker implements Peer, Runnable {
    private static final LogMessage GOES_ON =
            LogMessage.error(ParallelWorker.class, "{} of {} goes on after a failure");
    private static final LogMessage INTERRUPTED =
            LogMessage.debug(ParallelWorker.class, "A step left the thread of {} interrupted");

    private static final VarHandle STEPS = Handles.field(MethodHandles.lookup(), "steps", long.class);

    /**
     * In how many lines a task may stand before its turn comes: a thief takes half of a line,
     * {@link LocalQueue#MAX_STOLEN} at most, so what is before a task that is taken over again and again is halved
     * each time. One that an external thread has brought waits behind a line first, in an {@link InjectionTurn}, but then
     * stands in a line of {@link Thief#MAX_INJECTED} at most. Believed, not proven.
     */
    private static final int MAX_LINES = Integer.numberOfTrailingZeros(LocalQueue.MAX_STOLEN);

    /**
     * See {@link ParallelScheduler#fairnessBound}: until a worker looks, and then in each line. (Where a turn of others is under way
     * as it comes, it waits for the rest of that instead of a look: half a line's worth, and the other half in its own.)
     */
    static final int FAIRNESS_BOUND = PeriodicLook.LOOK_INTERVAL + MAX_LINES * RunQueue.MAX_BYPASS;

    private final Termination termination;
    private final Notifier notifier;
    private final WorkerTable<ParallelWorker> table;
    private final Parker parker;

    private final RunQueue<TaskCell<?>> queue = new RunQueue<>();

    // This worker's.
    private final Thief thief;
    private final InjectionTurn turn;
    private final Search search;
    private final PeriodicLook periodicLook;

    /** How many steps it has begun. Written here, opaque; others read it to see whether one goes on for long. */
    private long steps;

    private int untilLook = PeriodicLook.LOOK_INTERVAL;

    /** The running step has yielded, and nothing else is here: its task goes on. */
    private boolean keepsTask;

    // The other end of LeadingPad: the JVM puts these behind the wider fields above.
    private byte p000, p001, p002, p003, p004, p005, p006, p007, p008, p009, p010, p011;
    private byte p012, p013, p014, p015, p016, p017, p018, p019, p020, p021, p022, p023;
    private byte p024, p025, p026, p027, p028, p029, p030, p031, p032, p033, p034, p035;
    private byte p036, p037, p038, p039, p040, p041, p042, p043, p044, p045, p046, p047;
    private byte p048, p049, p050, p051, p052, p053, p054, p055, p056, p057, p058, p059;
    private byte p060, p061, p062, p063, p064, p065, p066, p067, p068, p069, p070, p071;
    private byte p072, p073, p074, p075, p076, p077, p078, p079, p080, p081, p082, p083;
    private byte p084, p085, p086, p087, p088, p089, p090, p091, p092, p093, p094, p095;
    private byte p096, p097, p098, p099, p100, p101, p102, p103, p104, p105, p106, p107;
    private byte p108, p109, p110, p111, p112, p113, p114, p115, p116, p117, p118, p119;

    ParallelWorker(
            SchedulerBase scheduler,
            int number,
            Shared shared,
            WorkerTable<ParallelWorker> table,
            RandomGenerator victims) {
        super(scheduler, number, shared);
        this.termination = shared.termination();
        this.notifier = shared.notifier();
        this.table = table;
        this.parker = notifier.parker(number);
        this.thief = new Thief(shared, number, queue, victims);
        this.search = new Search(shared, number, thief);
        this.turn = new InjectionTurn(shared, queue);
        this.periodicLook = new PeriodicLook(shared.work(), number, queue, turn);
    }

    // ---- What others see ----

    @Override
    public StealableQueue<TaskCell<?>> queue() {
        return queue;
    }

    @Override
    public SlotHolder<TaskCell<?>> slot() {
        return queue;
    }

    @Override
    public long steps() {
        return (long) STEPS.getOpaque(this);
    }

    @Override
    public @Nullable TaskCell<?> busyWith() {
        return runningCell();
    }

    // ---- What becomes ready on this thread ----

    /** Takes a task that yielded, or was submitted, in a step of this worker; or was woken on its thread. */
    void ready(TaskCell<?> cell, Reason reason) {
        if (reason == Reason.YIELDED) {
            // No fence and no signal: the next step is about to begin, and looks whether this one is left.
            if (queue.isAllEmpty()) keepsTask = true;
            else queue.push(cell);
        } else if (queue.addToSlotOrLast(cell)) {
            notifier.signalSlot();
        } else {
            notifier.signal();
        }
    }

    // ---- Working ----

    @Override
    protected boolean hasOwnThread() {
        return true;
    }

    @Override
    public void run() {
        parker.useThisThread();
        while (!termination.isOver()) {
            try {
                table.add(Thread.currentThread(), this);
                // Two calls: a frame that waits for the next task must not keep the last one alive.
                boolean isRunning = true;
                while (isRunning) isRunning = run(next());
            } catch (Throwable failure) {
                logAndContinue(failure);
            }
        }
        endThread();
    }

    /** Forgets the thread: a scheduler that somebody keeps must not keep it, nor, through it, its class loader. */
    private void endThread() {
        table.remove(this);
        parker.forgetThread();
        forgetThread();
        queue.tidy();
    }

    /** Logs a failure of the JVM, as out of memory: no step's failure comes here. */
    private void logAndContinue(Throwable failure) {
        GOES_ON.log(this, scheduler(), failure);
    }

    /** Returns a task, or a fork of another worker's task; null if the scheduler has terminated. */
    private @Nullable Object next() {
        lookIfDue();
        TaskCell<?> cell = queue.next();
        if (cell == null) cell = injected();
        if (cell == null) return search();
        // Taking it was a full fence, so what has been pushed before is seen by whoever falls asleep. (Of one that was
        // left over for want of memory, it was not; the next one is taken with one.)
        if (!queue.isEmpty()) notifier.signal();
        return cell;
    }

    /** Returns one that an external thread has brought, or, where it was only their turn, one's own. */
    private @Nullable TaskCell<?> injected() {
        if (queue.isBarred()) {
            TaskCell<?> cell = turn.next();
            if (cell == null) cell = queue.next(); // the turn is over
            if (cell != null) return cell;
            queue.unbar(); // others have taken what was in the line meanwhile
        }
        return thief.injected();
    }

    private @Nullable Object search() {
        settle();
        queue.tidy();
        clearForks();
        return search.untilFound();
    }

    /** Runs a task, or a fork of another worker's task; false if there is none. */
    private boolean run(@Nullable Object work) {
        if (work == null) return false;
        if (work instanceof ForkBox box) {
            STEPS.setOpaque(this, steps + 1);
            runStolen(box);
            dropInterrupt();
        } else {
            runSteps((TaskCell<?>) work);
        }
        return true;
    }

    /** Runs steps of a task until it is another one's turn. */
    private void runSteps(TaskCell<?> cell) {
        try {
            do {
                keepsTask = false;
                STEPS.setOpaque(this, steps + 1);
                runStep(cell);
                dropInterrupt();
            } while (keepsTask && isAlone());
            if (keepsTask) queue.push(cell);
        } catch (Throwable failure) {
            if (keepsTask) queue.keepLeftOver(cell);
            throw failure;
        }
    }

    /** Drops an interrupt: it was meant for the step, and the next one must not meet it. */
    private void dropInterrupt() {
        if (Thread.interrupted()) INTERRUPTED.log(this);
    }

    /** Returns whether nothing else is ready here, so that a task that yielded goes on. */
    private boolean isAlone() {
        lookIfDue();
        return queue.isEmpty() && !queue.isBarred();
    }

    private void lookIfDue() {
        if (--untilLook > 0) return;
        untilLook = PeriodicLook.LOOK_INTERVAL;
        periodicLook.look();
    }
}
