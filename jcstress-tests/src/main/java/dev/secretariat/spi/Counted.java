package dev.secretariat.spi;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;

/** A task that counts how often it is told that it is cancelled, which rule T7 promises to be once. */
final class Counted implements Task<Void> {
    private final boolean waits;
    int cancels;

    private Counted(boolean waits) {
        this.waits = waits;
    }

    /** Waits in its first step. */
    static Counted waiting() {
        return new Counted(true);
    }

    /** Ends in its first step. */
    static Counted ending() {
        return new Counted(false);
    }

    @Override
    public Step<Void> step(Worker worker) {
        return waits ? HandScheduler.awaitTest() : Step.done();
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        cancels++;
        return Step.done();
    }
}
