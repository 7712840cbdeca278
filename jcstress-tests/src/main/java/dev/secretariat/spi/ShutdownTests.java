package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A submission beside shutdownNow(): refused, or asked to cancel before it can wait for ever (S3). */
public class ShutdownTests {
    private static final Task<Void> WAITING = worker -> HandScheduler.awaitTest();

    /** A scheduler to which one task may be submitted. */
    private static final class Submission {
        final HandScheduler scheduler = new HandScheduler();
        private TaskHandle<?> handle;

        /** Says whether it was accepted. */
        boolean submit(Task<Void> task) {
            return take(() -> scheduler.submit(task));
        }

        void schedule(Task<Void> task, Duration delay) {
            take(() -> scheduler.schedule(task, delay));
        }

        private boolean take(Supplier<TaskHandle<?>> call) {
            try {
                handle = call.get();
                return true;
            } catch (RejectedExecutionException e) {
                return false;
            }
        }

        String judge() {
            scheduler.runAll();
            if (handle == null) return scheduler.isTerminated() ? "refused" : "never terminated";
            return handle.isDone() && scheduler.isTerminated() ? "ended" : "forgotten";
        }
    }

    /** The list of tasks and the phase, for controls. */
    private static final class Listing {
        final AtomicBoolean cancelling = new AtomicBoolean();
        final AtomicBoolean listed = new AtomicBoolean();
        private boolean asked;

        void close() {
            cancelling.set(true);
            asked = listed.get();
        }

        String judge(boolean accepted, boolean seesItself) {
            if (!accepted) return "refused";
            return asked || seesItself ? "ended" : "forgotten";
        }
    }

    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "accepted and cancelled")
    private static final class RefusedOrEnded {}

    /** The task begins at once, and waits. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(expect = FORBIDDEN, desc = "accepted, and nobody asks it to cancel")
    @State
    public static class ParkAgainstShutdownNow {
        final Meeting meeting = new LateStoresMeeting();
        final Submission submission = new Submission();

        @Actor
        public void submitter() {
            meeting.join();
            if (submission.submit(WAITING)) submission.scheduler.runReady(submission.scheduler.worker);
        }

        @Actor
        public void closer() {
            meeting.join();
            submission.scheduler.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = submission.judge();
        }
    }

    /** A delayed task waits without a step before. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(expect = FORBIDDEN, desc = "accepted, and nobody asks it to cancel")
    @State
    public static class ScheduleAgainstShutdownNow {
        final Meeting meeting = new LateStoresMeeting();
        private static final Duration LONG = Duration.ofHours(1);
        final Submission submission = new Submission();

        @Actor
        public void submitter() {
            meeting.join();
            submission.schedule(WAITING, LONG);
        }

        @Actor
        public void closer() {
            meeting.join();
            submission.scheduler.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = submission.judge();
        }
    }

    /** The mutant that {@link ScheduleAgainstShutdownNow} sees: parks without a look at the phase. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(id = "forgotten", expect = ACCEPTABLE_INTERESTING, desc = "nobody asks it to cancel")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ParkWithoutLookControl {
        final Meeting meeting = new Meeting(2);
        final Listing tasks = new Listing();
        private boolean accepted;

        @Actor
        public void submitter() {
            meeting.join();
            if (tasks.cancelling.get()) return;
            accepted = true;
            tasks.listed.set(true); // and parks, without a second look
        }

        @Actor
        public void closer() {
            meeting.join();
            tasks.close();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = tasks.judge(accepted, false);
        }
    }

    /** The mutant that {@link ParkAgainstShutdownNow} sees: looks, but without a fence after listing. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(id = "forgotten", expect = ACCEPTABLE_INTERESTING, desc = "nobody asks it to cancel")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final Listing tasks = new Listing();
        private boolean accepted;
        private boolean cancelled;

        @Actor
        public void submitter() {
            meeting.join();
            if (tasks.cancelling.get()) return;
            accepted = true;
            tasks.listed.setRelease(true); // without a full fence after it
            cancelled = tasks.cancelling.get();
        }

        @Actor
        public void closer() {
            meeting.join();
            tasks.close();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = tasks.judge(accepted, cancelled);
        }
    }

    /** A worker runs what comes, a task is submitted that waits, all is shut down. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(expect = FORBIDDEN, desc = "accepted, and nobody asks it to cancel")
    @State
    public static class StepAgainstSubmitAgainstShutdownNow {
        final Submission submission = new Submission();

        @Actor
        public void submitter() {
            submission.submit(worker -> worker.isCancelled() ? Step.yieldNow() : HandScheduler.awaitTest());
        }

        @Actor
        public void worker() {
            submission.scheduler.runReady(submission.scheduler.worker);
        }

        @Actor
        public void closer() {
            submission.scheduler.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = submission.judge();
        }
    }
}
