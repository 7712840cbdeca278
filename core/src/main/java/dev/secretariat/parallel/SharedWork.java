package dev.secretariat.parallel;

import dev.secretariat.spi.TaskCell;
import org.jspecify.annotations.Nullable;

/** All places where work waits that any worker may take: the injection queues, and what the workers show. */
final class SharedWork {
    private final Injection<TaskCell<?>> injection;
    private final Peer[] peers;

    /** What a slot monitor has found in the same slot twice; until a searcher comes for it. */
    private volatile @Nullable Object stuck;

    /**
     * Of some workers.
     *
     * @param peers by their numbers; filled in before any of them runs
     */
    SharedWork(Peer[] peers) {
        this.peers = peers;
        this.injection = new Injection<>(peers.length);
    }

    Injection<TaskCell<?>> injection() {
        return injection;
    }

    /** Returns how many workers there are. */
    int workers() {
        return peers.length;
    }

    Peer peer(int number) {
        return peers[number];
    }

    /** Returns whether a task, or a fork, waits for whoever comes first. */
    boolean hasWork() {
        if (hasTask()) return true;
        for (Peer peer : peers) {
            if (!peer.forks().isShelfEmpty()) return true;
        }
        return false;
    }

    /** Returns whether a task waits for whoever comes first. */
    boolean hasTask() {
        if (!injection.isEmpty()) return true;
        for (Peer peer : peers) {
            if (!peer.queue().isEmpty()) return true;
        }
        return false;
    }

    /** Returns how many steps all workers but one have begun; each is looked at once. */
    long stepsWithout(int number) {
        long sum = 0;
        for (int i = 0; i < peers.length; i++) {
            if (i != number) sum += peers[i].steps();
        }
        return sum;
    }

    /** Has all workers but one publish what forks they have. */
    void requestForks(int idle) {
        for (int i = 0; i < peers.length; i++) {
            if (i != idle) peers[i].forks().requestPublish();
        }
    }

    // ---- Slots ----

    /**
     * Returns a worker whose slot is full, or null if all are empty.
     *
     * @param from where to begin to look, so that none hides the others
     */
    @Nullable
    Peer holderOfSlot(int from) {
        for (int i = 0; i < peers.length; i++) {
            Peer peer = peers[(from + i) % peers.length];
            if (!peer.slot().isSlotEmpty()) return peer;
        }
        return null;
    }

    /** Notes that a slot's task was there before and after a nap. */
    void noteStuck(Object held) {
        stuck = held;
    }

    /** Takes the task that was noted, if it still is in that slot. */
    @Nullable
    TaskCell<?> takeStuck() {
        Object held = stuck;
        if (held == null) return null;
        stuck = null;
        for (Peer peer : peers) {
            TaskCell<?> taken = peer.slot().takeFromSlot(held);
            if (taken != null) return taken;
        }
        return null;
    }
}
