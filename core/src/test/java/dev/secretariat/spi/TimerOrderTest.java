package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.ManualTicker;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S2: on one worker, whatever is due runs in the order of its times, also if the worker or the timers come late. */
@Timeout(60)
class TimerOrderTest {
    enum Single {
        ONE_WORKER {
            @Override
            SchedulerBase start(Ticker ticker) {
                return ParallelScheduler.builder().workers(1).ticker(ticker).start();
            }
        },
        OWN_THREAD {
            @Override
            SchedulerBase start(Ticker ticker) {
                return CooperativeScheduler.builder().ticker(ticker).start();
            }
        },
        DRIVEN {
            @Override
            SchedulerBase start(Ticker ticker) {
                return Driven.byItsCaller(ticker);
            }

            @Override
            void occupy(SchedulerBase scheduler, CountDownLatch end) {
                // nobody drives, so nothing runs
            }
        };

        abstract SchedulerBase start(Ticker ticker);

        /** Keeps the worker in a step. */
        void occupy(SchedulerBase scheduler, CountDownLatch end) throws InterruptedException {
            CountDownLatch busy = new CountDownLatch(1);
            scheduler.asExecutorService().execute(() -> {
                busy.countDown();
                Driven.awaitQuietly(end);
            });
            busy.await();
        }
    }

    private final LateTicker ticker = new LateTicker();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @EnumSource
    void equalDelaysKeepTheirOrder(Single single) throws Exception {
        try (SchedulerBase scheduler = single.start(ticker)) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 100; i++) futures.add(schedule(scheduler, "" + i, Duration.ofHours(1)));
            ticker.advance(Duration.ofHours(1));
            for (Future<?> future : futures) future.get();
            assertEquals(IntStream.range(0, 100).mapToObj(i -> "" + i).toList(), order);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHasNoDelayDoesNotOvertakeWhatWasDueBefore(Single single) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (SchedulerBase scheduler = single.start(ticker)) {
            single.occupy(scheduler, end);
            Future<?> first = schedule(scheduler, "due before", Duration.ofNanos(20));
            Future<?> later = schedule(scheduler, "due later", Duration.ofNanos(50));
            ticker.advanceUnnoticed(Duration.ofNanos(30));
            Future<?> last = schedule(scheduler, "without a delay", Duration.ZERO);
            end.countDown();
            ticker.advance(Duration.ofNanos(20));
            for (Future<?> future : List.of(first, last, later)) future.get();
            assertEquals(List.of("due before", "without a delay", "due later"), order);
        }
    }

    @ParameterizedTest
    @EnumSource
    void periodicRunsThatAreLateFollowInTheOrderOfTheirTimes(Single single) throws Exception {
        for (int round = 0; round < 200; round++) {
            order.clear();
            runLate(single);
        }
    }

    private void runLate(Single single) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        SchedulerBase scheduler = single.start(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        single.occupy(scheduler, end);
        CountDownLatch runs = new CountDownLatch(9);
        List<Future<?>> jobs = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            Runnable work = () -> {
                order.add(name);
                runs.countDown();
            };
            jobs.add(executor.scheduleAtFixedRate(work, 10, 10, TimeUnit.SECONDS));
        }
        ticker.advance(Duration.ofSeconds(35));
        end.countDown();
        if (single == Single.DRIVEN) ((CooperativeScheduler) scheduler).runUntilIdle();
        runs.await();
        assertEquals(List.of("a", "b", "c", "a", "b", "c", "a", "b", "c"), List.copyOf(order));
        scheduler.shutdownNow();
        scheduler.close();
        assertEquals(3, jobs.stream().filter(Future::isCancelled).count());
    }

    @ParameterizedTest
    @EnumSource
    void sleepsOfNoTimeDoNotOvertakeEither(Single single) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (SchedulerBase scheduler = single.start(ticker)) {
            TaskHandle<Void> sleeper = scheduler.submit(new SleepsForNoTime(end));
            Future<?> due = schedule(scheduler, "due", Duration.ofNanos(20));
            ticker.advanceUnnoticed(Duration.ofNanos(30));
            end.countDown();
            if (single == Single.DRIVEN) sleeper.join();
            ticker.advance(Duration.ZERO);
            due.get();
            sleeper.join();
            assertEquals(List.of("due", "slept"), order);
        }
    }

    private final class SleepsForNoTime implements Task<Void> {
        private final CountDownLatch begin;
        private boolean slept;

        SleepsForNoTime(CountDownLatch begin) {
            this.begin = begin;
        }

        @Override
        public Step<Void> step(Worker worker) {
            Driven.awaitQuietly(begin);
            if (slept) order.add("slept");
            boolean over = slept;
            slept = true;
            return over ? Step.done() : Step.sleep(Duration.ZERO);
        }
    }

    private Future<?> schedule(SchedulerBase scheduler, String name, Duration delay) {
        return scheduler.asExecutorService().schedule(() -> order.add(name), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whoever is parked may be left to oversleep. */
    private static final class LateTicker implements Ticker {
        private final ManualTicker noticed = new ManualTicker();
        private volatile long aheadNanos;

        @Override
        public long nanos() {
            return noticed.nanos() + aheadNanos;
        }

        @Override
        public void parkUntil(Object blocker, long untilNanos) {
            noticed.parkUntil(blocker, untilNanos);
        }

        void advanceUnnoticed(Duration duration) {
            aheadNanos = duration.toNanos();
        }

        void advance(Duration duration) {
            Duration ahead = Duration.ofNanos(aheadNanos);
            aheadNanos = 0;
            noticed.advance(duration.plus(ahead));
        }
    }
}
