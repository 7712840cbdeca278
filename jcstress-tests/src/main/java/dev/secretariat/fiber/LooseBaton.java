package dev.secretariat.fiber;

import dev.secretariat.stress.Pause;

/** For a control: a baton whose worker passes interrupts on at any time, to a body that interrupts it at its end. */
final class LooseBaton {
    private volatile Thread worker;
    private volatile Thread body;
    private volatile boolean isBodys;
    private boolean left;

    void resume() {
        worker = Thread.currentThread();
        while (body == null) Thread.onSpinWait();
        isBodys = true;
        boolean passedOn = false;
        while (isBodys || !passedOn) {
            if (!Thread.interrupted()) continue;
            Pause.spin(1);
            body.interrupt(); // without a look whether it is the body's turn
            passedOn = true;
        }
        if (left) Thread.currentThread().interrupt();
    }

    void runBody() {
        body = Thread.currentThread();
        while (!isBodys) Thread.onSpinWait();
        worker.interrupt();
        left = Thread.interrupted();
        isBodys = false;
    }

    /** Whether the body's thread has been left an interrupt, which is taken away, as the next sample runs on it. */
    boolean hasInterrupt() {
        Pause.spin(20);
        return Thread.interrupted();
    }
}
