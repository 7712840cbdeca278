package dev.secretariat.sync;

import dev.secretariat.stress.Pause;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A scope that does one thing wrong, for the controls of {@link ScopeTests}: what each of these tests has to see. */
final class WeakScope {
    enum Flaw {
        /** Looks whether the scope is cancelled, then adds the child. */
        FORKS_AFTER_A_LOOK,
        /** Looks whether children run, then says that it waits for them. */
        JOINS_AFTER_A_LOOK,
        /** Counts an end by a load and a store. */
        COUNTS_BY_STORE
    }

    static final class Child {
        private volatile boolean isCancelled;

        boolean isCancelled() {
            return isCancelled;
        }
    }

    private final Flaw flaw;
    private final Queue<Child> children = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean isCancelled;
    private volatile boolean isJoined;
    private volatile boolean isEnded;

    WeakScope(Flaw flaw) {
        this.flaw = flaw;
    }

    boolean isEnded() {
        return isEnded;
    }

    Child fork() {
        Child child = new Child();
        running.getAndIncrement();
        boolean isLate = isCancelled;
        if (flaw == Flaw.FORKS_AFTER_A_LOOK) Pause.spin(1);
        children.add(child);
        if (flaw == Flaw.FORKS_AFTER_A_LOOK ? isLate : isCancelled) child.isCancelled = true;
        return child;
    }

    void cancel() {
        isCancelled = true;
        for (Child child : children) child.isCancelled = true;
    }

    void end() {
        if (flaw == Flaw.COUNTS_BY_STORE) {
            int before = running.get();
            Pause.spin(1);
            running.set(before - 1);
        } else {
            running.getAndDecrement();
        }
        if (isJoined && running.get() == 0) isEnded = true;
    }

    void join() {
        boolean isLate = running.get() == 0;
        if (flaw == Flaw.JOINS_AFTER_A_LOOK) Pause.spin(1);
        isJoined = true;
        if (flaw == Flaw.JOINS_AFTER_A_LOOK ? isLate : running.get() == 0) isEnded = true;
    }
}
