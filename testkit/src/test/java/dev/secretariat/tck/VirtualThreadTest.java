package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.virtual.VirtualThreadScheduler;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A virtual thread for each task. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTest extends SchedulerTck {
    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return VirtualThreadScheduler.builder()
                .ticker(ticker)
                .failureHandler(failures)
                .start();
    }
}
