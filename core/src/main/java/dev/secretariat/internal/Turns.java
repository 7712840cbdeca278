package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Two threads that take turns: the <em>guest</em> runs while the <em>host</em> waits, and waits while that runs.
 *
 * <p>Whoever hands the turn over has written all before; whoever receives it reads all after. Each unparks the other after that, and
 * parks only after it has seen that the turn is not its own: so no wake is lost.
 *
 * <pre>
 * from             to        by     when
 * HOSTS            OFFERED   host   give()
 * HOSTS            URGED     host   give(), with an interrupt for the guest
 * OFFERED          URGED     host   it was interrupted, and the guest has not gone on yet
 * OFFERED, URGED   GUESTS    guest  it goes on
 * GUESTS           POKED     host   it was interrupted, and interrupts the guest
 * POKED            GUESTS    host   it has done so
 * GUESTS           LEAVING   guest  it gives back: from now on the host keeps its interrupts
 * LEAVING          HOSTS     guest  it has said whether an interrupt is left
 * </pre>
 *
 * <p>So an interrupt of the host's thread reaches the guest in its turn, or stays where it is; never a guest that has ended, nor the
 * next one that its thread carries.
 */
public final class Turns {
    /** So often one looks before it parks: a little less than a park and an unpark take, where there is another processor. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private static final int HOSTS = 0;
    private static final int OFFERED = 1;
    private static final int URGED = 2;
    private static final int GUESTS = 3;
    private static final int POKED = 4;
    private static final int LEAVING = 5;

    private static final VarHandle TURN = Handles.field(MethodHandles.lookup(), "turn", int.class);

    private volatile int turn = HOSTS;

    // Written by the host, and read by the guest in its turn.
    private @Nullable Thread host;
    private int looks = LOOKS;

    /** Written by the guest, and read by the host in its turn: an interrupt that is not the guest's. */
    private boolean left;

    // ---- The host's side ----

    /** Lets the guest run, on from where it stands, until it gives back. An interrupt that it leaves is the host's again. */
    public void give(Thread guest) {
        Thread me = Thread.currentThread();
        host = me;
        // One virtual thread that parks is what lets the next one have its processor: to look would only keep it.
        looks = VirtualThreads.isVirtual(me) && VirtualThreads.isVirtual(guest) ? 0 : LOOKS;
        turn = Thread.interrupted() ? URGED : OFFERED;
        LockSupport.unpark(guest);
        boolean interrupted = false;
        for (int look = 0; turn != HOSTS; look++) {
            if (look < looks) Thread.onSpinWait();
            else LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true; // else it would not park
            if (interrupted && passOn(guest)) interrupted = false;
        }
        if (interrupted || left) me.interrupt();
    }

    /** Interrupts the guest, if it is its turn. */
    private boolean passOn(Thread guest) {
        for (; ; ) {
            int now = turn;
            if (now == LEAVING || now == HOSTS) return false;
            if (now == URGED || (now == OFFERED && TURN.compareAndSet(this, OFFERED, URGED))) return true;
            if (now == GUESTS && TURN.compareAndSet(this, GUESTS, POKED)) {
                guest.interrupt();
                turn = GUESTS;
                return true;
            }
        }
    }

    // ---- The guest's side ----

    /** Waits for the first turn, and runs something in it and in those that follow; gives back in its end. */
    public void run(Runnable load) {
        boolean ignored = awaitTurn(LOOKS); // it was meant for another load, or for none
        try {
            load.run();
        } finally {
            handBack();
        }
    }

    /** Lets the host go on, and stands still until the next {@link #give}. */
    public void giveBack() {
        int maxLooks = looks;
        handBack();
        if (awaitTurn(maxLooks)) Thread.currentThread().interrupt();
    }

    private void handBack() {
        Thread waiting = host;
        while (!TURN.compareAndSet(this, GUESTS, LEAVING)) Thread.onSpinWait(); // POKED, for a moment
        left = Thread.interrupted();
        turn = HOSTS;
        LockSupport.unpark(waiting);
    }

    /** Waits for its turn; says whether it was interrupted meanwhile, otherwise than by the host. */
    private boolean awaitTurn(int maxLooks) {
        boolean interrupted = Thread.interrupted();
        for (int look = 0; ; look++) {
            int now = turn;
            if (now != HOSTS) {
                if (!TURN.compareAndSet(this, now, GUESTS)) continue; // urged
                if (now == URGED) Thread.currentThread().interrupt();
                return interrupted;
            }
            if (look < maxLooks) Thread.onSpinWait();
            else LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true; // else it would not park
        }
    }
}
