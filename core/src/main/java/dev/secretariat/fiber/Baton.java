package dev.secretariat.fiber;

import dev.secretariat.Worker;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Threads;
import dev.secretariat.internal.VirtualThreads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs while the worker's waits, and waits while that runs: they hand a baton to and fro.
 *
 * <p>The baton is one volatile word. Whoever hands it over has written all before; whoever receives it reads all after. Each unparks
 * the other after the word is written, and parks only after it has seen that it is not its turn: so no wake is lost.
 *
 * <pre>
 * WORKERS   the body stands still, or has ended   resume(), by the worker
 * BODYS     the body runs                         handBack(), by the body
 * TELLING   so it does, and is interrupted        tell(), there and back, by the worker; the body waits for that before it hands back
 * HANDING   the body is about to stand still      handBack(), by the body: an interrupt is the worker's again
 * </pre>
 */
final class Baton extends BodyThread implements Runnable {
    /** So often one looks before it parks: a little less than a park and an unpark take, where there is another processor. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private static final int WORKERS = 0;
    private static final int BODYS = 1;
    private static final int TELLING = 2;
    private static final int HANDING = 3;

    private static final VarHandle TURN = Handles.field(MethodHandles.lookup(), "turn", int.class);

    private final Runnable body;

    /** Whose turn it is; see above. */
    private volatile int turn = WORKERS;

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
        turn = BODYS;
        LockSupport.unpark(body);
        boolean mine = false;
        for (int look = 0; turn != WORKERS; look++) {
            if (look < LOOKS) Thread.onSpinWait();
            else LockSupport.park(this);
            if (Thread.interrupted() && !tell(body)) mine = true;
        }
        if (left || mine) Thread.currentThread().interrupt();
    }

    /** Interrupts the body, and returns true; false if it is about to stand still or to end, where nobody would hear of it. */
    private boolean tell(Thread body) {
        if (!TURN.compareAndSet(this, BODYS, TELLING)) return false;
        body.interrupt();
        turn = BODYS;
        return true;
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
        while (!TURN.compareAndSet(this, BODYS, HANDING)) Thread.onSpinWait();
        left = Thread.interrupted();
        turn = WORKERS;
        LockSupport.unpark(waiting);
    }

    private void awaitTurn() {
        boolean interrupted = false;
        for (int look = 0; turn == WORKERS; look++) {
            if (look < LOOKS) Thread.onSpinWait();
            else LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true; // else it would not park
        }
        if (interrupted || interrupt) Thread.currentThread().interrupt();
    }
}
