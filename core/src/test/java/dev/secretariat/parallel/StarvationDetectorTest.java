package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.ManualTicker;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A detector beside the scheduler's own; the test tells it in the timers' place that a period is over. */
@Timeout(60)
class StarvationDetectorTest {
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ParallelScheduler scheduler =
            ParallelScheduler.builder().workers(1).ticker(new ManualTicker()).start();
    private final StarvationDetector detector =
            detectorOf(scheduler, (task, worker) -> reports.add(task.name() + " on " + worker));

    private static StarvationDetector detectorOf(ParallelScheduler scheduler, StarvationDetector.Reporter reporter) {
        Shared shared = scheduler.crew().shared();
        return new StarvationDetector(scheduler, shared.work(), shared.sleepers(), shared.termination(), reporter);
    }

    @AfterEach
    void close() {
        release.countDown();
        scheduler.close();
    }

    private TaskHandle<Void> stuck() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        TaskHandle<Void> handle = scheduler.submit("stuck", Task.call(() -> {
            begun.countDown();
            release.await();
            return null;
        }));
        begun.await();
        return handle;
    }

    @Test
    void aTaskInOneStepForAPeriodIsNamedOnceWhileOthersWait() throws InterruptedException {
        stuck();
        scheduler.submit(Task.run(() -> {}));
        detector.arm();
        assertEquals(List.of(), reports);
        detector.wake();
        detector.wake();
        assertEquals(List.of("stuck on worker 0"), reports);
        assertTrue(detector.isArmed());
    }

    @Test
    void aLongStepThatNobodyWaitsForIsNotNamed() throws InterruptedException {
        stuck();
        detector.arm();
        detector.wake();
        assertEquals(List.of(), reports);
        assertFalse(detector.isArmed());
    }

    @Test
    void oneThatHasGoneOnToAnotherStepIsNotNamed() throws InterruptedException {
        TaskHandle<Void> first = stuck();
        detector.arm();
        release.countDown();
        first.join();
        CountDownLatch again = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        scheduler.submit("second", Task.call(() -> {
            begun.countDown();
            again.await();
            return null;
        }));
        begun.await();
        scheduler.submit(Task.run(() -> {}));
        detector.wake();
        assertEquals(List.of(), reports);
        detector.wake();
        assertEquals(List.of("second on worker 0"), reports);
        again.countDown();
    }

    @Test
    void forksThatWaitBesideBusyWorkersAreNotNamed() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        Task<Integer> forks = worker -> {
            Fork<Integer> fork = worker.fork(other -> 1);
            begun.countDown();
            Players.until(() -> release.getCount() == 0);
            return Step.done(worker.join(fork));
        };
        try (ParallelScheduler two = ParallelScheduler.builder()
                .workers(2)
                .ticker(new ManualTicker())
                .start()) {
            StarvationDetector detectorOfTwo = detectorOf(two, (task, worker) -> reports.add(task.name()));
            two.submit(forks);
            two.submit(forks);
            begun.await();
            detectorOfTwo.arm();
            detectorOfTwo.wake();
            assertEquals(List.of(), reports);
            assertFalse(detectorOfTwo.isArmed());
            release.countDown();
        }
    }

    @Test
    void itsSchedulersOwnDogIsArmedWhenAllAreBusyAndMoreComes() throws InterruptedException {
        stuck();
        scheduler.submit(Task.run(() -> {}));
        assertTrue(scheduler.crew().detector().isArmed());
    }
}
