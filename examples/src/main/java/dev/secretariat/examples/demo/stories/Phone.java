package dev.secretariat.examples.demo.stories;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.examples.demo.workday.Call;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import dev.secretariat.examples.recipes.Condition;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The phone on the secretary's desk. Thread-safe: callers ring it from their threads, whoever is in the
 * office answers on theirs.
 */
public final class Phone {
    private final Queue<Ring> line = new ConcurrentLinkedQueue<>();
    private final Condition ringing = new Condition("the ringing phone", this::isRinging);
    private volatile boolean unplugged;

    /** A caller who lets it ring. */
    public static final class Ring {
        private final Call call;
        private final TimeOfDay since;
        private final Deadline patience;
        private final Promise<Call> answered = new Promise<>();

        Ring(Call call, TimeOfDay since, Deadline patience) {
            this.call = call;
            this.since = since;
            this.patience = patience;
        }

        /** Who calls. */
        public Call call() {
            return call;
        }

        /** When the phone began to ring. */
        public TimeOfDay since() {
            return since;
        }

        /** How long the caller will let it ring. */
        Deadline patience() {
            return patience;
        }

        /** What the caller waits for. */
        Promise<Call> answered() {
            return answered;
        }
    }

    /** For the secretary: holds while somebody lets it ring, and when nobody will any more. */
    public Awaitable ringing() {
        return ringing;
    }

    /** Takes the call that has been ringing longest; null if it is quiet. */
    public @Nullable Ring answer() {
        Ring ring = line.poll();
        if (ring == null) return null;
        ring.answered.complete(new Outcome.Succeeded<>(ring.call));
        return ring;
    }

    /** Whether nobody will call any more today. */
    public boolean isUnplugged() {
        return unplugged;
    }

    void ring(Ring ring) {
        line.add(ring);
        ringing.signal();
    }

    /** False if the secretary was faster. */
    boolean hangUp(Ring ring) {
        return line.remove(ring);
    }

    void unplug() {
        unplugged = true;
        ringing.signalAll();
    }

    private boolean isRinging() {
        return unplugged || !line.isEmpty();
    }
}
