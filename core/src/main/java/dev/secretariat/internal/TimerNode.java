package dev.secretariat.internal;

/** A point in time with those who wait for it, as the {@link TimerHeap} keeps it. */
public abstract class TimerNode extends WaiterList {
    private final long atNanos;

    /** Whether the heap holds this node: read and written by the heap's owner only. */
    boolean queued;

    /** A node for a reading of the heap's clock. */
    protected TimerNode(long atNanos) {
        this.atNanos = atNanos;
    }

    /** The reading of the clock at which the time has come. */
    protected final long atNanos() {
        return atNanos;
    }
}
