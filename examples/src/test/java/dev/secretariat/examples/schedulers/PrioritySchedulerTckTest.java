package dev.secretariat.examples.schedulers;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.tck.SchedulerTck;

class PrioritySchedulerTckTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return PriorityScheduler.start(ticker, failures);
    }
}
