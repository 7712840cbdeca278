package dev.secretariat.spi;

import java.util.concurrent.atomic.AtomicInteger;

/** The bits of a task cell's state that controls need, with the transitions that they do not weaken. */
final class CellWord extends AtomicInteger {
    static final int ACTIVE = 0;
    static final int WAITING = 1;
    static final int ENDED = 2;
    static final int WOKEN = 4;
    static final int CANCEL = 8;

    private static final long serialVersionUID = 1;

    CellWord(int state) {
        super(state);
    }

    /** As a waker does. */
    void wake() {
        for (; ; ) {
            int now = get();
            if (compareAndSet(now, now == WAITING ? ACTIVE : WOKEN)) return;
        }
    }

    /** Zero if the task waits, else one. */
    int awake() {
        return get() == WAITING ? 0 : 1;
    }
}
