package dev.secretariat.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run of a program.
 *
 * @param schedule who ran when, and the seed
 * @param traceHash what happened, as a number: equal for equal runs, on every JDK, and hardly for others
 * @param makespan when the last step ended, in virtual time
 * @param failure what the program, or a check of the simulation, has thrown; empty if all went well
 * @param trace what happened, in words; empty if nobody asked for it
 */
public record Run(
        Schedule schedule, long traceHash, Duration makespan, Optional<Throwable> failure, List<TraceEvent> trace) {
    /** Whether something was wrong. */
    public boolean hasFailed() {
        return failure.isPresent();
    }

    /** The same run, failed. */
    Run failingBy(Throwable what) {
        return new Run(schedule, traceHash, makespan, Optional.of(what), trace);
    }

    /** Whether another run has failed in the same way, as far as the types tell. */
    boolean failsLike(Run other) {
        return hasFailed() && kind().equals(other.kind());
    }

    private List<Class<?>> kind() {
        return failure.<List<Class<?>>>map(it -> it.getCause() == null
                        ? List.of(it.getClass())
                        : List.of(it.getClass(), it.getCause().getClass()))
                .orElse(List.of());
    }

    /** What happened, as a table of times, workers, tasks and steps. */
    public String table() {
        return InterleavingTable.of(trace);
    }
}
