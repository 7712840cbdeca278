package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Outcome.Cancelled;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What happens-before what (rules T2, T3), seen in plain fields.
 *
 * <p>Each reader reads the data once before it looks whether the other side is ready. Without order
 * between the look and the read that follows, the compiler may use the first value again, and does:
 * that is how the control fails on hardware that keeps loads in order.
 */
public class VisibilityTests {
    /** Zero, after some divisions: puts time between a read and the look that needs this index. */
    static int zeroLater(int from) {
        int rest = from;
        for (int i = 0; i < 20; i++) rest = (rest + 1_000_003) % ((rest & 7) + 3);
        return rest > 10 ? 1 : 0; // never: the last divisor was 10 at most
    }

    /** Submission happens-before the first step. */
    @JCStressTest
    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "before, seen: the task is not ready yet")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "before, seen: the step sees what the submitter wrote")
    @Outcome(expect = FORBIDDEN, desc = "before, seen: the step does not see it")
    @State
    public static class SubmitToFirstStep {
        final HandScheduler scheduler = new HandScheduler();
        int data;
        int seen = -1;

        @Actor
        public void submitter() {
            data = 1;
            scheduler.submit(worker -> {
                seen = data;
                return Step.done();
            });
        }

        @Actor
        public void worker(II_Result r) {
            r.r1 = data;
            scheduler.runReady(scheduler.worker);
            r.r2 = seen;
        }
    }

    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "before, seen: the second step is still to come")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "before, seen: it sees what the first one wrote")
    @Outcome(expect = FORBIDDEN, desc = "before, seen: it does not see it")
    private static final class SeenByNextStep {}

    /** The first step writes what the second one, on another worker, is to see. */
    private static final class TwoSteps implements Task<Void> {
        private final Step<Void> between;
        private final HandScheduler scheduler = new HandScheduler();
        final TaskCell<?> cell;
        int data;
        private int seen = -1;
        private boolean begun;

        TwoSteps(Step<Void> between) {
            this.between = between;
            cell = scheduler.submitted(this);
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (begun) {
                seen = data;
                return Step.done();
            }
            begun = true;
            data = 1;
            return between;
        }

        void runFirst() {
            cell.runStep(scheduler.worker);
        }

        /**
         * Runs it if it is ready; says what it has seen. The scheduler's slot still holds the submission, which the
         * first worker has run without taking it, so a second ready() is what tells that the first step is over.
         */
        int runSecond() {
            if (scheduler.doubles() > 0) cell.runStep(scheduler.otherWorker);
            return seen;
        }
    }

    /** A step happens-before the next one, on another worker, after a wake or a failed park. */
    @JCStressTest
    @JCStressMeta(SeenByNextStep.class)
    @State
    public static class StepToStepByWake {
        final TwoSteps task = new TwoSteps(HandScheduler.awaitTest());

        @Actor
        public void first() {
            task.runFirst();
        }

        @Actor
        public void second(II_Result r) {
            r.r1 = task.data;
            task.cell.wake();
            r.r2 = task.runSecond();
        }
    }

    /** A step happens-before the next one, on another worker, after a yield. */
    @JCStressTest
    @JCStressMeta(SeenByNextStep.class)
    @State
    public static class StepToStepByYield {
        final TwoSteps task = new TwoSteps(Step.yieldNow());

        @Actor
        public void first() {
            task.runFirst();
        }

        @Actor
        public void second(II_Result r) {
            r.r1 = task.data;
            r.r2 = task.runSecond();
        }
    }

    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "before, seen: not done yet")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "before, seen: done, and the step's write is seen")
    private static final class SeenWhenDone {}

    /** The last step happens-before whatever sees that the task is done. */
    @JCStressTest
    @JCStressMeta(SeenWhenDone.class)
    @Outcome(expect = FORBIDDEN, desc = "before, seen: done, and the step's write is not seen")
    @State
    public static class LastStepToOutcome {
        final HandScheduler scheduler = new HandScheduler();
        int data;
        final Task<Void> task = worker -> {
            data = 1;
            return Step.done();
        };
        final TaskCell<?>[] cells = {scheduler.submitted(task)};

        @Actor
        public void worker() {
            cells[0].runStep(scheduler.worker);
        }

        @Actor
        public void reader(II_Result r) {
            int before = data;
            r.r2 = cells[zeroLater(before)].isDone() ? data : -1;
            r.r1 = before;
        }
    }

    /** As {@link LastStepToOutcome}, by a plain flag. */
    @JCStressTest
    @JCStressMeta(SeenWhenDone.class)
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "before, seen: done, and the write is not seen")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PlainOutcomeControl {
        int data;
        final boolean[] done = new boolean[1];

        @Actor
        public void worker() {
            data = 1;
            done[0] = true;
        }

        @Actor
        public void reader(II_Result r) {
            int before = data;
            r.r2 = done[zeroLater(before)] ? data : -1;
            r.r1 = before;
        }
    }

    /** For a task cancelled before its first step, the request happens-before the outcome is seen. */
    @JCStressTest
    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "before, seen: the step has run")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "before, seen: cancelled, and the canceller's write is seen")
    @Outcome(expect = FORBIDDEN, desc = "before, seen: cancelled, and the canceller's write is not seen")
    @State
    public static class CancelToOutcome {
        private static final Task<Void> DONE = worker -> Step.done();
        final HandScheduler scheduler = new HandScheduler();
        int data;
        final TaskCell<?> cell = scheduler.submitted(DONE);

        @Actor
        public void canceller() {
            data = 1;
            cell.cancel();
        }

        @Actor
        public void worker(II_Result r) {
            r.r1 = data;
            cell.runStep(scheduler.worker);
            r.r2 = cell.outcome() instanceof Cancelled ? data : -1;
        }
    }
}
