package dev.secretariat.spi;

import static dev.secretariat.spi.CellWord.ACTIVE;
import static dev.secretariat.spi.CellWord.WAITING;
import static dev.secretariat.spi.CellWord.WOKEN;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.stress.Meeting;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A task that sleeps wakes when its time has come, whatever stale wakes come beside that (T4, T10). */
public class TaskSleepTests {
    /** Is woken by a stale waker in the step that returns a sleep. */
    private static final class Sleeper implements Task<Void> {
        private boolean slept;

        @Override
        public Step<Void> step(Worker worker) {
            if (slept) return Step.done();
            slept = true;
            ((CellHandle<?>) worker.task()).cell().wake();
            return Step.sleep(Duration.ofSeconds(1));
        }
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "ended, doubles: the sleep has ended, and the task")
    @Outcome(expect = FORBIDDEN, desc = "ended, doubles: asleep for ever, or made ready twice")
    private static final class SleepEnds {}

    /** A task that was woken while it went to sleep looks at the clock while its time comes. */
    @JCStressTest
    @JCStressMeta(SleepEnds.class)
    @State
    public static class RingAgainstEarlyLook {
        final TaskScene scene = TaskScene.begun(new Sleeper());

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void timer() {
            scene.advanceAndRing();
        }

        @Arbiter
        public void end(II_Result r) {
            WakeTests.judge(scene, r);
        }
    }

    /**
     * The mutant that {@link RingAgainstEarlyLook} sees: looks at the clock while the task is marked as woken, then
     * goes back to sleep in one CAS.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "awake: the sleep has ended")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "awake: asleep for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class EarlyLookInOneStepControl {
        final Meeting meeting = new Meeting(2);
        final CellWord state = new CellWord(WOKEN);
        volatile boolean past;

        @Actor
        public void worker() {
            meeting.join();
            for (; ; ) {
                int now = state.get();
                int next = past ? ACTIVE : WAITING; // without taking back WOKEN before the look
                if (state.compareAndSet(now, next)) return;
            }
        }

        @Actor
        public void timer() {
            meeting.join();
            past = true;
            state.wake();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = state.awake();
        }
    }

    /** A sleeping task: a stale wake and the end of its time. */
    @JCStressTest
    @JCStressMeta(SleepEnds.class)
    @State
    public static class StaleWakeAgainstRing {
        final TaskScene scene = TaskScene.begun(new Sleeper());

        public StaleWakeAgainstRing() {
            scene.scheduler.runAll(); // back to sleep
        }

        @Actor
        public void stale() {
            scene.wakeForNothingAndRun();
        }

        @Actor
        public void timer() {
            scene.advanceAndRing();
        }

        @Arbiter
        public void end(II_Result r) {
            WakeTests.judge(scene, r);
        }
    }
}
