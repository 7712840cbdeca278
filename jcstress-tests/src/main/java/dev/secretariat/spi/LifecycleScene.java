package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CANCELLING;
import static dev.secretariat.spi.Lifecycle.CLOSING;
import static dev.secretariat.spi.Lifecycle.OPEN;

import dev.secretariat.stress.Meeting;

/** A scheduler's lifecycle with two workers, and what its submitters, workers and closers do once they have met. */
final class LifecycleScene {
    private final Meeting meeting;
    private final Lifecycle lifecycle = new Lifecycle();
    final Tally one = lifecycle.newTally();
    final Tally two = lifecycle.newTally();

    private LifecycleScene(Meeting meeting, int tasks) {
        this.meeting = meeting;
        for (int i = 0; i < tasks; i++) lifecycle.accept(OPEN, null);
    }

    /** Of an open scheduler with so many tasks. */
    static LifecycleScene open(int tasks) {
        return open(new Meeting(2), tasks);
    }

    static LifecycleScene open(Meeting meeting, int tasks) {
        return new LifecycleScene(meeting, tasks);
    }

    /** Of a scheduler that ends when so many tasks have. */
    static LifecycleScene closing(int tasks) {
        LifecycleScene scene = open(tasks);
        scene.lifecycle.advance(CLOSING);
        return scene;
    }

    /** Says whether the task was accepted; if not, the refusal may be what ends all, and nobody asks. */
    boolean submit() {
        meeting.join();
        if (lifecycle.accept(OPEN, null)) return true;
        lifecycle.refuse();
        return false;
    }

    /** Says whether the task was refused and its refusal is to tell the end. */
    boolean isRefusalToTell() {
        meeting.join();
        return !lifecycle.accept(OPEN, null) && lifecycle.refuse();
    }

    /** Says whether a step's submission was accepted. */
    boolean submitFrom(Tally worker) {
        meeting.join();
        return lifecycle.accept(CLOSING, worker);
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
