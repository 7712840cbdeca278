package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * S2: a ready task is not passed by more than the bound. Steps are counted against the bound where all of them
 * ran on one worker; with several, a task is passed as often as the system likes, which may stop the thread of
 * whoever has it, so there it is only required that its turn comes.
 */
@Needs(Feature.FAIRNESS)
interface FairnessRules extends Group {
    int ROUNDS = 200;

    @Test
    default void required_S2_aTaskWokenByAnotherIsNotPassedByMoreThanTheBound() throws Exception {
        Passing passing = new Passing(bound());
        List<TaskHandle<Void>> handles = passing.startYielders(trial().scheduler(), 3);
        AtomicInteger rounds = new AtomicInteger();
        TaskHandle<Void> passed = trial().scheduler().submit(worker -> passing.stepOfPassed(worker));
        handles.add(trial().scheduler().submit(worker -> {
            passing.note(worker);
            if (passed.state() == TaskState.WAITING && passing.hasRun(rounds.get())) {
                rounds.incrementAndGet();
                passing.open();
            }
            return passing.isOver() ? Step.done() : Step.yieldNow();
        }));
        trial().patiently("a task that is passed by three that yield", passed::join);
        for (TaskHandle<Void> handle : handles) trial().join(handle);
        passing.check();
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S2_aTaskWokenFromOutsideIsNotPassedByMoreThanTheBound() throws Exception {
        Passing passing = new Passing(bound());
        List<TaskHandle<Void>> handles = passing.startYielders(trial().scheduler(), 2);
        TaskHandle<Void> passed = trial().scheduler().submit(worker -> passing.stepOfPassed(worker));
        Thread joiner = trial().aside(passed::join);
        for (int round = 0; round < ROUNDS; round++) {
            int ran = round;
            trial().until(
                            "a task beside two that yield",
                            () -> passing.hasRun(ran) && passed.state() == TaskState.WAITING);
            passing.open();
        }
        trial().await(joiner);
        for (TaskHandle<Void> handle : handles) trial().join(handle);
        passing.check();
    }

    private long bound() {
        Scheduler scheduler = trial().scheduler();
        Assumptions.assumeTrue(scheduler.fairnessBound().isPresent(), "skipped: fairnessBound() promises nothing");
        return scheduler.fairnessBound().getAsLong();
    }

    /** One task that waits again and again, and others that yield until it is done. */
    final class Passing {
        private final long bound;
        private final Set<Integer> workers = ConcurrentHashMap.newKeySet();
        private final List<AtomicInteger> yielders = new ArrayList<>();
        private final AtomicInteger runs = new AtomicInteger();

        /** How often each has yielded when the passed task was known to be ready; empty until then. */
        private volatile int[] before = {};

        private volatile Promise<Integer> gate = new Promise<>();
        private volatile long most;

        Passing(long bound) {
            this.bound = bound;
        }

        List<TaskHandle<Void>> startYielders(Scheduler scheduler, int count) {
            for (int i = 0; i < count; i++) yielders.add(new AtomicInteger());
            List<TaskHandle<Void>> handles = new ArrayList<>();
            for (AtomicInteger steps : yielders) {
                handles.add(scheduler.submit(worker -> {
                    note(worker);
                    steps.incrementAndGet();
                    return isOver() ? Step.done() : Step.yieldNow();
                }));
            }
            return handles;
        }

        void note(Worker worker) {
            workers.add(worker.index());
        }

        boolean isOver() {
            return runs.get() >= ROUNDS;
        }

        boolean hasRun(int times) {
            return runs.get() == times;
        }

        /** Makes the passed task ready. Steps before this has returned are not counted: too few, never too many. */
        void open() {
            before = new int[0];
            Tasks.open(gate);
            before = yielders.stream().mapToInt(AtomicInteger::get).toArray();
        }

        Step<Void> stepOfPassed(Worker worker) {
            note(worker);
            if (!gate.isDone()) return Step.await(gate);
            int[] counted = before;
            for (int i = 0; i < counted.length; i++) {
                most = Math.max(most, yielders.get(i).get() - counted[i]);
            }
            gate = new Promise<>();
            return runs.incrementAndGet() >= ROUNDS ? Step.done() : Step.await(gate);
        }

        void check() {
            if (workers.size() > 1) return;
            assertTrue(most <= bound, "passed by " + most + " steps of one task; fairnessBound() is " + bound);
        }
    }
}
