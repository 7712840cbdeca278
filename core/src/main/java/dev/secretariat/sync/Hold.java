package dev.secretariat.sync;

import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.StackReserve;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody holds of a {@link Mutex}, a {@link ReadWriteLock} or of {@link Permits}, or waits in line for: an awaitable, which has come once it is held.
 *
 * <pre>{@code
 * private Hold hold; // in a task of steps
 *
 * public Step<Void> step(Worker worker) {
 *     if (hold == null) hold = till.request(worker);
 *     if (!hold.isHeld()) return Step.await(hold);
 *     ... // in this step and in others
 *     hold.close();
 *     return Step.done();
 * }
 *
 * public Step<?> onCancel(Worker worker) {
 *     if (hold != null) hold.close();
 *     return Step.done();
 * }
 * }</pre>
 *
 * <p>Thread-safe; whoever has it may close it, on any thread. What was done before a hold was closed happens-before what is done by
 * whoever is granted what it gave back.
 */
public final class Hold extends Request implements AutoCloseable {
    private static final VarHandle WATCH = Handles.field(MethodHandles.lookup(), "watch", Waker.class);
    private static final LogMessage LEFT = LogMessage.warn(
            Hold.class,
            "{}, which has ended without giving it back, while {} wait for it: close a Hold in a finally or try, in steps also in onCancel()");

    private final Stock stock;

    /** Made before it waits, as it may quit where there is no memory; null if it does not. */
    private final @Nullable Message whenItQuits;

    /** Told when the task that holds it ends; null as long as nobody waits. */
    private volatile @Nullable Waker watch;

    Hold(Stock stock, int permits, Object owner, boolean granted) {
        super(permits, owner, granted);
        this.stock = stock;
        this.whenItQuits = granted ? null : stock.line.quitting(this);
    }

    @Override
    boolean grant() {
        stock.granted(this);
        return super.grant();
    }

    boolean isOf(Stock other) {
        return stock == other;
    }

    /** Hands what is held on to somebody else, as if this were closed; null if it is not held. */
    @Nullable
    Hold handOver(Object heir) {
        StackReserve.requireTwice(); // as to close it does
        Hold handed = new Hold(stock, permits, heir, true); // before the other one is gone
        if (!giveBack()) return null;
        stock.granted(handed);
        return handed;
    }

    /** Gives back what is held, or leaves the line. Once: what has been closed stays as it is. */
    @Override
    public void close() {
        if (!isWaiting() && !isHeld()) return;
        StackReserve.requireTwice(); // those who wait are to be told
        closeReserved();
    }

    /** Closes it, by one that has asked for as much of the stack. Needs no memory. */
    void closeReserved() {
        if (isWaiting() && leaveTheLine()) return;
        if (!giveBack()) return;
        stock.takeBack(this);
        Waker told = watch;
        if (told != null && owner instanceof TaskHandle<?> task) task.deregister(told);
    }

    private boolean leaveTheLine() {
        boolean hasQuit = true; // what is thrown is thrown by a waker, once it has
        try {
            hasQuit = quit();
        } finally {
            if (hasQuit) stock.line.leave(Objects.requireNonNull(whenItQuits));
        }
        return hasQuit;
    }

    /**
     * Sees to it that it is told if the task that holds it ends without giving it back. Called when somebody begins to wait: only then
     * anybody is harmed.
     */
    @Override
    void watchOwner() {
        if (!(owner instanceof TaskHandle<?> task) || watch != null) return;
        Waker told = this::ownerHasEnded;
        if (!WATCH.compareAndSet(this, (Waker) null, told)) return;
        if (!task.register(told)) ownerHasEnded();
        else if (!isHeld()) task.deregister(told); // it was given back before
    }

    private void ownerHasEnded() {
        int waiting = stock.line.waiting();
        if (isHeld() && waiting > 0) LEFT.log(stock, waiting);
    }

    /** Returns the task that holds what this waits for, or some of it, if that is known. */
    @Override
    public @Nullable TaskHandle<?> holder() {
        return isWaiting() ? stock.holdingTask() : null;
    }

    /** While it waits, only what for: reports say who waits, and who is the {@link #holder}. */
    @Override
    public String toString() {
        if (isWaiting()) return stock.name;
        return stock + (isHeld() ? "" : ", given back");
    }
}
