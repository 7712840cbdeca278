package dev.secretariat.examples.schedulers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrioritySchedulerTest {
    /** Tells its priority once. */
    private record Telling(int priority, List<Integer> told) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            told.add(priority);
            return Step.done();
        }
    }

    /** Yields for as long as nobody else has run, and counts. */
    private record Urgent(AtomicInteger steps, AtomicInteger others) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            steps.incrementAndGet();
            return others.get() > 0 ? Step.done() : Step.yieldNow();
        }
    }

    private static Submission priority(int priority) {
        return Submission.plain().with(PriorityScheduler.PRIORITY, priority);
    }

    /** Holds the only worker, from now on until everybody stands in the line. */
    private static void hold(PriorityScheduler scheduler, CountDownLatch open) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        scheduler.submit(worker -> {
            begun.countDown();
            open.await();
            return Step.done();
        });
        begun.await();
    }

    @Test
    void theMostUrgentGoFirst() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        CountDownLatch open = new CountDownLatch(1);
        try (PriorityScheduler scheduler = PriorityScheduler.start()) {
            hold(scheduler, open);
            for (int priority : new int[] {0, 9, 3, 99, -5}) {
                scheduler.submit(priority(priority), new Telling(priority, told));
            }
            open.countDown();
        }
        // Out of range counts as the end of the range; among equals, the first to come goes first.
        assertEquals(List.of(9, 99, 3, 0, -5), told);
    }

    @Test
    void whatIsMadeOfAnUrgentTaskIsUrgent() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        CountDownLatch open = new CountDownLatch(1);
        try (PriorityScheduler scheduler = PriorityScheduler.start()) {
            hold(scheduler, open);
            scheduler.submit(new Telling(4, told));
            Task<Void> urgent = new Telling(9, told).with(priority(9));
            scheduler.submit(Tasks.withDeadline(urgent.map(done -> "told"), scheduler.deadline(Duration.ofDays(1))));
            open.countDown();
        }
        assertEquals(List.of(9, 4), told);
    }

    @Test
    void whoWaitsGrowsOlder() throws InterruptedException {
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(1);
        try (PriorityScheduler scheduler = PriorityScheduler.start()) {
            hold(scheduler, open);
            scheduler.submit(priority(PriorityScheduler.HIGHEST), new Urgent(steps, others));
            TaskHandle<Integer> patient = scheduler.submit(priority(0), new Patient(steps, others));
            open.countDown();
            int passed = patient.join();
            long bound = scheduler.fairnessBound().orElseThrow();
            assertTrue(passed > 1 && passed <= bound, passed + " steps before it, of " + bound + " that may be");
        }
    }

    private record Patient(AtomicInteger steps, AtomicInteger others) implements Task<Integer> {
        @Override
        public Step<Integer> step(Worker worker) {
            others.incrementAndGet();
            return Step.done(steps.get());
        }
    }
}
