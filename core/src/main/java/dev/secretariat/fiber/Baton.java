package dev.secretariat.fiber;

import dev.secretariat.Worker;
import dev.secretariat.internal.Threads;
import dev.secretariat.internal.VirtualThreads;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs while the worker's waits, and waits while that runs: they hand a baton to and fro.
 *
 * <p>The baton is one volatile flag. Whoever hands it over has written all before; whoever receives it reads all after. Each unparks
 * the other after the flag is written, and parks only after it has seen that the flag is not its own: so no wake is lost.
 */
final class Baton extends BodyThread implements Runnable {
    /** So often one looks before it parks: a little less than a park and an unpark take, where there is another processor. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private final Runnable body;

    /** Whose turn it is. Written by whoever has it. */
    private volatile boolean isBodys;

    // Written by the worker, and read by the body once it has the baton.
    private @Nullable Thread worker;
    private boolean interrupt; // for the body

    /** Written by the body, and read by the worker once it has the baton: an interrupt that is not the body's. */
    private boolean left;

    // Of the worker.
    private @Nullable Thread thread;
    private Runnable release = () -> {}; // lets the thread go, when the body has ended

    private Baton(Runnable body) {
        this.body = body;
    }

    static Baton onVirtualThread(String name, Runnable body) {
        Baton baton = new Baton(body);
        Thread made = VirtualThreads.unstarted(name, baton);
        baton.thread = made;
        Threads.start(made);
        return baton;
    }

    static Baton onPlatformThread(String name, Runnable body, PlatformThreads threads) {
        Baton baton = new Baton(body);
        PlatformThreads.Carrying carrying = threads.start(name, baton);
        baton.thread = carrying.thread();
        baton.release = carrying::giveBack;
        return baton;
    }

    @Override
    Thread thread() {
        return Objects.requireNonNull(thread);
    }

    // ---- The worker's side ----

    @Override
    void resume(Worker inWhoseStep, BooleanSupplier stays) {
        Thread body = thread();
        worker = Thread.currentThread();
        interrupt = Thread.interrupted();
        isBodys = true;
        LockSupport.unpark(body);
        for (int look = 0; isBodys; look++) {
            if (look < LOOKS) Thread.onSpinWait();
            else LockSupport.park(this);
            if (Thread.interrupted()) body.interrupt();
        }
        if (left) Thread.currentThread().interrupt();
    }

    @Override
    void release() {
        release.run();
    }

    // ---- The body's side ----

    @Override
    public void run() {
        awaitTurn();
        try {
            body.run();
        } finally {
            handBack();
        }
    }

    @Override
    void suspend() {
        handBack();
        awaitTurn();
    }

    private void handBack() {
        Thread waiting = worker;
        left = Thread.interrupted();
        isBodys = false;
        LockSupport.unpark(waiting);
    }

    private void awaitTurn() {
        boolean interrupted = false;
        for (int look = 0; !isBodys; look++) {
            if (look < LOOKS) Thread.onSpinWait();
            else LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true; // else it would not park
        }
        if (interrupted || interrupt) Thread.currentThread().interrupt();
    }
}
