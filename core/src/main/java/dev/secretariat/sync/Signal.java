package dev.secretariat.sync;

import dev.secretariat.Awaitable;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Times;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Tells those that wait for something that it may have come about: one of them, or all. What a condition variable is to a lock, it is to state that is kept safe in any
 * other way.
 *
 * <pre>{@code
 * changed.await(fiber, () -> stock.get() > 0); // whoever adds to the stock calls changed.one()
 * }</pre>
 *
 * <p>A signal is remembered by nobody: it is for those who wait. So whoever waits gets in line first, and then looks at the condition; {@code await}
 * does both. First in, first out. Whoever was given a signal and leaves without having used it, as its task was cancelled, gives it
 * to the next in line.
 *
 * <p>Thread-safe. What was done before a signal was given happens-before what is done by whoever was given it. No method blocks but the {@code await} of threads.
 */
public final class Signal {
    private final Waits waits = new Waits();

    /** Creates a signal for which nobody waits. */
    public Signal() {}

    /**
     * Gives the first in line a signal; false if nobody waits. Right where any of those that wait may take what has come about: if they wait for different
     * things, the first in line may be none that it concerns, so give it to {@link #all}.
     */
    public boolean one() {
        return waits.give(1) > 0;
    }

    /** Gives all that wait a signal; returns how many. */
    public int all() {
        return waits.give(Integer.MAX_VALUE);
    }

    /**
     * Gets in line, in a step, which then looks whether it has to wait at all:
     *
     * <pre>{@code
     * if (turn == null) turn = changed.request(worker);
     * if (stock.get() == 0) return turn.isGiven() ? again() : Step.await(turn); // again: a new request, and goOn()
     * turn.use();
     * }</pre>
     *
     * @param worker whose step it is
     */
    public Wait request(Worker worker) {
        return request(Objects.requireNonNull(worker, "worker").task());
    }

    /** As {@link #request(Worker)}, for anybody. */
    Wait request(Object owner) {
        Wait wait = new Wait(this, owner);
        waits.add(wait);
        return wait;
    }

    /**
     * Waits in a fiber until a condition holds.
     *
     * @param fiber whose body calls
     * @param condition looked at by the body, at first and after each signal
     * @throws java.util.concurrent.CancellationException if the fiber has been asked to cancel
     */
    public void await(Fiber fiber, BooleanSupplier condition) {
        Objects.requireNonNull(fiber, "fiber").checkCancelled();
        Objects.requireNonNull(condition, "condition");
        for (boolean holds = false; !holds; ) {
            Wait wait = request(fiber.worker().task());
            try {
                holds = condition.getAsBoolean();
                if (holds) return;
                while (!wait.isGiven()) fiber.await(wait);
                holds = condition.getAsBoolean();
                wait.use();
            } finally {
                wait.close();
            }
        }
    }

    /**
     * Blocks the calling thread, which runs no tasks, until a condition holds.
     *
     * @param condition looked at by the thread, at first and after each signal
     * @param timeout how long at most, in real time
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     */
    public void await(BooleanSupplier condition, Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(timeout, "timeout");
        Ticker ticker = Ticker.system();
        long end = Times.after(ticker.nanos(), timeout);
        for (boolean holds = false; !holds; ) {
            Wait wait = request(Thread.currentThread());
            try {
                holds = condition.getAsBoolean();
                if (holds) return;
                if (!wait.isGiven()) Awaitable.block(wait, Duration.ofNanos(end - ticker.nanos()));
                holds = condition.getAsBoolean();
                wait.use();
            } finally {
                wait.close();
            }
        }
    }

    /** Returns how many wait, for reports; out of date as soon as it is known. */
    public int waiting() {
        Touch.reads(waits);
        return waits.line.size();
    }

    @Override
    public String toString() {
        return "signal, " + waiting() + " waiting";
    }

    private static final class Waits extends BriefLock {
        private static final Object GIVEN = new Object();

        private final WaitingLine<Wait> line = new WaitingLine<>();

        void add(Wait wait) {
            enter();
            try {
                line.add(wait);
            } finally {
                leave();
            }
        }

        int give(int count) {
            enter();
            try {
                int given = 0;
                while (given < count && giveOne()) given++;
                return given;
            } finally {
                leave();
            }
        }

        private boolean giveOne() {
            Wait wait = line.poll();
            if (wait == null) return false;
            wait.end(GIVEN);
            wakeLater(wait);
            return true;
        }

        /** Ends a wait; a signal that it has been given, and nobody has used, goes to the next one. */
        void quit(Wait wait) {
            enter();
            try {
                if (wait.isWaiting()) {
                    line.remove(wait);
                    wait.end(Waiting.QUIT);
                    wakeLater(wait);
                } else if (wait.useNow()) {
                    boolean ignored = giveOne();
                }
            } finally {
                leave();
            }
        }
    }

    /**
     * Somebody's place in the line of those who wait for a {@link Signal}: an awaitable, which has come once the signal is given. Thread-safe.
     */
    public static final class Wait extends Waiting implements AutoCloseable {
        private static final VarHandle USED = Handles.field(MethodHandles.lookup(), "used", boolean.class);

        private final Signal signal;

        private volatile boolean used;

        private Wait(Signal signal, Object owner) {
            super(owner);
            this.signal = signal;
        }

        /** Returns whether the signal was given. */
        public boolean isGiven() {
            return outcome() == Waits.GIVEN;
        }

        /** Keeps the signal, if it was given: to close this does not give it to the next one any more. */
        public void use() {
            Touch.writes(this);
            if (isGiven()) USED.setVolatile(this, true);
        }

        /** Leaves the line; a signal that was given and not {@linkplain #use used} goes to the next one that waits. */
        @Override
        public void close() {
            if (isWaiting() || (isGiven() && !used)) signal.waits.quit(this);
        }

        /** Uses the signal, if it was given and has not been used. */
        private boolean useNow() {
            return isGiven() && USED.compareAndSet(this, false, true);
        }

        @Override
        public String toString() {
            return isWaiting() ? signal + ", waited for by " + Stock.describe(owner) : signal.toString();
        }
    }
}
