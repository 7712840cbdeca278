package dev.secretariat.simulation;

import java.util.Locale;

/**
 * How much of what a program can do a sweep has come to, as far as its tasks meet in {@link dev.secretariat.sync.Shared} variables and primitives of this library. No failure in a sweep
 * that still comes to something new says little; one that has found nothing new for long has probably seen most of what its policy comes to.
 *
 * @param runs how many seeds were run
 * @param partialOrders how many of the orders differed in more than the order of steps that touch nothing in common; at most a million are counted
 * @param newestOrder the number of the run, from 1, that came to one of these last
 * @param pairs how many pairs of steps, of two tasks, came right after each other at something that both touch and one of them writes
 * @param newestPair the number of the run, from 1, that came to one of these last
 */
public record Coverage(long runs, long partialOrders, long newestOrder, long pairs, long newestPair) {
    /** Returns all that in a sentence. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d runs came to %,d partial orders, the last new one in run %,d, and to %,d pairs of steps that meet, the last new one in run %,d",
                runs,
                partialOrders,
                newestOrder,
                pairs,
                newestPair);
    }
}
