package dev.secretariat.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What an exhaustive search has come to, and what it has left out.
 *
 * @param bound how far it has gone
 * @param schedules how many runs it took, each in another order
 * @param partialOrders how many of these differed in more than the order of steps that touch nothing in common: no {@link dev.secretariat.sync.Shared} variable, no
 *     primitive of this library and no task, or only to read it; empty where there were too many to be counted
 * @param isReduced whether it has tried only one order of each such kind; then runs that turned out to be like others were cut short
 * @param omissions what else could have been tried; empty if a run has failed, which ends the search
 * @param failing the first run that failed, if one did
 */
public record Exploration(
        Bound bound,
        long schedules,
        OptionalLong partialOrders,
        boolean isReduced,
        List<Omission> omissions,
        Optional<Run> failing) {
    /** An exploration. */
    public Exploration {
        Objects.requireNonNull(bound, "bound");
        Objects.requireNonNull(partialOrders, "partialOrders");
        omissions = List.copyOf(Objects.requireNonNull(omissions, "omissions"));
        Objects.requireNonNull(failing, "failing");
    }

    /**
     * Returns whether the program cannot fail within the bound: each order was run, none has failed, and
     * nothing but the order decided what a run did. Where the search {@link #isReduced}, that holds if tasks have nothing in common but
     * what it sees.
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
        String orders = isReduced
                ? String.format(
                        Locale.ROOT,
                        "%,d partial %s, in %,d %s",
                        partialOrders.orElse(0),
                        one(partialOrders.orElse(0), "order"),
                        schedules,
                        one(schedules, "run"))
                : String.format(Locale.ROOT, "%,d %s with %s", schedules, one(schedules, "order"), bound);
        if (failing.isPresent()) return "a failure after " + orders;
        if (omissions.isEmpty()) return "all " + orders;
        String leftOut = omissions.stream().map(Omission::text).collect(Collectors.joining("; "));
        return (omits(Omission.Kind.ORDERS) ? "" : "all ") + orders + "; not tried: " + leftOut;
    }

    private static String one(long count, String what) {
        return count == 1 ? what : what + "s";
    }
}
