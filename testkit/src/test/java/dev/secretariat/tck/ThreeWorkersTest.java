package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.parallel.ParallelScheduler;

/** A parallel scheduler of three workers. */
class ThreeWorkersTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return ParallelScheduler.builder()
                .workers(3)
                .ticker(ticker)
                .failureHandler(failures)
                .start();
    }
}
