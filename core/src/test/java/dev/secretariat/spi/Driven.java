package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.FailureHandler;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The ways in which a scheduler gets threads, for tests that must hold for all of them. */
public enum Driven {
    BY_ITS_CALLER {
        @Override
        public SchedulerBase start(Ticker ticker, FailureHandler failures) {
            return byItsCaller(ticker, failures);
        }

        @Override
        public void settle(SchedulerBase scheduler) {
            ((CooperativeScheduler) scheduler).runUntilIdle();
        }
    },
    BY_ITS_THREAD {
        @Override
        public SchedulerBase start(Ticker ticker, FailureHandler failures) {
            return CooperativeScheduler.builder()
                    .ticker(ticker)
                    .failureHandler(failures)
                    .start();
        }
    },
    BY_ITS_WORKERS {
        @Override
        public SchedulerBase start(Ticker ticker, FailureHandler failures) {
            return ParallelScheduler.builder()
                    .workers(3)
                    .ticker(ticker)
                    .failureHandler(failures)
                    .start();
        }
    };

    public abstract SchedulerBase start(Ticker ticker, FailureHandler failures);

    /** Lets all run that is ready, or that the clock says should be. */
    public void settle(SchedulerBase scheduler) {
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

    public SchedulerBase start() {
        return start(Ticker.system());
    }

    public SchedulerBase start(Ticker ticker) {
        return start(ticker, SchedulerBase.loggingFailureHandler());
    }

    public static CooperativeScheduler byItsCaller(Ticker ticker) {
        return byItsCaller(ticker, SchedulerBase.loggingFailureHandler());
    }

    public static CooperativeScheduler byItsCaller(Ticker ticker, FailureHandler failures) {
        return CooperativeScheduler.builder()
                .ticker(ticker)
                .failureHandler(failures)
                .build();
    }

    /** For steps that are never interrupted. */
    public static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
