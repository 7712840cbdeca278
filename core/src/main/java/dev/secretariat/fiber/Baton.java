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
 * <p>Whoever hands it over has written all before; whoever receives it reads all after. Each unparks the other after that, and
 * parks only after it has seen that the turn is not its own: so no wake is lost.
 *
 * <pre>
 * from             to        by      when
 * WORKERS          OFFERED   worker  resume()
 * WORKERS          URGED     worker  resume(), with an interrupt for the body
 * OFFERED          URGED     worker  it was interrupted, and the body has not gone on yet
 * OFFERED, URGED   BODYS     body    it goes on
 * BODYS            POKED     worker  it was interrupted, and interrupts the body
 * POKED            BODYS     worker  it has done so
 * BODYS            LEAVING   body    it waits, or has ended: from now on the worker keeps its interrupts
 * LEAVING          WORKERS   body    it has said whether an interrupt is left
 * </pre>
 *
 * <p>So an interrupt of the worker's thread reaches the body in its turn, or stays where it is; never a body that has ended, nor the
 * next one that its thread carries.
 */
final class Baton extends BodyThread implements Runnable {
    /** So often one looks before it parks: a little less than a park and an unpark take, where there is another processor. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private static final int WORKERS = 0;
    private static final int OFFERED = 1;
    private static final int URGED = 2;
    private static final int BODYS = 3;
    private static final int POKED = 4;
    private static final int LEAVING = 5;

    private static final VarHandle TURN = Handles.field(MethodHandles.lookup(), "turn", int.class);

    private final Runnable body;

    private volatile int turn = WORKERS;

    /** Written by the worker, and read by the body once it has the baton. */
    private @Nullable Thread worker;

    /** Written by the body, and read by the worker once it has the baton: an interrupt that is not the body's. */
    private boolean left;

    // Of the worker.
    private @Nullable Thread thread;
    private Runnable release = () -> {}; // lets the thread go, when the body has ended

    Baton(Runnable body) {
        this.body = body;
    }

    static Baton onVirtualThread(String name, Runnable body) {
        Baton baton = new Baton(body);
        Thread made = VirtualThreads.unstarted(name, baton);
        baton.useThread(made);
        Threads.start(made);
        return baton;
    }

    static Baton onPlatformThread(String name, Runnable body, PlatformThreads threads) {
        Baton baton = new Baton(body);
        PlatformThreads.Carrying carrying = threads.start(name, baton);
        baton.useThread(carrying.thread());
        baton.release = carrying::giveBack;
        return baton;
    }

    /** Takes this thread as the one that runs, or will run, the body. Before the first turn. */
    void useThread(Thread own) {
        thread = own;
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
        turn = Thread.interrupted() ? URGED : OFFERED;
        LockSupport.unpark(body);
        boolean interrupted = false;
        for (int look = 0; turn != WORKERS; look++) {
            if (look < LOOKS) Thread.onSpinWait();
            else LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true; // else it would not park
            if (interrupted && passOn(body)) interrupted = false;
        }
        if (interrupted || left) Thread.currentThread().interrupt();
    }

    /** Interrupts the body, if it is its turn. */
    private boolean passOn(Thread body) {
        for (; ; ) {
            int now = turn;
            if (now == LEAVING || now == WORKERS) return false;
            if (now == URGED || (now == OFFERED && TURN.compareAndSet(this, OFFERED, URGED))) return true;
            if (now == BODYS && TURN.compareAndSet(this, BODYS, POKED)) {
                body.interrupt();
                turn = BODYS;
                return true;
            }
        }
    }

    @Override
    void release() {
        release.run();
    }

    // ---- The body's side ----

    @Override
    public void run() {
        boolean ignored = awaitTurn(); // it was meant for another body, or for none
        try {
            body.run();
        } finally {
            handBack();
        }
    }

    @Override
    void suspend() {
        handBack();
        if (awaitTurn()) Thread.currentThread().interrupt();
    }

    private void handBack() {
        Thread waiting = worker;
        while (!TURN.compareAndSet(this, BODYS, LEAVING)) Thread.onSpinWait(); // POKED, for a moment
        left = Thread.interrupted();
        turn = WORKERS;
        LockSupport.unpark(waiting);
    }

    /** Waits for its turn; says whether it was interrupted meanwhile, otherwise than by the worker. */
    private boolean awaitTurn() {
        boolean interrupted = Thread.interrupted();
        for (int look = 0; ; look++) {
            int now = turn;
            if (now != WORKERS) {
                if (!TURN.compareAndSet(this, now, BODYS)) continue; // urged
                if (now == URGED) Thread.currentThread().interrupt();
                return interrupted;
            }
            if (look < LOOKS) Thread.onSpinWait();
            else LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true; // else it would not park
        }
    }
}
