package dev.secretariat.simulation;

import dev.secretariat.spi.Reason;
import dev.secretariat.spi.TaskCell;
import org.jspecify.annotations.Nullable;

/** What a simulation knows of a task that has not ended. */
final class SimulatedTask implements Comparable<SimulatedTask> {
    final TaskCell<?> cell;

    /** From 1. */
    final int id;

    /** It never gets to run. */
    final boolean isLeftOut;

    /** What it runs on, if that can be killed. */
    private final @Nullable Machine machine;

    int steps;

    /** Why it is ready, if it is. */
    @Nullable
    Reason ready;

    /** It was made ready by a step that ends only then. */
    long notBefore;

    /** The order among those that become ready at the same time. */
    private long turn;

    SimulatedTask(TaskCell<?> cell, int id, boolean isLeftOut) {
        this.cell = cell;
        this.id = id;
        this.isLeftOut = isLeftOut;
        this.machine = cell.submission().get(Machine.ATTRIBUTE);
    }

    /** Returns whether what it runs on has been killed, so that it does not run any more. */
    boolean isKilled() {
        return machine != null && machine.isKilled();
    }

    void readyAt(long nanos, long turn) {
        this.notBefore = nanos;
        this.turn = turn;
    }

    @Override
    public int compareTo(SimulatedTask other) {
        int byTime = Long.compare(notBefore, other.notBefore);
        return byTime != 0 ? byTime : Long.compare(turn, other.turn);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
