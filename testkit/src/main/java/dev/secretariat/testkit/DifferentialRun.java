package dev.secretariat.testkit;

import dev.secretariat.Scheduler;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** Holds the outcomes of real schedulers against those of the simulation. */
final class DifferentialRun {
    private final int runs;
    private final Set<List<@Nullable Object>> simulated;

    DifferentialRun(int runs, Set<List<@Nullable Object>> simulated) {
        this.runs = runs;
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

        Scheduler start() {
            return switch (this) {
                case DRIVEN_BY_ITS_CALLER -> CooperativeScheduler.builder().build();
                case WITH_ITS_OWN_THREAD -> CooperativeScheduler.builder().start();
                case PARALLEL -> ParallelScheduler.builder().build();
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
        try (Scheduler scheduler = real.start()) {
            try {
                body.accept(scheduler, outcome);
            } catch (Throwable failure) {
                scheduler.shutdownNow(); // or close() would wait for tasks that nobody brings on any more
                throw failure;
            }
        } catch (TestAbortedException failure) {
            return;
        } catch (Throwable failure) {
            throw new AssertionError("on a real scheduler, " + real.words + ": " + failure, failure);
        }
        if (!simulated.contains(outcome.copy())) {
            throw new AssertionError("on a real scheduler, " + real.words + ", the outcome was " + outcome.values()
                    + ", which no simulated run has had; those had " + simulated);
        }
    }
}
