package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** A simulation of three workers: it has a time of its own, belongs to one thread, and promises no fairness and no order. */
class SimulationTckTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return SimulationScheduler.builder()
                .seed(17)
                .workers(3)
                .failureHandler(failures)
                .build();
    }

    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.FOREIGN_THREADS, Feature.FAIRNESS, Feature.ONE_LINE));
    }

    @Override
    protected void advance(Scheduler scheduler, Duration duration) {
        ((SimulationScheduler) scheduler).runFor(duration);
    }
}
