package dev.secretariat.simulation.net;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;

/** A message under way, which comes when this task has its turn; if that is left out, it never does. */
final class Delivery<M> implements Task<Object> {
    final Envelope<M> envelope;

    /** Whether those that were sent before it on its link come first. */
    final boolean isInOrder;

    private final Link<M> link;
    private boolean isSettled;

    Delivery(Envelope<M> envelope, boolean isInOrder, Link<M> link) {
        this.envelope = envelope;
        this.isInOrder = isInOrder;
        this.link = link;
    }

    @Override
    public Step<Object> step(Worker worker) {
        return Step.done(isSettled ? new Fate("had to come before a later one", envelope.message()) : link.come(this));
    }

    void settle() {
        isSettled = true;
    }

    /** What has become of a message that has not come, for the trace. */
    record Fate(String what, Object message) {
        @Override
        public String toString() {
            return message + ", which " + what;
        }
    }
}
