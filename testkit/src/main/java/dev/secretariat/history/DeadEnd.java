package dev.secretariat.history;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order in which as many operations fit as in any, and the state after each.
 *
 * @param candidates those that can come next, none of which fits
 * @param blocking the one of them before which no other can come that is not among them; null if there is none, or no one
 * @param blocked in which states the blocking one does not fit, this one included: those to which any order leads, up to a number; empty if there is none
 */
record DeadEnd<S, O, R extends @Nullable Object>(
        List<Operation<O, R>> order,
        List<S> states,
        List<Operation<O, R>> candidates,
        @Nullable Operation<O, R> blocking,
        Set<S> blocked) {
    S state() {
        return states.get(states.size() - 1);
    }
}
