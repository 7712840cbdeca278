package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.internal.Texts;
import dev.secretariat.internal.WaitNode;

/** One of the things that a task waits for with {@code awaitAny}: wakes the task. */
final class Branch extends WaitNode implements Waker {
    private final CellState cell;
    private final Awaitable source;

    Branch(CellState cell, Awaitable source) {
        this.cell = cell;
        this.source = source;
    }

    Awaitable source() {
        return source;
    }

    boolean isDeadline() {
        return source instanceof TimerDeadline;
    }

    /** Returns whether it is a deadline that has woken the task, or is about to. */
    boolean hasRung() {
        return source instanceof TimerDeadline deadline && deadline.hasRung();
    }

    void deregister() {
        source.deregister(this);
    }

    @Override
    public void wake() {
        cell.wake();
    }

    @Override
    protected void wakeReserved() {
        cell.wakeReserved();
    }

    @Override
    protected Object home() {
        return source;
    }

    @Override
    public String toString() {
        return Texts.of(source);
    }
}
