package dev.secretariat.sync;

import dev.secretariat.Awaitable;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.internal.Touch;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * Where so many wait for each other, again and again: once all of them have come, all go on, and the next ones are waited for.
 *
 * <pre>{@code
 * Barrier endOfRound = new Barrier(4);
 * for (Round round : rounds) {
 *     play(round);
 *     endOfRound.await(fiber); // nobody plays the next one before all have played this one
 * }
 * }</pre>
 *
 * <p>One that leaves, as its task is cancelled or its time is up, has not come: the others wait for somebody else. So whoever ends early for
 * good has to be taken out of the number, by {@link #leave}.
 *
 * <p>Thread-safe. What was done before anybody came happens-before what is done by all who went on with them. No method blocks but the {@code await} of threads.
 */
public final class Barrier {
    private final Gate gate;

    /**
     * Creates a barrier.
     *
     * @param parties how many are to come, one or more
     */
    public Barrier(int parties) {
        if (parties < 1) throw new IllegalArgumentException("parties is less than one: " + parties);
        this.gate = new Gate(parties);
    }

    /**
     * Comes, in a step; what is returned is an awaitable, which has come when all have. To close it leaves before that.
     *
     * <pre>{@code
     * if (arrival == null) arrival = endOfRound.request(worker);
     * if (arrival.isWaiting()) return Step.await(arrival);
     * }</pre>
     *
     * @param worker whose step it is
     */
    public Arrival request(Worker worker) {
        return arrive(Objects.requireNonNull(worker, "worker").task());
    }

    /** As {@link #request}, for anybody. */
    Arrival arrive(Object owner) {
        Arrival arrival = new Arrival(this, owner);
        gate.add(arrival);
        return arrival;
    }

    /**
     * Comes, and waits in a fiber until all have.
     *
     * @param fiber whose body calls
     * @throws java.util.concurrent.CancellationException if the fiber has been asked to cancel: it has not come
     */
    public void await(Fiber fiber) {
        Objects.requireNonNull(fiber, "fiber").checkCancelled();
        Arrival arrival = arrive(fiber.worker().task());
        try {
            while (arrival.isWaiting()) fiber.await(arrival);
        } finally {
            arrival.close();
        }
    }

    /**
     * Comes, and blocks the calling thread, which runs no tasks, until all have.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits: it has not come
     */
    public void await() throws InterruptedException {
        Arrival arrival = arrive(Thread.currentThread());
        try {
            while (arrival.isWaiting()) Awaitable.block(arrival);
        } finally {
            arrival.close();
        }
    }

    /**
     * As {@link #await()}, but does not wait for ever.
     *
     * @param timeout how long at most, in real time
     * @throws InterruptedException if the thread is interrupted before or while it waits: it has not come
     * @throws TimeoutException if the time ran out: it has not come
     */
    public void await(Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        Arrival arrival = arrive(Thread.currentThread());
        try {
            if (arrival.isWaiting()) Awaitable.block(arrival, timeout);
        } finally {
            arrival.close();
        }
    }

    /**
     * Waits for one fewer, from now on: for somebody who will not come any more. If all others have come, they go on.
     *
     * @throws IllegalStateException if there is nobody left
     */
    public void leave() {
        gate.leaveForGood();
    }

    /** Returns how many are waited for in all. */
    public int parties() {
        Touch.reads(gate);
        return gate.parties;
    }

    /** Returns how many have come and wait for the others; out of date as soon as it is known. */
    public int waiting() {
        Touch.reads(gate);
        return gate.line.size();
    }

    @Override
    public String toString() {
        return "barrier, " + waiting() + " of " + parties() + " have come";
    }

    private static final class Gate extends BriefLock {
        private static final Object OPEN = new Object();

        private final WaitingLine<Arrival> line = new WaitingLine<>();

        /** Written inside. */
        private volatile int parties;

        Gate(int parties) {
            this.parties = parties;
        }

        void add(Arrival arrival) {
            enter();
            try {
                line.add(arrival);
                openIfAllHaveCome();
            } finally {
                leave();
            }
        }

        void leaveForGood() {
            enter();
            try {
                int before = parties;
                if (before == 0) throw new IllegalStateException("nobody is left who could leave this barrier");
                parties = before - 1;
                openIfAllHaveCome();
            } finally {
                leave();
            }
        }

        private void openIfAllHaveCome() {
            if (line.size() < parties) return;
            for (Arrival each = line.poll(); each != null; each = line.poll()) {
                each.end(OPEN);
                wakeLater(each);
            }
        }

        void quit(Arrival arrival) {
            enter();
            try {
                if (!arrival.isWaiting()) return;
                line.remove(arrival);
                arrival.end(Waiting.QUIT);
                wakeLater(arrival);
            } finally {
                leave();
            }
        }
    }

    /** Somebody who has come to a {@link Barrier}: an awaitable, which has come when all have. Thread-safe. */
    public static final class Arrival extends Waiting implements AutoCloseable {
        private final Barrier barrier;

        private Arrival(Barrier barrier, Object owner) {
            super(owner);
            this.barrier = barrier;
        }

        /** Leaves, unless all have come. */
        @Override
        public void close() {
            if (isWaiting()) barrier.gate.quit(this);
        }

        @Override
        public String toString() {
            return isWaiting() ? barrier + ", waited for by " + Stock.describe(owner) : barrier.toString();
        }
    }
}
