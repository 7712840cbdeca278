package dev.secretariat.benchmarks.jmh;

import java.lang.invoke.VarHandle;
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
 * What must be paid for a pair of tasks that exchange a message and its answer, as {@link FloorBenchmark} does for others; on one
 * thread. Two cells, two tasks and two promises are allocated. The first task is taken from a full line, puts the second one into the
 * slot, sends the message, and waits for the answer; the second one is taken, answers, so wakes the first one into the slot, and
 * ends; the first one is taken again and ends. That is twelve operations that others could come in between.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PingPongFloorBenchmark {
    private static final int PAIRS = 1024;
    private static final int READY = 0;
    private static final int WAITING = 1;
    private static final Object CLOSED = new Object();
    private static final VarHandle HEAD = FloorBenchmark.handle(PingPongFloorBenchmark.class, "head", long.class);
    private static final VarHandle SLOT = FloorBenchmark.handle(PingPongFloorBenchmark.class, "slot", FloorCell.class);
    private static final VarHandle WAITERS = FloorBenchmark.handle(Message.class, "waiters", Object.class);

    /** Whether others could come in between: "0" leaves out the atomic operations. */
    @Param({"0", "1"})
    public int atomics;

    private final @Nullable FloorCell[] line = new FloorCell[PAIRS];
    private long head;
    private long tail;
    private @Nullable FloorCell slot;

    /** As large as a promise. */
    private static final class Message {
        @Nullable
        Object content;

        @Nullable
        Object waiters;
    }

    /** Waits for the answer, once it has sent the message. */
    @SuppressWarnings("UnusedVariable") // for the size
    private static final class Ping {
        final Object all;
        final Message answer = new Message();
        boolean sent;

        Ping(Object all) {
            this.all = all;
        }
    }

    private record Pong(Message message, Message answer) {}

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public long pingPong() {
        for (int i = 0; i < PAIRS; i++) line[i] = new FloorCell(new Ping(this));
        tail = head + PAIRS;
        for (int i = 0; i < PAIRS; i++) {
            begin(poll());
            answer(take());
            end(take());
        }
        return tail;
    }

    private void begin(FloorCell first) {
        Ping ping = (Ping) first.content;
        ping.sent = true;
        Message message = new Message();
        put(new FloorCell(new Pong(message, ping.answer)));
        Object ignored = complete(message);
        if (atomics == 0) WAITERS.setRelease(ping.answer, (Object) first);
        else if (!WAITERS.compareAndSet(ping.answer, (Object) null, (Object) first)) throw alone();
        first.become(READY, WAITING, atomics > 0);
    }

    private void answer(FloorCell second) {
        Pong pong = (Pong) second.content;
        if (pong.message.content == null) throw alone();
        FloorCell first = (FloorCell) Objects.requireNonNull(complete(pong.answer));
        first.become(WAITING, READY, atomics > 0);
        put(first);
        second.end(atomics > 0);
    }

    private void end(FloorCell first) {
        if (((Ping) first.content).answer.content == null) throw alone();
        first.end(atomics > 0);
    }

    /** Sends a message; returns who waits for it. */
    private @Nullable Object complete(Message message) {
        message.content = CLOSED;
        if (atomics > 0) return WAITERS.getAndSet(message, CLOSED);
        Object waiter = message.waiters;
        WAITERS.setRelease(message, CLOSED);
        return waiter;
    }

    private FloorCell poll() {
        long first = head;
        int index = (int) first & (PAIRS - 1);
        FloorCell next = Objects.requireNonNull(line[index]);
        if (atomics == 0) HEAD.setRelease(this, first + 1);
        else if (!HEAD.compareAndSet(this, first, first + 1)) throw alone();
        line[index] = null;
        return next;
    }

    private void put(FloorCell cell) {
        if (atomics == 0) SLOT.setRelease(this, cell);
        else if (SLOT.getAndSet(this, cell) != null) throw alone();
    }

    private FloorCell take() {
        FloorCell cell = Objects.requireNonNull(slot);
        if (atomics == 0) SLOT.setRelease(this, (FloorCell) null);
        else if (!SLOT.compareAndSet(this, cell, (FloorCell) null)) throw alone();
        return cell;
    }

    private static AssertionError alone() {
        return new AssertionError("nobody else is here");
    }
}
