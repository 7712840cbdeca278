package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A worker that goes from one thread to the next knows who runs a step on it (rule S8). */
public class WorkerTests {
    private static final int LOOKS = 10;
    private static final int SPINS = 1000;

    /** A thread that ran a step earlier asks whether it runs one, while another thread does. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "stepping: it runs none")
    @Outcome(expect = FORBIDDEN, desc = "stepping: it takes the other thread's step for its own")
    @State
    public static class SteppingAfterHandOver {
        final Meeting meeting = new Meeting(2);
        private static final Task<Void> DONE = worker -> Step.done();
        final HandScheduler scheduler = new HandScheduler();
        final AtomicBoolean free = new AtomicBoolean();
        final TaskCell<?> first = scheduler.submitted(DONE);
        final TaskCell<?> second = scheduler.submitted(DONE);

        @Actor
        public void former(Z_Result r) {
            meeting.join();
            first.runStep(scheduler.worker);
            free.set(true);
            for (int i = 0; i < LOOKS; i++) r.r1 |= scheduler.isWorking();
        }

        @Actor
        public void present() {
            meeting.join();
            for (int i = 0; i < SPINS && !free.get(); i++) Thread.onSpinWait();
            if (free.get()) second.runStep(scheduler.worker);
        }
    }

    /**
     * The mutant that {@link SteppingAfterHandOver} sees: reads whose worker it is, then whether that worker runs a
     * step.
     */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "stepping: it runs none")
    @Outcome(
            id = "true",
            expect = ACCEPTABLE_INTERESTING,
            desc = "stepping: it takes the other thread's step for its own")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ThreadBeforeTaskControl {
        final Meeting meeting = new Meeting(2);
        final AtomicBoolean free = new AtomicBoolean();
        volatile int thread;
        volatile boolean current;

        private boolean isStepping(int caller) {
            boolean mine = thread == caller;
            Pause.spin(2);
            return mine && current;
        }

        private void runStep(int caller) {
            thread = caller;
            current = true;
            Thread.onSpinWait(); // the step
            current = false;
        }

        @Actor
        public void former(Z_Result r) {
            meeting.join();
            runStep(1);
            free.set(true);
            for (int i = 0; i < LOOKS; i++) r.r1 |= isStepping(1);
        }

        @Actor
        public void present() {
            meeting.join();
            for (int i = 0; i < SPINS && !free.get(); i++) Thread.onSpinWait();
            if (free.get()) runStep(2);
        }
    }
}
