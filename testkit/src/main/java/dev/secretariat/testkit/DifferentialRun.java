package dev.secretariat.testkit;

import dev.secretariat.Scheduler;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.reports.Differences;
import dev.secretariat.reports.Watch;
import dev.secretariat.spi.SchedulerBase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Holds the outcomes of real schedulers against those of the simulation. */
final class DifferentialRun {
    private final int runs;
    private final Duration patience;
    private final Set<List<@Nullable Object>> simulated;

    DifferentialRun(int runs, Duration patience, Set<List<@Nullable Object>> simulated) {
        this.runs = runs;
        this.patience = patience;
        this.simulated = simulated;
    }

    private enum Real {
        DRIVEN_BY_ITS_CALLER("one driven by its caller"),
        WITH_ITS_OWN_THREAD("one with a thread of its own"),
        PARALLEL("a parallel one");

        private final String words;

        Real(String words) {
            this.words = words;
        }

        SchedulerBase start(ThreadFactory threads) {
            return switch (this) {
                case DRIVEN_BY_ITS_CALLER -> CooperativeScheduler.builder().build();
                case WITH_ITS_OWN_THREAD ->
                    CooperativeScheduler.builder().threadFactory(threads).start();
                case PARALLEL ->
                    ParallelScheduler.builder().threadFactory(threads).start();
            };
        }
    }

    void check(BiConsumer<Scheduler, Outcomes> body) {
        for (Real real : Real.values()) {
            for (int i = 0; i < runs; i++) check(real, body);
        }
    }

    private void check(Real real, BiConsumer<Scheduler, Outcomes> body) {
        Outcomes outcome = new Outcomes();
        RealRun run = new RealRun(real.words, real::start, patience, Watch.system(), System.err::println);
        Throwable failure = run.attempt(scheduler -> body.accept(scheduler, outcome));
        if (failure instanceof TestAbortedException) return;
        if (failure != null) throw failed("on a real scheduler, " + real.words + ": " + failure, failure);
        if (!simulated.contains(outcome.copy())) {
            String text = "on a real scheduler, " + real.words + ", the outcome was " + outcome.values()
                    + ", which no simulated run has had; those had " + simulated;
            throw simulated.size() == 1
                    ? new AssertionFailedError(text, simulated.iterator().next(), outcome.values())
                    : new AssertionFailedError(text);
        }
    }

    /** Makes the failure, with what an assertion of the test has expected, for tools that show the difference. */
    private static AssertionFailedError failed(String text, Throwable failure) {
        AssertionFailedError difference = Differences.first(failure);
        if (difference == null) return new AssertionFailedError(text, failure);
        return new AssertionFailedError(text, difference.getExpected(), difference.getActual(), failure);
    }
}
