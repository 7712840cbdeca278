package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.util.EnumSet;
import java.util.Set;

/** A cooperative scheduler with a thread of its own. */
class CooperativeThreadTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return CooperativeScheduler.builder()
                .ticker(ticker)
                .failureHandler(failures)
                .start();
    }

    @Override
    protected Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }
}
