package dev.secretariat.examples.demo.stories;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.examples.demo.stories.Journal.What;
import org.jspecify.annotations.Nullable;

/** Answers the phone when it rings, and talks, until nobody will call any more. */
public final class AnswerPhone implements Task<Void> {
    private final Day day;
    private @Nullable Job conversation;

    /** Creates the task for the phone of this day's office. */
    public AnswerPhone(Day day) {
        this.day = day;
    }

    @Override
    public Step<Void> step(Worker worker) {
        if (conversation == null) {
            Phone.Ring ring = day.phone().answer();
            if (ring == null) return nobody();
            day.note(What.ANSWERED, ring.call(), ring.since(), worker.index());
            conversation = new Job(day, ring.call());
        }
        conversation.workAMinute(worker.index());
        if (conversation.isFinished()) conversation = null;
        return Step.yieldNow(); // someone else's turn
    }

    private Step<Void> nobody() {
        return day.phone().isUnplugged() ? Step.done() : Step.await(day.phone().ringing());
    }
}
