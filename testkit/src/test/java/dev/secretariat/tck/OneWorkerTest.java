package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.EnumSet;
import java.util.Set;

/** A parallel scheduler of one worker. */
class OneWorkerTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return ParallelScheduler.builder()
                .workers(1)
                .ticker(ticker)
                .failureHandler(failures)
                .start();
    }

    @Override
    protected Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }
}
