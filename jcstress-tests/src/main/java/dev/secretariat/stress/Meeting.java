package dev.secretariat.stress;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the actors of a test begin at about the same time. Between two barriers of jcstress each goes
 * through many states by itself, and where one is quicker they soon pass by different states. Who comes
 * first waits for the others, but not for long: they may not be running. A meeting orders nothing of what
 * the actors do after it.
 */
public class Meeting {
    private static final int PATIENCE = 2_000;

    private final AtomicInteger missing;

    public Meeting(int actors) {
        missing = new AtomicInteger(actors);
    }

    /** Joins, and goes on when all are there or after a short while. */
    public void join() {
        missing.getAndDecrement();
        for (int i = 0; i < PATIENCE && missing.get() > 0; i++) {}
    }
}
