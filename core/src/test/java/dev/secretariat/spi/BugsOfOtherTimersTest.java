package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small versions of what went wrong with other libraries' timers; see docs/bugs-of-other-pools.md. */
@Timeout(60)
class BugsOfOtherTimersTest {
    private final ManualTicker ticker = new ManualTicker();

    /** Those of one time have all rung before the first of them runs. */
    @ParameterizedTest
    @EnumSource
    void whoeverIsCancelledByOneOfTheSameTimeDoesNotRun_muduo668(Driven driven) throws Exception {
        for (int round = 0; round < 50; round++) {
            try (SchedulerBase scheduler = driven.start(ticker)) {
                ScheduledExecutorService executor = scheduler.asExecutorService();
                List<Future<?>> futures = new CopyOnWriteArrayList<>();
                Set<Integer> begun = ConcurrentHashMap.newKeySet();
                for (int i = 0; i < 20; i++) {
                    int own = i;
                    Runnable work = () -> {
                        begun.add(own);
                        for (int other = 0; other < 20; other++) {
                            if (other != own) futures.get(other).cancel(false);
                        }
                    };
                    futures.add(executor.schedule(work, 1, TimeUnit.HOURS));
                }
                driven.settle(scheduler);
                ticker.advance(Duration.ofHours(1));
                driven.settle(scheduler);
                assertTrue(futures.stream().allMatch(Future::isDone));
                assertFalse(begun.isEmpty());
                assertTrue(begun.size() <= (driven == Driven.BY_ITS_WORKERS ? 3 : 1), begun + " begun");
                for (Future<?> future : futures) {
                    if (!future.isCancelled()) future.get();
                }
            }
        }
    }

    /** On one worker: those of one time in the order of the waits, but who waits for the same deadline is woken with it. */
    @ParameterizedTest
    @EnumSource
    void deadlinesOfTheSameTimeComeInTheOrderOfTheirWaits_swiftnio1541(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven == Driven.BY_ITS_WORKERS
                ? ParallelScheduler.builder().workers(1).ticker(ticker).start()
                : driven.start(ticker)) {
            List<String> order = new CopyOnWriteArrayList<>();
            List<Deadline> deadlines = new ArrayList<>();
            for (int i = 0; i < 3; i++) deadlines.add(scheduler.deadline(Duration.ofHours(1)));
            List<TaskHandle<Void>> handles = new ArrayList<>();
            for (int i : new int[] {2, 0, 1, 0, 2}) {
                Deadline deadline = deadlines.get(i);
                handles.add(scheduler.submit(worker -> {
                    if (!deadline.isPast()) return Step.await(deadline);
                    order.add("" + i);
                    return Step.done();
                }));
                driven.settle(scheduler);
            }
            ticker.advance(Duration.ofHours(1));
            for (TaskHandle<Void> handle : handles) handle.join();
            assertEquals(List.of("2", "2", "0", "0", "1"), order);
        }
    }

    /** As after a computer has slept: the runs of years are due at once. */
    @ParameterizedTest
    @EnumSource
    void aClockThatJumpsDoesNotKeepOthersNorTheEndWaiting_sen198(Driven driven) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        SchedulerBase scheduler = driven.start(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<?> job = executor.scheduleAtFixedRate(runs::incrementAndGet, 1, 1, TimeUnit.MILLISECONDS);
        ticker.advance(Duration.ofDays(1000)); // more runs than this test has time for
        assertEquals(7, executor.submit(() -> 7).get());
        scheduler.close();
        assertTrue(job.isCancelled());
        assertTrue(runs.get() < 80_000_000, runs + " runs");
    }

    private static final class Chain implements Task<Void> {
        private final AtomicBoolean end;
        private final AtomicInteger steps;

        Chain(AtomicBoolean end, AtomicInteger steps) {
            this.end = end;
            this.steps = steps;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (end.get()) return Step.done();
            steps.incrementAndGet();
            worker.submit(new Chain(end, steps));
            return Step.done();
        }
    }

    /** Each task is followed by another, so that there is always one ready. */
    @ParameterizedTest
    @EnumSource
    void aDelayEndsBesideAnEndlessStreamOfTasks_bun30279(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(Ticker.system())) {
            AtomicBoolean end = new AtomicBoolean();
            AtomicInteger steps = new AtomicInteger();
            for (int i = 0; i < 8; i++) scheduler.submit(new Chain(end, steps));
            Future<?> delayed = scheduler.asExecutorService().schedule(() -> end.set(true), 5, TimeUnit.MILLISECONDS);
            delayed.get();
            assertTrue(end.get());
            assertTrue(steps.get() > 0);
        }
    }

    /** One worker runs the task, which never waits; the other sees to its deadline. */
    @ParameterizedTest
    @EnumSource
    void aTaskThatNeverWaitsIsEndedByItsDeadlineEachTime_catseffect3568(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven == Driven.BY_ITS_WORKERS
                ? ParallelScheduler.builder().workers(2).start()
                : driven.start()) {
            for (int round = 0; round < 300; round++) {
                Deadline soon = scheduler.deadline(Duration.ofNanos(100_000 + round * 1000L));
                TaskHandle<Void> handle = scheduler.submit(Tasks.withDeadline(worker -> Step.yieldNow(), soon));
                Throwable thrown = assertThrows(Throwable.class, handle::join);
                assertTrue(
                        thrown instanceof TaskFailedException && thrown.getCause() instanceof TimeoutException,
                        thrown.toString());
            }
        }
    }

    /** A waker is told of in its turn: until then, another one may take it away. */
    @Test
    void aWakerMayTakeAwayAnotherOfTheSameTime_connectedhomeip19387() {
        CooperativeScheduler scheduler = Driven.byItsCaller(ticker);
        List<String> woken = new ArrayList<>();
        Deadline first = scheduler.deadline(Duration.ofHours(1));
        Deadline second = scheduler.deadline(Duration.ofHours(1));
        Waker other = () -> woken.add("second");
        assertTrue(first.register(() -> {
            woken.add("first");
            second.deregister(other);
            Deadline third = first.plus(Duration.ofHours(1));
            assertTrue(third.register(() -> woken.add("third")));
        }));
        assertTrue(second.register(other));
        ticker.advance(Duration.ofHours(1));
        scheduler.runUntilIdle();
        assertEquals(List.of("first"), woken);
        ticker.advance(Duration.ofHours(1));
        scheduler.runUntilIdle();
        assertEquals(List.of("first", "third"), woken);
        assertFalse(second.register(other));
    }
}
