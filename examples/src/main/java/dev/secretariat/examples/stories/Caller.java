package dev.secretariat.examples.stories;

import dev.secretariat.Deadline;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.examples.stories.Journal.What;
import dev.secretariat.examples.workday.Call;

/** Someone who phones: lets it ring, and hangs up when nobody answers in time. */
final class Caller implements Task<Void> {
    /** For how many minutes callers let it ring. */
    static final int PATIENCE = 5;

    private final Day day;
    private final Phone.Ring ring;
    private final Deadline patience;
    private boolean dialled;

    Caller(Day day, Call call) {
        this.day = day;
        this.ring = new Phone.Ring(call);
        this.patience = day.clock().deadline(call.time().plus(PATIENCE));
    }

    @Override
    public Step<Void> step(Worker worker) {
        if (!dialled) dial();
        if (ring.answered().isDone()) return Step.done();
        if (patience.isPast() && day.phone().hangUp(ring)) {
            day.note(What.HUNG_UP, ring.call());
            return Step.done();
        }
        return Step.awaitAny(ring.answered(), patience);
    }

    private void dial() {
        dialled = true;
        day.note(What.RINGS, ring.call());
        day.phone().ring(ring);
    }
}
