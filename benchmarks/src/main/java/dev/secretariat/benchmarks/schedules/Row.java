package dev.secretariat.benchmarks.schedules;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What has been found out about one program. */
record Row(Subject subject, Map<Search, Trials> trials, Explored explored) {
    Row {
        trials = Map.copyOf(trials);
    }

    /** Returns those of a search; empty if it was not asked for. */
    Optional<Trials> of(Search search) {
        return Optional.ofNullable(trials.get(search));
    }

    /** Returns the median, in words; nothing for a search that was not asked for. */
    String text(Search search) {
        return of(search).map(Trials::text).orElse("");
    }

    private OptionalDouble median(Search search) {
        return of(search).map(Trials::median).orElse(OptionalDouble.empty());
    }

    /** Returns how many schedules the portfolio needs for one of the better of POS and PCT of any depth; empty where one of them finds nothing. */
    OptionalDouble beside() {
        OptionalDouble best = Stream.of(Search.POS, Search.PCT_1, Search.PCT_2, Search.PCT_3)
                .flatMap(search -> median(search).stream().boxed())
                .mapToDouble(it -> it)
                .min();
        OptionalDouble ours = median(Search.PORTFOLIO);
        return best.isPresent() && ours.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() / best.getAsDouble())
                : OptionalDouble.empty();
    }
}
