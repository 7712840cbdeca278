package dev.secretariat.examples.demo.stories;

import dev.secretariat.Deadline;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Call;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import org.jspecify.annotations.Nullable;

/** Someone who phones, lets it ring, and hangs up if nobody answers in time. */
public final class Caller implements Task<Void> {
    /** For how many minutes callers let it ring. */
    public static final int PATIENCE = 5;

    private final Day day;
    private final Call call;
    private Phone.@Nullable Ring ring;

    Caller(Day day, Call call) {
        this.day = day;
        this.call = call;
    }

    @Override
    public Step<Void> step(Worker worker) {
        if (ring == null) ring = dial(worker);
        if (ring.answered().isDone()) return Step.done();
        if (ring.patience().isPast() && day.phone().hangUp(ring)) {
            day.note(What.HUNG_UP, call, ring.since());
            return Step.done();
        }
        return Step.awaitAny(ring.answered(), ring.patience());
    }

    private Phone.Ring dial(Worker worker) {
        TimeOfDay now = day.clock().now();
        Deadline patience = worker.deadline(day.clock().minutes(PATIENCE));
        Phone.Ring dialled = new Phone.Ring(call, now, patience);
        day.note(What.RINGS, call);
        day.phone().ring(dialled);
        return dialled;
    }
}
