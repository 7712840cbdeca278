package dev.secretariat.impl;

import dev.secretariat.Worker;

/** Where blocking calls run. */
public interface BlockingPlace {
    /** Returns whether a step runs the call itself, as no other thread may. */
    boolean isInStep(Worker worker);

    /** Returns how many calls wait for a thread there, and run. */
    CallCount count(Worker worker);

    /**
     * Hands a call over.
     *
     * @param name what reports call it
     */
    void start(Worker worker, String name, Runnable call);
}
