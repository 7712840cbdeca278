package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;

/** A user's scheduler, on the public spi package alone. */
class TwoThreadSchedulerTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return new TwoThreadScheduler(ticker, failures);
    }
}
