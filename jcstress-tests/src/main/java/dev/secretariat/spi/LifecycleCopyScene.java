package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CANCELLING;
import static dev.secretariat.spi.Lifecycle.CLOSING;
import static dev.secretariat.spi.LifecycleCopy.WORKER;

import dev.secretariat.stress.Meeting;

/** As a {@link LifecycleScene}, with a copy of which a control has weakened a method. */
final class LifecycleCopyScene {
    private final Meeting meeting;
    private final LifecycleCopy lifecycle;

    LifecycleCopyScene(Meeting meeting, LifecycleCopy weakened) {
        this.meeting = meeting;
        lifecycle = weakened;
    }

    LifecycleCopyScene(LifecycleCopy weakened) {
        this(new Meeting(2), weakened);
    }

    static LifecycleCopyScene closing(LifecycleCopy weakened) {
        weakened.advance(CLOSING);
        return new LifecycleCopyScene(weakened);
    }

    boolean submit() {
        meeting.join();
        return lifecycle.accept();
    }

    boolean isRefusalToTell() {
        meeting.join();
        return !lifecycle.accept() && lifecycle.refuse();
    }

    boolean release() {
        meeting.join();
        return lifecycle.release(WORKER);
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

    int phase() {
        return lifecycle.phase.get();
    }
}
