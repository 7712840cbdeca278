package dev.secretariat.simulation;

import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of a program.
 *
 * @param schedule who ran when, and the seed
 * @param traceHash what happened, as a number: the order of the steps, their times, the numbers of tasks and workers,
 *     and the state that each step left its task in. Equal for equal runs, on every JDK, and hardly for others; values
 *     are not compared
 * @param makespan when the last step ended, in virtual time
 * @param failure what the program, or a check of the simulation, has thrown; empty if all went well
 * @param besides what else has gone wrong: after the failure of a task, those of others and what followed from it;
 *     before what the program has thrown, the failures of tasks that nobody had looked at
 * @param trace what happened, in words; empty if nobody asked for it
 * @param unordered which accesses of {@link dev.secretariat.sync.Shared} variables, by two tasks and one of them a write, nothing has put in order, in words; some of them, and
 *     none if nobody asked for the trace. They need not be wrong
 */
public record Run(
        Schedule schedule,
        long traceHash,
        Duration makespan,
        Optional<Throwable> failure,
        List<Throwable> besides,
        List<TraceEvent> trace,
        List<String> unordered) {
    /** Deeper causes are not looked at: few failures are wrapped so often, and a chain of causes may be a circle. */
    private static final int MAX_DEPTH = 10;

    /** A run. */
    public Run {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(makespan, "makespan");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(besides, "besides");
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(unordered, "unordered");
    }

    /** Returns whether something was wrong. */
    public boolean hasFailed() {
        return failure.isPresent();
    }

    /** Returns the same run, failed. */
    Run failingBy(Throwable what) {
        return new Run(schedule, traceHash, makespan, Optional.of(what), List.of(), trace, unordered);
    }

    /** Returns the same steps, in words, with the failure of another run. */
    Run failingAs(Run other) {
        return new Run(schedule, traceHash, makespan, other.failure, other.besides, trace, unordered);
    }

    private Stream<Throwable> failures() {
        return Stream.concat(failure.stream(), besides.stream());
    }

    /** Returns whether it was given up because it stood still. */
    boolean isStuck() {
        return failures().anyMatch(StuckError.class::isInstance);
    }

    /** Returns whether an interrupt has come to something in it that blocked. */
    boolean isInterrupted() {
        return failures().anyMatch(Run::isInterrupt);
    }

    private static boolean isInterrupt(Throwable failure) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < MAX_DEPTH; depth++, link = link.getCause()) {
            if (link instanceof InterruptedException || link instanceof ClosedByInterruptException) return true;
        }
        return false;
    }

    /** Returns the failures of tasks that came before what the program has thrown. */
    List<Throwable> earlierFailures() {
        boolean byTask = failure.filter(UnseenFailureError.class::isInstance).isPresent();
        return byTask
                ? List.of()
                : besides.stream().filter(UnseenFailureError.class::isInstance).toList();
    }

    /** Returns what happened, as a table of times, workers, tasks and steps. */
    public String table() {
        return InterleavingTable.of(trace);
    }
}
