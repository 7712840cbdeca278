package dev.secretariat.fiber;

import dev.secretariat.stress.Meeting;
import java.util.Objects;
import java.util.function.Consumer;

/** A baton, and the two actors whose threads hand it to and fro. */
final class BatonScene {
    private final Meeting meeting = new Meeting(2);
    private final Baton baton;
    private volatile Thread worker;
    private volatile Thread body;

    // Plain: only the baton orders them.
    private int forBody;
    private int forWorker;
    private int seen;

    BatonScene(Consumer<BatonScene> body) {
        baton = new Baton(() -> body.accept(this));
    }

    // ---- The worker's side ----

    void writeForBody() {
        worker = Thread.currentThread();
        while (body == null) Thread.onSpinWait();
        meeting.join();
        forBody = 1;
    }

    void resume() {
        if (worker == null) writeForBody();
        baton.resume(null, () -> false);
    }

    int seenByWorker() {
        return forWorker;
    }

    int seenByBody() {
        return seen;
    }

    // ---- The body's side ----

    void runBody() {
        baton.useThread(Thread.currentThread());
        body = Thread.currentThread();
        meeting.join();
        baton.run();
    }

    void handedToBody() {
        seen = forBody;
    }

    void waitForTurn() {
        baton.suspend();
    }

    void writeForWorker() {
        forWorker = 2;
    }

    void interruptWorker() {
        Objects.requireNonNull(worker).interrupt();
    }
}
