package dev.secretariat.sync;

import dev.secretariat.Awaitable;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.internal.StackReserve;
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
public final class Hold extends Request implements Awaitable, AutoCloseable {
    private final Stock stock;

    Hold(Stock stock, int permits, Object owner, boolean granted) {
        super(permits, owner, granted);
        this.stock = stock;
    }

    @Override
    boolean grant() {
        stock.granted(this);
        return super.grant();
    }

    /** Gives back what is held, or leaves the line. Once: what has been closed stays as it is. */
    @Override
    public void close() {
        if (isWaiting()) {
            StackReserve.requireTwice();
            Line.Message message = new Line.Message(this, true); // before it quits, as that has to be told
            if (quit()) {
                stock.line.leave(message);
                return;
            }
        }
        if (giveBack()) stock.takeBack(this);
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
    }

    /** Returns the task that holds what this waits for, or some of it, if that is known. */
    @Override
    public @Nullable TaskHandle<?> holder() {
        return isWaiting() ? stock.holdingTask() : null;
    }

    @Override
    public String toString() {
        if (isWaiting()) return stock + ", waited for by " + Stock.describe(owner);
        return stock + (isHeld() ? "" : ", given back");
    }
}
