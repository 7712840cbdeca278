package dev.secretariat.benchmarks.jmh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Objects;
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
 * What must be paid: programs of a few lines that allocate what our tasks need, and do to memory what makes a task visible
 * to others, takes it and ends it, and nothing else; on one thread. No scheduler can be faster that promises the same.
 *
 * <p>{@code atomics} are the operations that others could come in between: "0" leaves them out, which is what a scheduler of
 * one thread pays.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FloorBenchmark {
    private static final int LINKS = 100_000;
    private static final int SPAWNED = 1 << 14;
    private static final int YIELDERS = 256;
    private static final int YIELDS = 1_000;
    private static final VarHandle TASK = handle(Slot.class, "task", Object.class);
    private static final VarHandle HEAD = handle(Line.class, "head", long.class);
    private static final VarHandle TAIL = handle(Line.class, "tail", long.class);

    /** Whether another thread could take a task, or wait for its end. */
    @Param({"0", "1"})
    public int atomics;

    /** Where the next task of a chain is, for its worker and for others. */
    private static final class Slot {
        volatile @Nullable Object task;
    }

    private static final class Link {
        final int left;
        final Object finish;

        Link(int left, Object finish) {
            this.left = left;
            this.finish = finish;
        }
    }

    /** As large a ready queue as 256 tasks need. */
    private static final class Line {
        final @Nullable Yielder[] ring = new Yielder[YIELDERS];
        long head;
        long tail;
    }

    private static final class Yielder {
        int left = YIELDS;
    }

    /** As much of a worker as a step of a task has to tell others, and its own code. */
    @SuppressWarnings("UnusedVariable") // for the stores
    private static final class Seat {
        volatile int phase;
        boolean stepping;
    }

    private final Slot slot = new Slot();
    private final Slot current = new Slot();
    private final Seat seat = new Seat();
    private final Line line = new Line();

    /** A cell and a task are allocated; put into the slot, taken, ended, and closed to waiters: three of these by an atomic operation. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public int chainedSpawn() {
        put(new FloorCell(new Link(LINKS, this)));
        int links = 0;
        while (true) {
            FloorCell cell = take();
            Link link = (Link) cell.content;
            links++;
            if (link.left > 1) put(new FloorCell(new Link(link.left - 1, link.finish)));
            cell.end(atomics > 0);
            if (link.left == 1) return links;
        }
    }

    private void put(FloorCell cell) {
        if (atomics > 0) TASK.getAndSet(slot, (Object) cell);
        else TASK.setRelease(slot, (Object) cell);
    }

    private FloorCell take() {
        FloorCell cell = (FloorCell) Objects.requireNonNull(slot.task);
        if (atomics == 0) TASK.setRelease(slot, (Object) null);
        else if (!TASK.compareAndSet(slot, (Object) cell, (Object) null))
            throw new AssertionError("nobody else is here");
        return cell;
    }

    /** The oldest of a full line is taken, by an atomic operation, and put at its end. */
    @Benchmark
    @OperationsPerInvocation(YIELDERS * YIELDS)
    public long yieldMany() {
        @Nullable Yielder[] ring = line.ring;
        for (int i = 0; i < YIELDERS; i++) ring[i] = new Yielder();
        line.tail = line.head + YIELDERS;
        long turns = 0;
        for (long i = line.head, end = i + (long) YIELDERS * YIELDS; i < end; i++) {
            Yielder next = poll(i);
            turns += next.left--;
            long last = line.tail;
            ring[(int) last & (YIELDERS - 1)] = next;
            TAIL.setRelease(line, last + 1);
        }
        return turns;
    }

    private Yielder poll(long first) {
        int index = (int) first & (YIELDERS - 1);
        Yielder next = Objects.requireNonNull(line.ring[index]);
        if (atomics == 0) HEAD.setRelease(line, first + 1);
        else if (!HEAD.compareAndSet(line, first, first + 1)) throw new AssertionError("nobody else is here");
        line.ring[index] = null;
        return next;
    }

    /** The same without others, in the queue of the JDK, and with a look at the task's word. */
    @Benchmark
    @OperationsPerInvocation(YIELDERS * YIELDS)
    public long cooperativeYield() {
        return cooperativeYield(false);
    }

    /** And with all that lets a step be cancelled, its worker be checked, and others be told who runs. */
    @Benchmark
    @OperationsPerInvocation(YIELDERS * YIELDS)
    public long cooperativeYieldTold() {
        return cooperativeYield(true);
    }

    private long cooperativeYield(boolean told) {
        ArrayDeque<FloorCell> ready = new ArrayDeque<>(YIELDERS);
        for (int i = 0; i < YIELDERS; i++) ready.add(new FloorCell(new Yielder()));
        long turns = 0;
        for (FloorCell next = ready.poll(); next != null; next = ready.poll()) {
            turns++;
            if (!next.isIn(0)) continue;
            if (told ? stepTold(next) : ((Yielder) next.content).left-- > 0) ready.add(next);
        }
        return turns;
    }

    private boolean stepTold(FloorCell cell) {
        TASK.setRelease(current, (Object) cell);
        if (seat.phase != 0) return false;
        seat.stepping = true;
        boolean goesOn = ((Yielder) cell.content).left-- > 0;
        seat.stepping = false;
        TASK.setRelease(current, (Object) null);
        return goesOn;
    }

    /** Cells are allocated, and put into a line that others may steal from; each is taken, ended, and closed to waiters. */
    @Benchmark
    @OperationsPerInvocation(SPAWNED)
    public long spawnManyLocal() {
        @Nullable FloorCell[] burst = new FloorCell[SPAWNED];
        int left = SPAWNED;
        for (int i = 0; i < SPAWNED; i++) {
            burst[i] = new FloorCell(this);
            TAIL.setRelease(line, line.tail + 1);
            if (atomics > 0) VarHandle.fullFence(); // before a look at who sleeps
        }
        for (int i = 0; i < SPAWNED; i++) {
            FloorCell next = Objects.requireNonNull(burst[i]);
            if (atomics == 0) HEAD.setRelease(line, line.head + 1);
            else if (!HEAD.compareAndSet(line, line.head, line.head + 1))
                throw new AssertionError("nobody else is here");
            burst[i] = null;
            if (next.content == this) left--;
            next.end(atomics > 0);
        }
        return left;
    }

    static VarHandle handle(Class<?> owner, String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(field, e);
        }
    }
}
