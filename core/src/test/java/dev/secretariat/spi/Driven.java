package dev.secretariat.spi;

import dev.secretariat.FailureHandler;
import dev.secretariat.ManualTicker;
import dev.secretariat.Task;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;

/** The two ways in which a cooperative scheduler gets a thread, for tests that must hold for both. */
enum Driven {
    BY_ITS_CALLER {
        @Override
        CooperativeScheduler make(CooperativeScheduler.Builder builder) {
            return builder.build();
        }

        @Override
        void settle(CooperativeScheduler scheduler) {
            scheduler.runUntilIdle();
        }
    },
    BY_ITS_THREAD {
        @Override
        CooperativeScheduler make(CooperativeScheduler.Builder builder) {
            return builder.start();
        }

        @Override
        void settle(CooperativeScheduler scheduler) throws InterruptedException {
            // First in, first out: a second round meets what the first one made ready.
            for (int round = 0; round < 3; round++)
                scheduler.submit(Task.run(() -> {})).join();
        }
    };

    abstract CooperativeScheduler make(CooperativeScheduler.Builder builder);

    /** Lets all run that is ready, of a scheduler that is not closed. */
    abstract void settle(CooperativeScheduler scheduler) throws InterruptedException;

    CooperativeScheduler start() {
        return start(Ticker.system());
    }

    CooperativeScheduler start(Ticker ticker) {
        return make(CooperativeScheduler.builder().ticker(ticker));
    }

    CooperativeScheduler start(ManualTicker ticker, FailureHandler failures) {
        return make(CooperativeScheduler.builder().ticker(ticker).failureHandler(failures));
    }
}
