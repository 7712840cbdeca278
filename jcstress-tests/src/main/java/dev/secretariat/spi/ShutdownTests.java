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
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A submission beside shutdownNow(): refused, or asked to cancel before it can wait for ever (S3). */
public class ShutdownTests {
    private static final Task<Void> WAITING = worker -> HandScheduler.awaitTest();

    private static String judge(HandScheduler scheduler, TaskHandle<?> handle) {
        scheduler.runAll();
        if (handle == null) return scheduler.isTerminated() ? "refused" : "never terminated";
        return handle.isDone() && scheduler.isTerminated() ? "ended" : "forgotten";
    }

    /** The task begins at once, and waits. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "accepted and cancelled")
    @Outcome(expect = FORBIDDEN, desc = "accepted, and nobody asks it to cancel")
    @State
    public static class ParkAgainstShutdownNow {
        final Meeting meeting = new LateStoresMeeting();
        final HandScheduler scheduler = new HandScheduler();
        TaskHandle<?> handle;

        @Actor
        public void submitter() {
            meeting.join();
            try {
                handle = scheduler.submit(WAITING);
                scheduler.runReady(scheduler.worker);
            } catch (RejectedExecutionException e) {
                // none
            }
        }

        @Actor
        public void closer() {
            meeting.join();
            scheduler.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(scheduler, handle);
        }
    }

    /** A delayed task waits without a step before. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "accepted and cancelled")
    @Outcome(expect = FORBIDDEN, desc = "accepted, and nobody asks it to cancel")
    @State
    public static class ScheduleAgainstShutdownNow {
        final Meeting meeting = new LateStoresMeeting();
        private static final Duration LONG = Duration.ofHours(1);
        final HandScheduler scheduler = new HandScheduler();
        TaskHandle<?> handle;

        @Actor
        public void submitter() {
            meeting.join();
            try {
                handle = scheduler.schedule(WAITING, LONG);
            } catch (RejectedExecutionException e) {
                // none
            }
        }

        @Actor
        public void closer() {
            meeting.join();
            scheduler.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(scheduler, handle);
        }
    }

    /** The mutant that {@link ScheduleAgainstShutdownNow} sees: parks without a look at the phase. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "accepted and cancelled")
    @Outcome(id = "forgotten", expect = ACCEPTABLE_INTERESTING, desc = "nobody asks it to cancel")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ParkWithoutLookControl {
        final Meeting meeting = new Meeting(2);
        final AtomicBoolean cancelling = new AtomicBoolean();
        final AtomicBoolean listed = new AtomicBoolean();
        private boolean accepted;
        private boolean asked;

        @Actor
        public void submitter() {
            meeting.join();
            if (cancelling.get()) return;
            accepted = true;
            listed.set(true); // and parks, without a second look
        }

        @Actor
        public void closer() {
            meeting.join();
            cancelling.set(true);
            asked = listed.get();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = !accepted ? "refused" : asked ? "ended" : "forgotten";
        }
    }

    /** The mutant that {@link ParkAgainstShutdownNow} sees: looks, but without a fence after listing. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "accepted and cancelled")
    @Outcome(id = "forgotten", expect = ACCEPTABLE_INTERESTING, desc = "nobody asks it to cancel")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final AtomicBoolean cancelling = new AtomicBoolean();
        final AtomicBoolean listed = new AtomicBoolean();
        private boolean accepted;
        private boolean asked;
        private boolean cancelled;

        @Actor
        public void submitter() {
            meeting.join();
            if (cancelling.get()) return;
            accepted = true;
            listed.setRelease(true); // without a full fence after it
            cancelled = cancelling.get();
        }

        @Actor
        public void closer() {
            meeting.join();
            cancelling.set(true);
            asked = listed.get();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = !accepted ? "refused" : asked || cancelled ? "ended" : "forgotten";
        }
    }

    /** A worker runs what comes, a task is submitted that waits, all is shut down. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "accepted and cancelled")
    @Outcome(expect = FORBIDDEN, desc = "accepted, and nobody asks it to cancel")
    @State
    public static class StepAgainstSubmitAgainstShutdownNow {
        final HandScheduler scheduler = new HandScheduler();
        TaskHandle<?> handle;

        @Actor
        public void submitter() {
            try {
                handle = scheduler.submit(worker -> worker.isCancelled() ? Step.yieldNow() : HandScheduler.awaitTest());
            } catch (RejectedExecutionException e) {
                // none
            }
        }

        @Actor
        public void worker() {
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void closer() {
            scheduler.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(scheduler, handle);
        }
    }
}
