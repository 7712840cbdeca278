package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.tck.Tasks.Never;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** T10, and of S2 what is about time: sleeps, and what is left of a task that has ended. */
interface SleepRules extends Group {
    @Test
    @Needs(Feature.TIMERS)
    default void required_T10_aSleepTakesItsTime() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Void> handle = trial().scheduler()
                .submit(worker -> steps.incrementAndGet() == 1 ? Step.sleep(Duration.ofMinutes(5)) : Step.done());
        trial().untilWaiting(handle);
        trial().advance(Duration.ofMinutes(4));
        trial().settle();
        assertFalse(handle.isDone());
        trial().advance(Duration.ofMinutes(1));
        trial().join(handle);
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_T10_aStaleWakerNeverShortensASleep() throws Exception {
        Never never = new Never();
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Integer> handle = trial().scheduler().submit(worker -> {
            int step = steps.incrementAndGet();
            if (step == 1) return Step.await(never);
            return step == 2 ? Step.sleep(Duration.ofHours(1)) : Step.done(step);
        });
        trial().settleUntil("a registration", () -> !never.registered.isEmpty());
        Waker stale = never.registered.get(0);
        stale.wake();
        trial().settleUntil("the sleep", () -> steps.get() == 2 && handle.state() == TaskState.WAITING);
        for (int i = 0; i < 10; i++) {
            stale.wake();
            trial().settle();
        }
        trial().advance(Duration.ofHours(1).minusNanos(1));
        stale.wake();
        trial().settle();
        assertEquals(2, steps.get());
        trial().advance(Duration.ofNanos(1));
        assertEquals(3, trial().join(handle));
        stale.wake();
        trial().settle();
        assertEquals(3, steps.get());
    }

    /** They come due while the only worker is in a step, in which another one is scheduled without a delay. */
    @Test
    @Needs({Feature.TIMERS, Feature.ONE_LINE})
    default void required_S2_whatIsDueRunsInTheOrderOfItsTimes() throws Exception {
        List<String> order = new ArrayList<>(); // of the only worker
        List<TaskHandle<?>> handles = new ArrayList<>();
        handles.add(trial().scheduler().schedule(Task.run(() -> order.add("latest")), Duration.ofHours(3)));
        handles.add(trial().scheduler().schedule(Task.run(() -> order.add("later")), Duration.ofHours(2)));
        for (int i = 0; i < 20; i++) {
            String name = "equal " + i;
            handles.add(trial().scheduler().schedule(Task.run(() -> order.add(name)), Duration.ofHours(1)));
        }
        trial().run(Task.run(() -> {
            trial().advance(Duration.ofHours(2));
            handles.add(trial().scheduler().schedule(Task.run(() -> order.add("without a delay")), Duration.ZERO));
            trial().advance(Duration.ofHours(1));
        }));
        for (TaskHandle<?> handle : handles) trial().join(handle);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) expected.add("equal " + i);
        expected.addAll(List.of("later", "without a delay", "latest"));
        assertEquals(expected, order);
    }

    @Test
    default void required_T10_anEndedTaskKeepsOnlyNameAndOutcome() throws Exception {
        List<WeakReference<?>> garbage = new ArrayList<>();
        TaskHandle<String> handle = endedTask(garbage);
        for (WeakReference<?> reference : garbage) {
            trial().until("the collection of what an ended task has used", () -> {
                System.gc();
                return reference.get() == null;
            });
        }
        assertEquals("big", handle.name());
        assertEquals("result", handle.result());
    }

    /** Makes it in a frame of its own, so that no local keeps what should be garbage. */
    private TaskHandle<String> endedTask(List<WeakReference<?>> garbage) throws Exception {
        byte[] big = new byte[1 << 20];
        Promise<byte[]> promise = new Promise<>();
        garbage.add(new WeakReference<>(big));
        garbage.add(new WeakReference<>(promise));
        TaskHandle<String> handle = trial().scheduler()
                .submit(
                        "big",
                        worker -> promise.isDone() && big.length > 0 ? Step.done("result") : Step.await(promise));
        trial().settle();
        promise.complete(new Outcome.Succeeded<>(big));
        trial().join(handle);
        trial().settle();
        return handle;
    }

    @Test
    default void required_T10_awaitingOnesOwnHandleFails() {
        TaskHandle<Void> one = trial().scheduler().submit("selfish", worker -> Step.await(worker.task()));
        TaskHandle<Void> any =
                trial().scheduler().submit("selfish", worker -> Step.awaitAny(new Never(), worker.task()));
        for (TaskHandle<Void> handle : List.of(one, any)) {
            String message = trial().failureOf(handle).getMessage();
            assertNotNull(message);
            assertTrue(message.contains("'selfish' awaits its own handle"), message);
        }
    }
}
