package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** A simulation: one thread, driven by whoever waits, and a time of its own. */
class SimulationTckTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return SimulationScheduler.builder()
                .workers(2)
                .stepLimit(10_000_000)
                .failureHandler(failures)
                .build();
    }

    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.FOREIGN_THREADS));
    }

    @Override
    protected void advance(Scheduler scheduler, Duration duration) {
        ((SimulationScheduler) scheduler).runFor(duration);
    }
}
