package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Outcome.Cancelled;
import dev.secretariat.Step;
import dev.secretariat.Task;
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
            desc = "the task is not ready yet")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "the step sees what the submitter wrote")
    @Outcome(expect = FORBIDDEN, desc = "the step does not see it")
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
            desc = "the second step is still to come")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "it sees what the first one wrote")
    @Outcome(expect = FORBIDDEN, desc = "it does not see it")
    private static final class SeenByNextStep {}

    /** A step happens-before the next one, on another worker, after a wake or a failed park. */
    @JCStressTest
    @JCStressMeta(SeenByNextStep.class)
    @State
    public static class StepToStepByWake {
        final HandScheduler scheduler = new HandScheduler();
        int data;
        int seen = -1;
        boolean begun;
        final Task<Void> task = worker -> {
            if (begun) {
                seen = data;
                return Step.done();
            }
            begun = true;
            data = 1;
            return HandScheduler.awaitTest();
        };
        final TaskCell<?> cell = scheduler.submitted(task);

        @Actor
        public void first() {
            cell.runStep(scheduler.worker);
        }

        @Actor
        public void second(II_Result r) {
            r.r1 = data;
            cell.wake();
            // The slot still holds the submission, which the first worker has run without taking it: a
            // second ready() is what tells that the wake has won or that the park has failed.
            if (scheduler.doubles() > 0) cell.runStep(scheduler.otherWorker);
            r.r2 = seen;
        }
    }

    /** A step happens-before the next one, on another worker, after a yield. */
    @JCStressTest
    @JCStressMeta(SeenByNextStep.class)
    @State
    public static class StepToStepByYield {
        final HandScheduler scheduler = new HandScheduler();
        int data;
        int seen = -1;
        boolean begun;
        final Task<Void> task = worker -> {
            if (begun) {
                seen = data;
                return Step.done();
            }
            begun = true;
            data = 1;
            return Step.yieldNow();
        };
        final TaskCell<?> cell = scheduler.submitted(task);

        @Actor
        public void first() {
            cell.runStep(scheduler.worker);
        }

        @Actor
        public void second(II_Result r) {
            r.r1 = data;
            if (scheduler.doubles() > 0) cell.runStep(scheduler.otherWorker);
            r.r2 = seen;
        }
    }

    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "not done yet")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "done, and the step's write is seen")
    private static final class SeenWhenDone {}

    /** The last step happens-before whatever sees that the task is done. */
    @JCStressTest
    @JCStressMeta(SeenWhenDone.class)
    @Outcome(expect = FORBIDDEN, desc = "done, and the step's write is not seen")
    @State
    public static class LastStepToOutcome {
        final HandScheduler scheduler = new HandScheduler();
        int data;
        final Task<Void> task = worker -> {
            data = 1;
            return Step.done();
        };
        final TaskCell<?> cell = scheduler.submitted(task);

        @Actor
        public void worker() {
            cell.runStep(scheduler.worker);
        }

        final TaskCell<?>[] cells = {cell};

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
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "done, and the write is not seen")
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
            desc = "the step has run")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "cancelled, and the canceller's write seen")
    @Outcome(expect = FORBIDDEN, desc = "cancelled, and the canceller's write not seen")
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
