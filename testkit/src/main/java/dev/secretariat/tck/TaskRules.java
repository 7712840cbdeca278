package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** T1 to T3, and S1: every task runs, once, step after step, and its outcome is seen. */
interface TaskRules extends Group {
    @Test
    default void required_T1_eachSubmissionEndsExactlyOnce() throws Exception {
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger cancels = new AtomicInteger();
        for (int i = 0; i < 3_000; i++) {
            int number = i;
            TaskHandle<Integer> handle = trial().scheduler().submit(new Task<>() {
                private int step;

                @Override
                public Step<Integer> step(Worker worker) {
                    steps.incrementAndGet();
                    if (step++ < number % 3) return Step.yieldNow();
                    if (number % 3 == 1) throw new IllegalStateException();
                    return Step.done(number);
                }

                @Override
                public Step<?> onCancel(Worker worker) {
                    cancels.incrementAndGet();
                    return Step.done();
                }
            });
            handles.add(handle);
            if (number % 5 == 0) handle.cancel();
        }
        int cancelled = 0;
        for (int i = 0; i < handles.size(); i++) {
            TaskHandle<Integer> handle = handles.get(i);
            trial().settleUntil("the end of task " + i, handle::isDone);
            Outcome<Integer> outcome = handle.outcome();
            assertSame(outcome, handle.outcome());
            if (outcome instanceof Outcome.Cancelled) cancelled++;
            else if (i % 3 == 1) assertInstanceOf(Outcome.Failed.class, outcome);
            else assertEquals(new Outcome.Succeeded<>(i), outcome);
        }
        assertEquals(cancelled, cancels.get());
        assertTrue(steps.get() <= 6_000);
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // gives a second runner time to come
    default void required_T1_aTaskOfOneStepRunsOnce() throws Exception {
        List<AtomicInteger> runs = new ArrayList<>();
        List<TaskHandle<Void>> handles = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            AtomicInteger count = new AtomicInteger();
            runs.add(count);
            handles.add(trial().scheduler().submit(Task.run(() -> {
                count.incrementAndGet();
                Thread.yield();
            })));
        }
        for (TaskHandle<Void> handle : handles) trial().join(handle);
        for (AtomicInteger count : runs) assertEquals(1, count.get());
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // gives a second runner time to come
    default void required_T2_stepsNeverOverlapAndSeeEachOther() throws Exception {
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        AtomicInteger overlaps = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            handles.add(trial().scheduler().submit(new Task<>() {
                private final AtomicBoolean inside = new AtomicBoolean();
                private int plain;

                @Override
                public Step<Integer> step(Worker worker) {
                    if (!inside.compareAndSet(false, true)) overlaps.incrementAndGet();
                    int next = plain + 1;
                    if (next % 16 == 0) Thread.yield();
                    plain = next;
                    inside.set(false);
                    return next < 500 ? Step.yieldNow() : Step.done(next);
                }
            }));
        }
        for (TaskHandle<Integer> handle : handles) assertEquals(500, trial().join(handle));
        assertEquals(0, overlaps.get(), "steps that began while another one of their task ran");
    }

    @Test
    default void required_T3_submissionAndOutcomePublishPlainFields() throws Exception {
        for (int i = 0; i < 500; i++) {
            int[] plain = {i, 0};
            trial().run(Task.run(() -> plain[1] = plain[0] + 1));
            assertEquals(i + 1, plain[1]);
            // A worker that has been idle for a while may look at a stale copy, if it is allowed to.
            for (int spin = 0; spin < 5_000; spin++) Thread.onSpinWait();
        }
    }

    @Test
    default void required_S1_theSameProgramHasTheSameOutcome() throws Exception {
        Task<Integer> program = new Task<>() {
            private int sum;
            private List<TaskHandle<Integer>> parts = List.of();

            @Override
            public Step<Integer> step(Worker worker) {
                for (TaskHandle<Integer> part : parts) {
                    if (!part.isDone()) return Step.await(part);
                    sum += part.result();
                }
                if (sum >= 100) return Step.done(sum);
                parts = List.of(worker.submit(Task.call(() -> 7).map(seven -> seven + 3)));
                return Step.yieldNow();
            }
        };
        assertEquals(100, trial().run(program));
    }

    @Test
    default void required_S1_aChainOfTasksThatAwaitEachOtherEnds() throws Exception {
        TaskHandle<Integer> last = trial().scheduler().submit(Task.call(() -> 0));
        for (int i = 0; i < 500; i++) {
            TaskHandle<Integer> before = last;
            last = trial().scheduler()
                    .submit(worker -> before.isDone() ? Step.done(before.result() + 1) : Step.await(before));
        }
        assertEquals(500, trial().join(last));
    }
}
