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

    /** A scheduler to which one task is submitted, and which is shut down. */
    private static final class Scene {
        private final Meeting meeting = new LateStoresMeeting();
        final HandScheduler scheduler = new HandScheduler();
        private TaskHandle<?> handle;

        /** Says whether it was accepted. */
        boolean submit(Task<Void> task) {
            return take(() -> scheduler.submit(task));
        }

        void submitAndRun() {
            meeting.join();
            if (submit(WAITING)) scheduler.runReady(scheduler.worker);
        }

        void schedule(Duration delay) {
            meeting.join();
            take(() -> scheduler.schedule(WAITING, delay));
        }

        void shutdownNow() {
            meeting.join();
            scheduler.shutdownNow();
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
    private abstract static class Listing {
        private final Meeting meeting;
        final AtomicBoolean cancelling = new AtomicBoolean();
        final AtomicBoolean listed = new AtomicBoolean();
        private boolean accepted;
        private boolean seesItself;
        private boolean asked;

        Listing(Meeting meeting) {
            this.meeting = meeting;
        }

        final void submit() {
            meeting.join();
            if (cancelling.get()) return;
            accepted = true;
            seesItself = listAndLook();
        }

        /** Lists the task, which is about to park; says whether it sees that it is to cancel. */
        abstract boolean listAndLook();

        final void shutdownNow() {
            meeting.join();
            cancelling.set(true);
            asked = listed.get();
        }

        final String judge() {
            if (!accepted) return "refused";
            return asked || seesItself ? "ended" : "forgotten";
        }
    }

    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "task: too late")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "task: accepted and cancelled")
    private static final class RefusedOrEnded {}

    /** The task begins at once, and waits. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(expect = FORBIDDEN, desc = "task: accepted, and nobody asks it to cancel")
    @State
    public static class ParkAgainstShutdownNow {
        final Scene scene = new Scene();

        @Actor
        public void submitter() {
            scene.submitAndRun();
        }

        @Actor
        public void closer() {
            scene.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = scene.judge();
        }
    }

    /** A delayed task waits without a step before. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(expect = FORBIDDEN, desc = "task: accepted, and nobody asks it to cancel")
    @State
    public static class ScheduleAgainstShutdownNow {
        private static final Duration LONG = Duration.ofHours(1);
        final Scene scene = new Scene();

        @Actor
        public void submitter() {
            scene.schedule(LONG);
        }

        @Actor
        public void closer() {
            scene.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = scene.judge();
        }
    }

    /** The mutant that {@link ScheduleAgainstShutdownNow} sees: parks without a look at the phase. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(id = "forgotten", expect = ACCEPTABLE_INTERESTING, desc = "task: accepted, and nobody asks it to cancel")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ParkWithoutLookControl {
        final Listing tasks = new Listing(new Meeting(2)) {
            @Override
            boolean listAndLook() {
                listed.set(true);
                return false; // without a second look
            }
        };

        @Actor
        public void submitter() {
            tasks.submit();
        }

        @Actor
        public void closer() {
            tasks.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = tasks.judge();
        }
    }

    /** The mutant that {@link ParkAgainstShutdownNow} sees: looks, but without a fence after listing. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(id = "forgotten", expect = ACCEPTABLE_INTERESTING, desc = "task: accepted, and nobody asks it to cancel")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookWithoutFenceControl {
        final Listing tasks = new Listing(new LateStoresMeeting()) {
            @Override
            boolean listAndLook() {
                listed.setRelease(true); // without a full fence after it
                return cancelling.get();
            }
        };

        @Actor
        public void submitter() {
            tasks.submit();
        }

        @Actor
        public void closer() {
            tasks.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = tasks.judge();
        }
    }

    /** A worker runs what comes, a task is submitted that waits, all is shut down. */
    @JCStressTest
    @JCStressMeta(RefusedOrEnded.class)
    @Outcome(expect = FORBIDDEN, desc = "task: accepted, and nobody asks it to cancel")
    @State
    public static class StepAgainstSubmitAgainstShutdownNow {
        final Scene scene = new Scene();

        @Actor
        public void submitter() {
            scene.submit(worker -> worker.isCancelled() ? Step.yieldNow() : HandScheduler.awaitTest());
        }

        @Actor
        public void worker() {
            scene.scheduler.runReady(scene.scheduler.worker);
        }

        @Actor
        public void closer() {
            scene.scheduler.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = scene.judge();
        }
    }
}
