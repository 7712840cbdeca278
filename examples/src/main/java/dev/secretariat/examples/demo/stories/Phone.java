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
 * The phone on the secretary's desk. It is thread-safe: callers let it ring from their threads, and secretaries answer
 * it on theirs.
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

        /** Returns who calls. */
        public Call call() {
            return call;
        }

        /** Returns when the phone began to ring. */
        public TimeOfDay since() {
            return since;
        }

        /** Returns how long the caller will let it ring. */
        Deadline patience() {
            return patience;
        }

        /** Returns what the caller waits for. */
        Promise<Call> answered() {
            return answered;
        }
    }

    /** Returns what a secretary waits for: it holds while somebody lets it ring, and once nobody will any more. */
    public Awaitable ringing() {
        return ringing;
    }

    /** Takes the call that has been ringing longest, and returns null if the phone is quiet. */
    public @Nullable Ring answer() {
        Ring ring = line.poll();
        if (ring == null) return null;
        ring.answered.complete(new Outcome.Succeeded<>(ring.call));
        return ring;
    }

    /** Returns whether nobody will call any more today. */
    public boolean isUnplugged() {
        return unplugged;
    }

    void ring(Ring ring) {
        line.add(ring);
        ringing.signal();
    }

    /** Returns false if the secretary was faster. */
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
