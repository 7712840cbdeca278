package dev.secretariat.impl;

import dev.secretariat.Awaitable;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a composition of any number, and what it waits for: that one more of them has ended. Each is
 * registered with once and found once, so to wait for all costs in proportion to their number, where an {@code
 * awaitAny} of all that are left would cost its square.
 *
 * <p>Used by the composition's steps; the parts' ends come from any thread.
 */
final class Parts<T extends @Nullable Object> implements Awaitable {
    /*
     * ended is a stack (Treiber): a part pushes itself once, by CAS; the composition takes all, by an exchange, so no
     * node comes twice and there is no ABA. Whoever pushes then reads the waiter; whoever registers writes the
     * waiter, then reads the stack: all volatile, so one of the two sees the other.
     */
    private static final VarHandle ENDED = Handles.field(MethodHandles.lookup(), "ended", Part.class);

    /**
     * Of the parts that are left, in a report's line: enough to recognize the composition by, where it has thousands.
     */
    private static final int TOLD = 8;

    /** By the composition; read by reports as a hint. One that has ended stays until its place is given to another. */
    private @Nullable TaskHandle<? extends T>[] handles;

    private int places; // that have been given
    private int running;

    /** One that could not be registered with, so that it is waited for by itself. No other is submitted after it. */
    private @Nullable Part<T> unheard;

    private volatile @Nullable Part<T> ended;
    private volatile @Nullable Waker waiter;

    /**
     * None yet.
     *
     * @param capacity how many places are expected
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // only such handles are put in
    Parts(int capacity) {
        handles = new TaskHandle[capacity];
    }

    /**
     * Submits one more.
     *
     * @param place one that nobody has, at most {@link #size}
     * @param index what the composition knows it by
     */
    void submit(Task<? extends T> task, int place, int index, Worker worker) {
        Part<T> part = new Part<>(this, place, index); // what needs memory comes before the submission
        if (place == handles.length) handles = Arrays.copyOf(handles, Math.max(8, 2 * place));
        TaskHandle<? extends T> handle = worker.submit(task);
        part.handle = handle;
        handles[place] = handle;
        if (place == places) places++;
        running++;
        unheard = part; // until it is clear that it will be heard of
        if (handle.register(part)) part.isRegistered = true;
        else part.push();
        unheard = null;
    }

    /** Returns how many places have been given. */
    int size() {
        return places;
    }

    /** Returns the one that has a place, or had it last. */
    TaskHandle<? extends T> get(int place) {
        return Objects.requireNonNull(handles[place]);
    }

    /** Returns how many have not been taken. */
    int running() {
        return running;
    }

    void cancel() {
        for (int i = 0; i < places; i++) get(i).cancel();
    }

    /** Returns what to wait for, so as to hear that one more has ended; there must be one that is running. */
    Awaitable nextEnd() {
        return unheard != null ? unheard.handle() : this;
    }

    /**
     * Returns the first of those that have ended since the last call, each linked to the next; null if none has. Needs no memory: of those that are taken
     * nobody will be told again.
     */
    @Nullable
    Part<T> takeEnded() {
        @SuppressWarnings("unchecked") // only such parts push themselves
        Part<T> newest = (Part<T>) (Part<?>) ENDED.getAndSet((Parts<?>) this, (Part<?>) null);
        Part<T> first = null;
        for (Part<T> part = newest; part != null; ) {
            Part<T> older = part.next;
            part.next = first;
            first = part;
            part = older;
        }
        Part<T> alone = unheard;
        if (alone != null && alone.handle().isDone()) {
            unheard = null;
            alone.next = first;
            first = alone;
        }
        for (Part<T> part = first; part != null; part = part.next) running--;
        for (Part<T> part = first; part != null; part = part.next) {
            if (part.isRegistered) part.handle().deregister(part);
        }
        return first;
    }

    @Override
    public boolean register(Waker waker) {
        waiter = waker;
        if (ended == null) return true;
        waiter = null;
        return false;
    }

    @Override
    public void deregister(Waker waker) {
        waiter = null;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "any of [", "]");
        int told = 0;
        for (TaskHandle<? extends T> handle : handles) {
            if (handle == null || handle.isDone()) continue;
            if (told++ < TOLD) text.add(handle.toString());
        }
        return told <= TOLD
                ? text.toString()
                : text.add((told - TOLD) + " more").toString();
    }

    static final class Part<T extends @Nullable Object> implements Waker {
        private final Parts<T> parts;
        private @Nullable TaskHandle<? extends T> handle;
        final int place;
        final int index;
        private boolean isRegistered;

        /** The one that ended before it, written before it is pushed; once taken, the one that ended after it. */
        @Nullable
        Part<T> next;

        Part(Parts<T> parts, int place, int index) {
            this.parts = parts;
            this.place = place;
            this.index = index;
        }

        TaskHandle<? extends T> handle() {
            return Objects.requireNonNull(handle);
        }

        /** Called once: at the part's end. */
        @Override
        public void wake() {
            push();
            Waker waiting = parts.waiter;
            if (waiting != null) waiting.wake();
        }

        void push() {
            do {
                next = parts.ended;
            } while (!ENDED.compareAndSet(parts, next, this));
        }
    }
}
