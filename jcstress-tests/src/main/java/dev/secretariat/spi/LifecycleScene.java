package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CANCELLING;
import static dev.secretariat.spi.Lifecycle.CLOSING;

import dev.secretariat.stress.Meeting;

/** A scheduler's lifecycle with two workers, and what its submitters, workers and closers do once they have met. */
final class LifecycleScene {
    private final Meeting meeting;
    private final ChunkList<Object, Object> slots;
    private final Lifecycle lifecycle;
    final Tally one;
    final Tally two;

    private LifecycleScene(Meeting meeting, int tasks) {
        this.meeting = meeting;
        slots = new ChunkList<>(null, false);
        lifecycle = new Lifecycle(slots::begun);
        one = lifecycle.newTally();
        two = lifecycle.newTally();
        for (int i = 0; i < tasks; i++) takeSlot();
    }

    /** Of an open scheduler with so many tasks. */
    static LifecycleScene open(int tasks) {
        return open(new Meeting(2), tasks);
    }

    static LifecycleScene open(Meeting meeting, int tasks) {
        return new LifecycleScene(meeting, tasks);
    }

    /** Of an open scheduler whose tasks, as many as a chunk lists, have all ended. */
    static LifecycleScene openWithFullChunk() {
        LifecycleScene scene = open(TaskChunk.SLOTS);
        for (int i = 0; i < TaskChunk.SLOTS; i++) scene.lifecycle.release(scene.one);
        return scene;
    }

    /** Of a scheduler that ends when so many tasks have. */
    static LifecycleScene closing(int tasks) {
        LifecycleScene scene = open(tasks);
        scene.lifecycle.advance(CLOSING);
        return scene;
    }

    /** Takes a slot, and counts by that, as {@link Admission} does. */
    private void takeSlot() {
        for (; ; ) {
            TaskChunk<Object, Object> chunk = slots.newest();
            if (chunk.take() >= 0) return;
            slots.extend(chunk);
        }
    }

    private boolean accept() {
        takeSlot();
        return lifecycle.isOpen();
    }

    /** Says whether the task was accepted; if not, the refusal may be what ends all, and nobody asks. */
    boolean submit() {
        meeting.join();
        if (accept()) return true;
        lifecycle.refuse();
        return false;
    }

    /** Says whether the task was refused and its refusal is to tell the end. */
    boolean isRefusalToTell() {
        meeting.join();
        return !accept() && lifecycle.refuse();
    }

    /** Says whether a step's submission was accepted. */
    boolean submitFrom(Tally worker) {
        meeting.join();
        return lifecycle.accept(worker);
    }

    /** Ends a task; says, as those below do, whether the caller is to tell the end. */
    boolean release(Tally worker) {
        meeting.join();
        return lifecycle.release(worker);
    }

    /** Ends a task without a fence. */
    boolean releaseEarly(Tally worker) {
        meeting.join();
        return lifecycle.releaseEarly(worker);
    }

    /** Ends a task without a fence, and settles, as before a wait. */
    boolean releaseEarlyAndSettle(Tally worker) {
        meeting.join();
        return lifecycle.releaseEarly(worker) | lifecycle.settle();
    }

    boolean close() {
        return advance(CLOSING);
    }

    boolean shutdownNow() {
        return advance(CANCELLING);
    }

    private boolean advance(int to) {
        meeting.join();
        return lifecycle.advance(to);
    }

    /** As {@link #release}, when all actors are through. */
    boolean releaseAfterwards(Tally worker) {
        return lifecycle.release(worker);
    }

    int phase() {
        return lifecycle.phase();
    }
}
