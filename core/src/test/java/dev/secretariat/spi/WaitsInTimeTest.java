package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time-outs of waiting threads count from the call, also where time passes between two looks at the clock. */
@Timeout(60)
class WaitsInTimeTest {
    /** More than any of the calls makes before it waits. */
    private static final int READINGS = 12;

    @ParameterizedTest
    @EnumSource
    void join(Driven driven) throws Exception {
        eachTime(driven, (scheduler, clock) -> {
            TaskHandle<?> task = scheduler.submit(endless());
            clock.begin();
            assertThrows(TimeoutException.class, () -> task.join(Duration.ofHours(1)));
            task.cancel();
        });
    }

    @ParameterizedTest
    @EnumSource
    void futures(Driven driven) throws Exception {
        eachTime(driven, (scheduler, clock) -> {
            TaskHandle<?> task = scheduler.submit(endless());
            clock.begin();
            assertThrows(
                    TimeoutException.class, () -> task.toCompletableFuture().get(1, TimeUnit.HOURS));
            task.cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(names = "BY_ITS_CALLER", mode = EnumSource.Mode.EXCLUDE)
    void futuresOfTheExecutor(Driven driven) throws Exception {
        eachTime(driven, (scheduler, clock) -> {
            Callable<Integer> slow = WaitsInTimeTest::untilInterrupted;
            Future<Integer> future = scheduler.asExecutorService().submit(slow);
            clock.begin();
            assertThrows(TimeoutException.class, () -> future.get(1, TimeUnit.HOURS));
            assertTrue(future.cancel(true));
        });
    }

    @ParameterizedTest
    @EnumSource(names = "BY_ITS_CALLER", mode = EnumSource.Mode.EXCLUDE)
    void invokeAll(Driven driven) throws Exception {
        eachTime(driven, (scheduler, clock) -> {
            List<Callable<Integer>> slow =
                    List.of(WaitsInTimeTest::untilInterrupted, WaitsInTimeTest::untilInterrupted);
            clock.begin();
            for (Future<?> future : scheduler.asExecutorService().invokeAll(slow, 1, TimeUnit.HOURS)) {
                assertTrue(future.isCancelled());
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = "BY_ITS_CALLER", mode = EnumSource.Mode.EXCLUDE)
    void invokeAny(Driven driven) throws Exception {
        eachTime(driven, (scheduler, clock) -> {
            List<Callable<Integer>> slow = List.of(WaitsInTimeTest::untilInterrupted);
            clock.begin();
            assertThrows(
                    TimeoutException.class, () -> scheduler.asExecutorService().invokeAny(slow, 1, TimeUnit.HOURS));
        });
    }

    @ParameterizedTest
    @EnumSource
    void awaitTermination(Driven driven) throws Exception {
        eachTime(driven, (scheduler, clock) -> {
            TaskHandle<?> task = scheduler.submit(endless());
            clock.begin();
            assertFalse(scheduler.asExecutorService().awaitTermination(1, TimeUnit.HOURS));
            task.cancel();
        });
    }

    @ParameterizedTest
    @EnumSource
    void close(Driven driven) throws Exception {
        eachTime(driven, (scheduler, clock) -> {
            scheduler.submit(endless());
            clock.begin();
            assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ofHours(1)));
        });
    }

    /** Has the time pass at each of the first looks at the clock in turn. */
    private static void eachTime(Driven driven, Wait wait) throws Exception {
        for (int reading = 1; reading <= READINGS; reading++) {
            Leap ticker = new Leap(reading);
            try (SchedulerBase scheduler = driven.start(ticker)) {
                wait.on(scheduler, ticker);
                ticker.isOver = true;
            }
        }
    }

    private static Task<?> endless() {
        Promise<Void> never = new Promise<>();
        return worker -> Step.await(never);
    }

    private static int untilInterrupted() throws InterruptedException {
        new CountDownLatch(1).await();
        return 1;
    }

    private interface Wait {
        void on(SchedulerBase scheduler, Leap clock) throws Exception;
    }

    /** Two hours pass after a certain reading by the thread that made it, or else when that thread parks. */
    private static final class Leap implements Ticker {
        private final ManualTicker time = new ManualTicker();
        private final Thread waiter = Thread.currentThread();
        private final int reading;
        private int untilLeap;
        volatile boolean isOver;

        Leap(int reading) {
            this.reading = reading;
        }

        /** Begins to count: the next reading is the one from which the time-out counts. */
        void begin() {
            untilLeap = reading;
        }

        @Override
        public long nanos() {
            long now = time.nanos();
            if (Thread.currentThread() == waiter && untilLeap > 0 && --untilLeap == 0) leap();
            return now;
        }

        private void leap() {
            untilLeap = 0;
            time.advance(Duration.ofHours(2));
        }

        @Override
        public void parkUntil(Object blocker, long untilNanos) {
            if (Thread.currentThread() != waiter) {
                time.parkUntil(blocker, untilNanos);
            } else if (isOver) {
                LockSupport.park(blocker); // for the end of what was cancelled
            } else if (untilLeap > 0) {
                leap();
            } else if (untilNanos - time.nanos() > 0) {
                throw new AssertionError("waits for " + Duration.ofNanos(untilNanos - time.nanos()) + " more");
            }
        }
    }
}
