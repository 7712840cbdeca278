package dev.secretariat.examples.schedulers;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.tck.SchedulerTck;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** The scheduler over an executor keeps to the rules. */
class ExecutorSchedulerTest extends SchedulerTck {
    private final ExecutorService executor = Executors.newFixedThreadPool(3);

    @Override
    protected Scheduler create(Ticker ticker, FailureHandler failures) {
        return new ExecutorScheduler(executor, ticker, failures);
    }

    @AfterEach
    void endExecutor() {
        executor.shutdown();
    }
}
