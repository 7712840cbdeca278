package dev.secretariat.simulation;

import java.util.Set;

/** A chooser for one run after the other, each with another schedule. */
interface SearchTree extends Chooser {
    /** Returns whether a run that has ended did not come to all choices that it was to repeat. */
    boolean isCutShort();

    /** Turns to the next schedule; false if there is none. */
    boolean advance();

    /** Returns the names of the tasks that polled, so that they were passed over. */
    Set<String> polling();
}
