package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.tck.Tasks.Never;
import dev.secretariat.tck.Tasks.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** S8: who may wait for a task by blocking, and what that does. */
interface JoinRules extends Group {
    @Test
    default void required_S8_joinInsideAStepIsRefused() throws Exception {
        TaskHandle<Void> stuck = trial().scheduler().submit("stuck", new Waiting(new Never()));
        String message = trial().run(Task.call(
                () -> assertThrows(IllegalStateException.class, stuck::join).getMessage()));
        assertNotNull(message);
        assertTrue(message.contains("return Step.await(handle)"), message);
    }

    @Test
    default void required_S8_soIsAWaitForItsFutureOrForOneThatDependsOnIt() throws Exception {
        CompletableFuture<Void> stuck =
                trial().scheduler().submit("stuck", new Waiting(new Never())).toCompletableFuture();
        CompletableFuture<Void> copy = stuck.copy();
        List<Executable> waits =
                List.of(stuck::get, stuck::join, () -> stuck.get(1, TimeUnit.HOURS), copy::get, copy::join);
        trial().run(Task.run(() -> waits.forEach(wait -> assertThrows(IllegalStateException.class, wait))));
    }

    @Test
    default void required_S8_aWaitForAFutureDrivesWhereAJoinWould() throws Exception {
        Scheduler scheduler = trial().scheduler();
        CompletableFuture<Integer> one = scheduler.submit(Task.call(() -> 1)).toCompletableFuture();
        int first = trial().patiently("the future of a task", one::get);
        assertEquals(1, first);
        CompletableFuture<Integer> two =
                scheduler.submit(Task.call(() -> 1)).toCompletableFuture().thenApply(value -> value + 1);
        int second = trial().patiently("a future that depends on one of a task", two::get);
        assertEquals(2, second);
    }

    @Test
    default void required_S8_aJoinWithoutTimeDoesNotWait() throws Exception {
        TaskHandle<Void> stuck = trial().scheduler().submit("stuck", new Waiting(new Never()));
        trial().untilWaiting(stuck);
        assertThrows(TimeoutException.class, () -> stuck.join(Duration.ZERO));
        assertThrows(TimeoutException.class, () -> stuck.join(Duration.ofSeconds(-1)));
        assertFalse(stuck.isDone());
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S8_joinInsideAStepOfAnotherSchedulerBlocksThatWorker() throws Exception {
        try (CooperativeScheduler other = CooperativeScheduler.builder().start()) {
            Task<Integer> outer =
                    Task.call(() -> other.submit(Task.call(() -> 4)).join());
            assertEquals(4, trial().run(outer));
        }
    }

    @Test
    @Needs({Feature.FOREIGN_THREADS, Feature.TIMERS})
    default void required_S8_aJoinWithATimeoutEndsByTheSchedulersClock() throws Exception {
        TaskHandle<Void> stuck = trial().scheduler().submit("stuck", new Waiting(new Never()));
        trial().untilWaiting(stuck);
        Thread joiner =
                trial().aside(() -> assertThrows(TimeoutException.class, () -> stuck.join(Duration.ofHours(1))));
        trial().until("a thread that joins to park", () -> joiner.getState() == Thread.State.WAITING);
        trial().advance(Duration.ofHours(1));
        trial().await(joiner);
        assertFalse(stuck.isDone());
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S8_anInterruptedJoinLeavesTheTaskAlone() throws Exception {
        Never never = new Never();
        TaskHandle<Void> stuck = trial().scheduler().submit(new Waiting(never));
        Thread joiner = trial().aside(() -> assertThrows(InterruptedException.class, stuck::join));
        trial().until("a thread that joins to park", () -> joiner.getState() == Thread.State.WAITING);
        joiner.interrupt();
        trial().await(joiner);
        assertFalse(stuck.isDone());
        trial().settleUntil("a registration", () -> !never.registered.isEmpty());
        never.registered.get(0).wake();
        stuck.cancel();
        trial().assertCancelled(stuck);
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S8_manyThreadsMayJoinAtOnce() throws Exception {
        Scheduler scheduler = trial().scheduler();
        for (int round = 0; round < 50; round++) {
            List<Thread> joiners = new ArrayList<>();
            AtomicInteger sum = new AtomicInteger();
            for (int i = 0; i < 8; i++) {
                int steps = i * 10;
                AtomicInteger taken = new AtomicInteger();
                TaskHandle<Integer> handle =
                        scheduler.submit(worker -> taken.incrementAndGet() < steps ? Step.yieldNow() : Step.done(1));
                joiners.add(trial().asideLater(() -> sum.addAndGet(handle.join())));
            }
            joiners.forEach(Thread::start);
            for (Thread joiner : joiners) trial().await(joiner);
            assertEquals(8, sum.get());
        }
    }
}
