package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.secretariat.Awaitable;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.tck.Tasks.Never;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** T4 and S5: no wake is lost, whenever it comes. */
interface WakeRules extends Group {
    @Test
    default void required_T4_aWakeDuringTheStepIsNotLost() throws Exception {
        AtomicReference<Waker> waker = new AtomicReference<>();
        Never never = new Never();
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Integer> handle = trial().scheduler().submit(worker -> {
            if (steps.incrementAndGet() == 2) waker.get().wake();
            else if (steps.get() == 3) return Step.done(3);
            return Step.await(never);
        });
        trial().settleUntil("a registration", () -> !never.registered.isEmpty());
        waker.set(never.registered.get(0));
        waker.get().wake();
        assertEquals(3, trial().join(handle));
    }

    @Test
    default void required_T4_aWakeInsideRegisterIsNotLost() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Awaitable eager = Tasks.awaitable(waker -> {
            waker.wake();
            return true;
        });
        Task<Void> task = worker -> steps.incrementAndGet() < 5 ? Step.await(eager) : Step.done();
        assertNull(trial().run(task));
    }

    @Test
    default void required_T4_anAwaitableThatHoldsDoesNotWait() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Awaitable holds = Tasks.awaitable(waker -> false);
        Task<Void> task = worker -> {
            int step = steps.incrementAndGet();
            if (step == 1) return Step.await(holds);
            if (step == 2) return Step.awaitAny(new Never(), holds);
            return Step.done();
        };
        assertNull(trial().run(task));
    }

    @Test
    default void required_T4_aWakeByAnotherTaskIsNotLost() throws Exception {
        for (int round = 0; round < 300; round++) {
            Promise<Integer> gate = new Promise<>();
            TaskHandle<Void> waits = trial().scheduler().submit(Tasks.awaiting(gate));
            trial().run(Task.run(() -> Tasks.open(gate)));
            trial().join(waits);
        }
    }

    @Test
    default void required_S5_noWakeIsLostBesideAParkingWorker() throws Exception {
        for (int i = 0; i < 10_000; i++) trial().run(Task.run(() -> {}));
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S5_noWakeFromOutsideIsLost() throws Exception {
        AtomicReference<Promise<Integer>> gate = new AtomicReference<>(new Promise<>());
        AtomicInteger passed = new AtomicInteger();
        int rounds = 3_000;
        TaskHandle<Void> waits = trial().scheduler().submit(worker -> {
            while (gate.get().isDone()) {
                gate.set(new Promise<>());
                if (passed.incrementAndGet() == rounds) return Step.done();
            }
            return Step.await(gate.get());
        });
        Thread joiner = trial().aside(waits::join);
        for (int i = 0; i < rounds; i++) {
            int round = i;
            trial().until("the task that waits for the next wake", () -> passed.get() == round);
            Tasks.open(gate.get());
        }
        trial().await(joiner);
        assertEquals(rounds, passed.get());
    }
}
