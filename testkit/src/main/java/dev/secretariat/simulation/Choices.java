package dev.secretariat.simulation;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The choices of a run of a depth-first search, and how many alternatives there were at each: the next run repeats
 * those up to the last that has an alternative left, takes that, and goes on with the first alternative each time.
 */
final class Choices {
    private int[] taken = new int[64];
    private int[] alternatives = new int[64];

    /** The choices at which the task that ran last is passed over, since it would go on for ever. */
    private final BitSet passing = new BitSet();

    /** How many choices the run is to repeat, or has made. */
    private int planned;

    /** Of the next choice. */
    private int at;

    /** Returns the number of the next choice of the run, from 0. */
    int at() {
        return at;
    }

    /** Returns whether the task that ran last is to be passed over at the next choice. */
    boolean isPassing() {
        return passing.get(at);
    }

    /**
     * Makes the next choice.
     *
     * @param here how many alternatives there are
     * @return which of them to take
     */
    int choose(int here) {
        if (at < planned) {
            if (alternatives[at] != here) {
                throw new NondeterminismError("choice " + (at + 1) + " was one of " + alternatives[at]
                        + ", and is one of " + here + " when the same steps run again");
            }
        } else {
            add(here);
        }
        return taken[at++];
    }

    private void add(int here) {
        if (planned == taken.length) {
            taken = Arrays.copyOf(taken, 2 * planned);
            alternatives = Arrays.copyOf(alternatives, 2 * planned);
        }
        taken[planned] = 0;
        alternatives[planned++] = here;
    }

    /** Returns whether a run that has ended did not come to all choices that it was to repeat. */
    boolean isCutShort() {
        return at < planned;
    }

    /** Turns to a run that makes the same choices. */
    void repeat() {
        at = 0;
    }

    /** Turns to the next run; false if there is none. */
    boolean advance() {
        at = 0;
        while (planned > 0 && taken[planned - 1] + 1 == alternatives[planned - 1]) planned--;
        passing.clear(planned, Math.max(planned, passing.length()));
        if (planned == 0) return false;
        taken[planned - 1]++;
        return true;
    }

    /** Turns to a run that makes the same choices before one at which it passes over the task that ran last. */
    void passOver(int choice) {
        at = 0;
        planned = choice;
        passing.clear(planned, Math.max(planned, passing.length()));
        passing.set(choice);
    }
}
