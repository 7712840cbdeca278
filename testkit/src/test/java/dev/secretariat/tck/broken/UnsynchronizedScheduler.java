package dev.secretariat.tck.broken;

import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.TaskCell;

/**
 * Hands cells over through a field that is not volatile.
 *
 * <p>On x86 the processor keeps the order of plain stores and of plain loads, so what such a hand-over really
 * does wrong there is the compiler's: it may read a field that the loop does not write once, before the loop. So
 * a worker that has been idle for long enough to be compiled no longer sees the next cell. To come to an end
 * after all, it looks away from time to time, less often than the tests are patient.
 */
final class UnsynchronizedScheduler extends SoundScheduler {
    private static final long TURNS_BEFORE_A_FRESH_LOOK = 1L << 31;

    private static final class Node {
        final TaskCell<?> cell;
        Node next; // plain: the mistake

        Node(TaskCell<?> cell) {
            this.cell = cell;
        }
    }

    /** Those who add to the queue agree among themselves. */
    private static final class Line {
        final Node head = new Node(null);
        Node tail = head;

        synchronized void add(TaskCell<?> cell) {
            tail.next = new Node(cell);
            tail = tail.next;
        }
    }

    private Line line;
    private Node taken; // of its only thread
    private long noise;

    UnsynchronizedScheduler(Ticker ticker, FailureHandler failures) {
        super(1, ticker, failures);
    }

    private synchronized Line line() { // the base class starts its thread before there are fields here
        if (line == null) line = new Line();
        return line;
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        line().add(cell);
    }

    @Override
    TaskCell<?> take() {
        if (taken == null) taken = line().head;
        Node next = spin(taken);
        if (next == null) return null;
        taken = next;
        return next.cell;
    }

    /** The loop does arithmetic whose result is kept, or the compiler would leave it out altogether. */
    private Node spin(Node last) {
        long random = noise;
        long turns = 0;
        while (last.next == null && ++turns < TURNS_BEFORE_A_FRESH_LOOK) {
            random = random * 6364136223846793005L + 1442695040888963407L;
        }
        noise = random;
        return last.next;
    }
}
