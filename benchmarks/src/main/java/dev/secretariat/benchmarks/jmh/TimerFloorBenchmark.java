package dev.secretariat.benchmarks.jmh;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What must be paid for a million timers, as {@link FloorBenchmark} does for tasks: the objects that ours need are allocated and
 * kept, linked to each other by the operations that make them visible, and taken off again; on one thread. Nobody orders them by
 * time, counts them or would ring them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerFloorBenchmark {
    private static final int TIMERS = 1_000_000;
    private static final long FAR = TimeUnit.HOURS.toNanos(1);
    private static final int WAITING = 1;
    private static final int ENDED = 2;
    private static final int CANCEL = 8;
    private static final Object CLOSED = new Object();
    private static final VarHandle FIRST = FloorBenchmark.handle(Time.class, "first", Object.class);
    private static final VarHandle STATE = FloorBenchmark.handle(Cell.class, "state", int.class);
    private static final VarHandle WAITERS = FloorBenchmark.handle(Cell.class, "waiters", Object.class);
    private static final VarHandle NEWEST = FloorBenchmark.handle(TimerFloorBenchmark.class, "newest", Entry.class);

    /** Whether others could come in between: "0" leaves out the atomic operations. */
    @Param({"0", "1"})
    public int atomics;

    private volatile @Nullable Entry newest;

    /** As large as a deadline. */
    @SuppressWarnings("UnusedVariable") // for the size
    private static final class Time {
        final long nanos;
        final Object timers;
        int marks;

        @Nullable
        Object waiters;

        @Nullable
        Object first;

        Time(long nanos, Object timers) {
            this.nanos = nanos;
            this.timers = timers;
        }
    }

    /** As large as one of the recent timers. */
    @SuppressWarnings("UnusedVariable") // for the size
    private static final class Entry {
        final Time time;

        @Nullable
        Entry below;

        int height;

        Entry(Time time) {
            this.time = time;
        }
    }

    /** As large as a task's cell. */
    @SuppressWarnings("UnusedVariable") // for the size
    private static final class Cell {
        final Time awaited;
        Object content;

        @Nullable
        Object next;

        @Nullable
        Object chunk;

        @Nullable
        Object waiters;

        int mark;
        int state;

        Cell(Time awaited, Object content) {
            this.awaited = awaited;
            this.content = content;
        }
    }

    /** As large as a task's handle. */
    private static final class Handle {
        final Cell cell;

        Handle(Cell cell) {
            this.cell = cell;
        }
    }

    /** A reading of the clock, a deadline that knows who waits for it, an entry that leads to it; and off again: three atomic operations. */
    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public int timeoutsPending() {
        List<Time> times = new ArrayList<>(TIMERS);
        for (int i = 0; i < TIMERS; i++) times.add(set(CLOSED));
        for (Time time : times) clear(time, CLOSED);
        newest = null;
        return times.size();
    }

    /** The same, with a cell and a handle; parked, cancelled, ended, and closed to waiters: three atomic operations more. */
    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public int delayedTasks() {
        List<Handle> handles = new ArrayList<>(TIMERS);
        for (int i = 0; i < TIMERS; i++) handles.add(new Handle(schedule()));
        for (Handle handle : handles) cancel(handle.cell);
        newest = null;
        return handles.size();
    }

    private Time set(Object waiter) {
        Time time = new Time(System.nanoTime() + FAR, this);
        register(time, waiter);
        return time;
    }

    private void register(Time time, Object waiter) {
        change(time, null, waiter);
        Entry entry = new Entry(time);
        Entry below = newest;
        entry.below = below;
        if (atomics == 0) NEWEST.setRelease(this, entry);
        else if (!NEWEST.compareAndSet(this, below, entry)) throw new AssertionError("nobody else is here");
    }

    private void clear(Time time, Object waiter) {
        change(time, waiter, null);
    }

    private Cell schedule() {
        Cell cell = new Cell(new Time(System.nanoTime() + FAR, this), this);
        register(cell.awaited, cell);
        become(cell, 0, WAITING);
        return cell;
    }

    private void cancel(Cell cell) {
        become(cell, WAITING, CANCEL);
        clear(cell.awaited, cell);
        cell.content = CLOSED;
        STATE.setRelease(cell, ENDED);
        if (atomics > 0) WAITERS.getAndSet(cell, CLOSED);
        else WAITERS.setRelease(cell, CLOSED);
    }

    private void become(Cell cell, int before, int after) {
        if (atomics == 0) STATE.setRelease(cell, after);
        else if (!STATE.compareAndSet(cell, before, after)) throw new AssertionError("nobody else is here");
    }

    private void change(Time time, @Nullable Object before, @Nullable Object after) {
        if (atomics == 0) FIRST.setRelease(time, after);
        else if (!FIRST.compareAndSet(time, before, after)) throw new AssertionError("nobody else is here");
    }
}
