package dev.secretariat.sync;

import java.util.concurrent.atomic.AtomicReference;

/** A copy of {@link Served}'s protocol, of which a control weakens one method. */
abstract class ServedCopy {
    static final Object SERVED = new Object();
    static final Object LOOK = new Object();

    final AtomicReference<Object> inbox = new AtomicReference<>();

    abstract void settleUp();

    void leave(Message message) {
        for (; ; ) {
            Object now = inbox.get();
            message.follow(now instanceof Message other ? other : null);
            if (!inbox.compareAndSet(now, message)) continue;
            if (now == null) goOn();
            return;
        }
    }

    void look() {
        for (; ; ) {
            Object now = inbox.get();
            if (now == LOOK || now instanceof Message) return;
            if (!inbox.compareAndSet(now, now == null ? SERVED : LOOK)) continue;
            if (now == null) goOn();
            return;
        }
    }

    boolean tryServe() {
        return inbox.get() == null && inbox.compareAndSet(null, SERVED);
    }

    void goOn() {
        do takeAndSettleUp();
        while (!inbox.compareAndSet(SERVED, null));
    }

    final void takeAndSettleUp() {
        if (inbox.get() != SERVED) Served.readAll(inbox.getAndSet(SERVED));
        settleUp();
    }
}
