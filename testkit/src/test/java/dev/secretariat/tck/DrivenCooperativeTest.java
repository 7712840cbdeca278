package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.util.EnumSet;
import java.util.Set;

/** A cooperative scheduler, driven by its caller. */
class DrivenCooperativeTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return CooperativeScheduler.builder()
                .ticker(ticker)
                .failureHandler(failures)
                .build();
    }

    @Override
    protected Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }
}
