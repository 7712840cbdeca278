package dev.secretariat.rules;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;

/** The schedulers that the rules are held against. */
enum Kind {
    DRIVEN {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return CooperativeScheduler.builder()
                    .ticker(ticker)
                    .failureHandler(failures)
                    .build();
        }
    },
    OWN_THREAD {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return CooperativeScheduler.builder()
                    .ticker(ticker)
                    .failureHandler(failures)
                    .start();
        }
    },
    ONE_WORKER {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return parallel(1, ticker, failures);
        }
    },
    PARALLEL {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return parallel(3, ticker, failures);
        }
    };

    private static Scheduler parallel(int workers, Ticker ticker, FailureHandler failures) {
        return ParallelScheduler.builder()
                .workers(workers)
                .ticker(ticker)
                .failureHandler(failures)
                .start();
    }

    abstract Scheduler create(Ticker ticker, FailureHandler failures);

    Scheduler create(Ticker ticker) {
        return create(ticker, (task, failure) -> {});
    }

    Scheduler create() {
        return create(Ticker.system());
    }
}
