package dev.secretariat.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an exhaustive search has come to, and what it has left out.
 *
 * @param preemptions how many preemptions an order could have
 * @param schedules how many orders it has run
 * @param omissions what else could have been tried; empty if a run has failed, which ends the search
 * @param failing the first run that failed, if one did
 */
public record Exploration(int preemptions, long schedules, List<Omission> omissions, Optional<Run> failing) {
    /** An exploration. */
    public Exploration {
        omissions = List.copyOf(Objects.requireNonNull(omissions, "omissions"));
        Objects.requireNonNull(failing, "failing");
    }

    /**
     * Returns whether the program cannot fail within the bound of preemptions: each order was run, none has failed, and
     * nothing but the order decided what a run did.
     */
    public boolean isComplete() {
        return failing.isEmpty() && omissions.isEmpty();
    }

    /** Returns whether something of a kind was left out. */
    public boolean omits(Omission.Kind kind) {
        Objects.requireNonNull(kind, "kind");
        return omissions.stream().anyMatch(omission -> omission.kind() == kind);
    }

    /** Returns what was run and what was left out, in a sentence. */
    @Override
    public String toString() {
        String orders = String.format(Locale.ROOT, "%,d %s with %s", schedules, one(schedules, "order"), bound());
        if (failing.isPresent()) return "a failure after " + orders;
        if (omissions.isEmpty()) return "all " + orders;
        String leftOut = omissions.stream().map(Omission::text).collect(Collectors.joining("; "));
        return (omits(Omission.Kind.ORDERS) ? "" : "all ") + orders + "; not tried: " + leftOut;
    }

    private String bound() {
        if (preemptions == Integer.MAX_VALUE) return "any number of preemptions";
        return "at most " + preemptions + " " + one(preemptions, "preemption");
    }

    private static String one(long count, String what) {
        return count == 1 ? what : what + "s";
    }
}
