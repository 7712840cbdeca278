package dev.secretariat.fiber;

import dev.secretariat.Step;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.internal.Lendable;
import dev.secretariat.internal.Threads;
import dev.secretariat.internal.VirtualThreads;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread whose stretches run on the worker's own thread, in its step.
 *
 * <p>A body that waits by its fiber says so, and yields: then its next stretch can be run at any time, and is, in the task's next step. A
 * body that leaves its carrier without having said so blocks somewhere in the JDK: then the worker goes on with others,
 * and the body's task waits for its {@link Readiness}, until the JDK asks for the next stretch to be run.
 *
 * <p>While it is mounted, the JDK lets the worker's thread, its carrier, have the interrupt status of the body: it clears that of the
 * carrier before and after. So an interrupt of the worker's thread goes to the body before a stretch, and what comes during one is
 * looked for at its end. Not seen is what comes after that look, and, where the body blocks in the JDK, during that stretch.
 */
final class Mounted extends BodyThread implements Runnable {
    private final Object task;
    private final Runnable body;
    private final Readiness readiness = new Readiness(this::thread, this::blocking);
    private final Thread thread;

    /**
     * What runs the thread up to its next wait; the same each time. Written when the thread is started, before it has run, and published
     * by the readiness.
     */
    private @Nullable Runnable stretch;

    // Handed to and fro with the turn.
    private @Nullable Thread carrier; // of this stretch, if that is the worker's own thread
    private boolean started;
    private boolean direct; // whether its task's step is called by no other task's; the same each time
    private boolean suspended; // from suspend() to the resume() that follows
    private boolean resumed; // from resume() to the end of suspend()
    private boolean ended;
    private boolean interrupt; // for the body
    private boolean left; // by the body, for the worker
    private boolean known; // the scheduler
    private boolean asked; // by an interrupt that is the worker's own, and nobody else's business

    /** The thread of a body, which its task starts. */
    Mounted(String name, Runnable body, Object task) {
        this.task = task;
        this.body = body;
        this.thread = VirtualThreads.on(this::take, name, this);
    }

    /**
     * A thread that whoever has it starts.
     *
     * @param atStart called then; submits the task that lets it run
     */
    Mounted(String name, Runnable body, Object task, Runnable atStart) {
        this.task = task;
        this.body = body;
        AtomicBoolean submitted = new AtomicBoolean();
        this.thread = VirtualThreads.on(
                next -> {
                    take(next);
                    if (!submitted.getAndSet(true)) atStart.run();
                },
                name,
                this);
        this.started = true;
    }

    @Override
    Thread thread() {
        return thread;
    }

    /**
     * The executor of the thread: the JDK calls it when the thread is started, has yielded or is woken, and for virtual threads
     * that the body makes, which have this executor too and are not to be run here.
     *
     * <p>Of a body that has said that it waits, there is nothing to note: its task knows. Who wakes one that blocks has seen that it does,
     * so it sees that this one is not suspended. Whoever looks at its stack, which keeps it from running for that time, asks to run it
     * afterwards in any case: {@link #resume} needs no such call, and a body that is found ready too often looks again. (A simulation
     * reports it, as the call comes on a thread of somebody else's.)
     */
    private void take(Runnable next) {
        if (stretch == null) stretch = next;
        if (stretch != next) VirtualThreads.runByDefault(next);
        else if (!suspended) readiness.announce();
    }

    // ---- The worker's side ----

    @Override
    void resume(Worker worker, BooleanSupplier stays) {
        if (!known) getToKnow(worker);
        letGoOn();
        while (resumed || readiness.take()) {
            run(Objects.requireNonNull(stretch), worker);
            if (resumed) {
                Thread.onSpinWait(); // somebody looks at its stack, and keeps it from going on for that time
            } else {
                if (suspended || ended || !stays.getAsBoolean()) break;
                blockUntilReady();
            }
        }
        if (left) Thread.currentThread().interrupt();
        left = false;
    }

    private void getToKnow(Worker worker) {
        readiness.inOrderOf(Lendable.monitorWaits(worker));
        direct = Lendable.runs(worker, task);
        known = true;
    }

    private void letGoOn() {
        if (!started) {
            started = true;
            interrupt = Thread.interrupted();
            Threads.start(thread);
        } else if (suspended) {
            suspended = false;
            resumed = true;
            interrupt = Thread.interrupted();
            if (interrupt) asked = false;
        }
    }

    /**
     * Runs a stretch: here, or, where the worker's thread is a virtual one itself, which cannot carry another, or has a deep stack, on a
     * platform thread.
     */
    private void run(Runnable stretch, Worker worker) {
        Thread me = Thread.currentThread();
        passOnInterrupt();
        if (!VirtualThreads.isVirtual(me) && Lendable.prepareToCarry(worker, direct)) {
            if (carrier != me) carrier = me;
            stretch.run();
        } else {
            carrier = null;
            PlatformThreads.of(worker).call("fiber-helper", stretch);
        }
    }

    /** Waits for a body that blocks where its worker cannot leave it. */
    private void blockUntilReady() {
        Thread me = Thread.currentThread();
        Waker unpark = () -> LockSupport.unpark(me);
        if (!readiness.registerAtOnce(unpark)) return;
        while (!readiness.isReady()) {
            LockSupport.park(readiness);
            passOnInterrupt();
        }
    }

    /** Lets the body have an interrupt of the calling thread, which is worth more than one that asks it to end. */
    private void passOnInterrupt() {
        if (!Thread.interrupted()) return;
        asked = false;
        thread.interrupt();
    }

    @Override
    boolean isBlocked() {
        return !suspended && !resumed && !ended;
    }

    @Override
    void askToEnd() {
        asked = true;
        thread.interrupt();
    }

    /** Lets others have their turn, if the body has yielded by itself; otherwise waits until it is woken. */
    @Override
    Step<?> untilReady() {
        return readiness.isReady() ? Step.yieldNow() : Step.await(readiness);
    }

    private String blocking() {
        boolean timed = thread.getState() == Thread.State.TIMED_WAITING;
        return BodyLines.blocking(thread) + (timed ? ", by the clock of the JVM" : "");
    }

    // ---- The body's side ----

    @Override
    public void run() {
        if (interrupt) Thread.currentThread().interrupt();
        body.run();
        left = takeInterrupt();
        ended = true;
    }

    /** Yields rather than parks: that needs no unpark, and nobody else's can be taken for it. */
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // it is not to let others have a processor
    void suspend() {
        left = takeInterrupt();
        suspended = true;
        try {
            Thread.yield();
        } finally {
            if (!resumed) stay();
        }
        if (!resumed) {
            throw new IllegalStateException("a mounted fiber cannot wait while a class is initialized or native code"
                    + " runs below it, as it cannot leave its worker then; wait before or after, or start the JVM with -D"
                    + Carriers.PROPERTY + "=" + Carrier.BATON.property());
        }
        resumed = false;
        if (interrupt) Thread.currentThread().interrupt();
    }

    /** Undoes what has been said, as the body could not leave its carrier. */
    private void stay() {
        suspended = false;
        if (left) Thread.currentThread().interrupt();
        left = false;
    }

    /**
     * Takes away an interrupt of the body, or one of its carrier, which the body does not see; says whether it was somebody
     * else's than {@link #askToEnd}'s.
     */
    private boolean takeInterrupt() {
        Thread carrying = carrier;
        boolean carriers = carrying != null && carrying.isInterrupted(); // which is set along with the body's
        boolean mine = Thread.interrupted();
        if (!mine || !asked) return carriers || mine;
        asked = false;
        return false;
    }
}
