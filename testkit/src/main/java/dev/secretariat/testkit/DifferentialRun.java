package dev.secretariat.testkit;

import dev.secretariat.Scheduler;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.Set;
import java.util.function.Function;

/** Holds the outcomes of real schedulers against those of the simulation. */
final class DifferentialRun {
    private final int runs;
    private final Set<Object> simulated;

    DifferentialRun(int runs, Set<Object> simulated) {
        this.runs = runs;
        this.simulated = simulated;
    }

    private enum Real {
        DRIVEN_BY_ITS_CALLER,
        WITH_ITS_OWN_THREAD,
        PARALLEL;

        Scheduler start() {
            return switch (this) {
                case DRIVEN_BY_ITS_CALLER -> CooperativeScheduler.builder().build();
                case WITH_ITS_OWN_THREAD -> CooperativeScheduler.builder().start();
                case PARALLEL -> ParallelScheduler.builder().build();
            };
        }
    }

    void check(Function<Scheduler, Object> body) {
        for (Real real : Real.values()) {
            for (int i = 0; i < runs; i++) check(real, body);
        }
    }

    private void check(Real real, Function<Scheduler, Object> body) {
        Object outcome;
        try (Scheduler scheduler = real.start()) {
            outcome = body.apply(scheduler);
        }
        if (!simulated.contains(outcome)) {
            throw new AssertionError("on a real scheduler (" + real + ") the outcome was " + outcome
                    + ", which no simulated run has had; those had " + simulated);
        }
    }
}
