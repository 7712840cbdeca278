package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.FailureHandler;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.concurrent.atomic.AtomicBoolean;

/** The ways in which a scheduler gets threads, for tests that must hold for all of them. */
enum Driven {
    BY_ITS_CALLER {
        @Override
        SchedulerBase start(Ticker ticker, FailureHandler failures) {
            return byItsCaller(ticker, failures);
        }

        @Override
        void settle(SchedulerBase scheduler) {
            ((CooperativeScheduler) scheduler).runUntilIdle();
        }
    },
    BY_ITS_THREAD {
        @Override
        SchedulerBase start(Ticker ticker, FailureHandler failures) {
            return CooperativeScheduler.builder()
                    .ticker(ticker)
                    .failureHandler(failures)
                    .start();
        }
    },
    BY_ITS_WORKERS {
        @Override
        SchedulerBase start(Ticker ticker, FailureHandler failures) {
            return ParallelScheduler.builder()
                    .workers(3)
                    .ticker(ticker)
                    .failureHandler(failures)
                    .build();
        }
    };

    abstract SchedulerBase start(Ticker ticker, FailureHandler failures);

    /** Lets all run that is ready, or that the clock says should be. */
    void settle(SchedulerBase scheduler) {
        while (!isAtRest(scheduler)) {
            if (Thread.currentThread().isInterrupted()) throw new AssertionError("waited in vain");
            Thread.onSpinWait();
        }
    }

    private static boolean isAtRest(SchedulerBase scheduler) {
        AtomicBoolean atRest = new AtomicBoolean(true);
        scheduler.forEachCell(cell -> {
            boolean waits = cell.state() == TaskState.WAITING && !isOver(cell.awaiting());
            if (!waits && !cell.isDone()) atRest.set(false);
        });
        return atRest.get();
    }

    private static boolean isOver(Object awaited) {
        if (awaited instanceof AnyWait any) return any.waitsForOne(Driven::isOver);
        return awaited instanceof Deadline deadline && deadline.isPast();
    }

    SchedulerBase start() {
        return start(Ticker.system());
    }

    SchedulerBase start(Ticker ticker) {
        return start(ticker, SchedulerBase.loggingFailureHandler());
    }

    static CooperativeScheduler byItsCaller(Ticker ticker) {
        return byItsCaller(ticker, SchedulerBase.loggingFailureHandler());
    }

    static CooperativeScheduler byItsCaller(Ticker ticker, FailureHandler failures) {
        return CooperativeScheduler.builder()
                .ticker(ticker)
                .failureHandler(failures)
                .build();
    }
}
