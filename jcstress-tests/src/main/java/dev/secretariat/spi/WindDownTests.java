package dev.secretariat.spi;

import static dev.secretariat.spi.CellWord.ACTIVE;
import static dev.secretariat.spi.CellWord.CANCEL;
import static dev.secretariat.spi.CellWord.WAITING;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.spi.TaskScene.Condition;
import dev.secretariat.stress.Meeting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILI_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/** A cancelled task that waits while it winds down: no wake is lost (T4), and nothing else ends the wait (T7). */
public class WindDownTests {
    /** How the task has ended, and how often it was made ready though it was that already. */
    private static void judge(TaskScene scene, LI_Result r) {
        scene.scheduler.runAll();
        r.r1 = scene.how();
        r.r2 = scene.scheduler.doubles();
    }

    /** The same, and how often it was asked. */
    private static void judge(TaskScene scene, Winding task, ILI_Result r) {
        scene.scheduler.runAll();
        r.r1 = task.calls;
        r.r2 = scene.how();
        r.r3 = scene.scheduler.doubles();
    }

    /** Waits until it is cancelled; then until the condition holds. */
    private static final class Winding implements Task<Void> {
        final Condition condition = new Condition();
        int calls;

        @Override
        public Step<Void> step(Worker worker) {
            return HandScheduler.awaitTest();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            calls++;
            return condition.holds ? Step.done() : HandScheduler.awaitTest();
        }
    }

    @Outcome(id = "cancelled, 0", expect = ACCEPTABLE, desc = "end, doubles: the task has seen the condition and ended")
    @Outcome(expect = FORBIDDEN, desc = "end, doubles: asleep beside a true condition, or made ready twice")
    private static final class ConditionSeen {}

    /** The wake comes before, while or after the task decides to wait once more. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeAgainstPark {
        final Winding task = new Winding();
        final TaskScene scene = TaskScene.begun(task).cancelled();

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void waker() {
            scene.wake(task.condition);
        }

        @Arbiter
        public void end(LI_Result r) {
            judge(scene, r);
        }
    }

    /**
     * The mutant that {@link WakeAgainstPark} sees. Since a request to cancel need not keep a task from waiting while
     * it winds down, it parks without a look.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "awake: the condition was seen")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "awake: asleep beside a true condition")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ParkWithoutLookControl {
        final ConditionalCell cell = new ConditionalCell(ACTIVE) {
            @Override
            void park() {
                for (; ; ) {
                    int now = state.get();
                    if (state.compareAndSet(now, WAITING)) return; // without a look at WOKEN
                }
            }
        };

        @Actor
        public void worker() {
            cell.runStep();
        }

        @Actor
        public void waker() {
            cell.fulfil();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = cell.state.awake();
        }
    }

    /** The task waits; what it needs in order to end comes beside the request. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeAgainstRequest {
        final Winding task = new Winding();
        final TaskScene scene = TaskScene.begun(task);

        @Actor
        public void canceller() {
            scene.cancelAndRun();
        }

        @Actor
        public void waker() {
            scene.wakeAndRun(task.condition, scene.scheduler.otherWorker);
        }

        @Arbiter
        public void end(LI_Result r) {
            judge(scene, r);
        }
    }

    @Outcome(id = "1, not done, 0", expect = ACCEPTABLE, desc = "calls, end, doubles: it winds down, and waits")
    private static final class GoesOnWaiting {}

    /** All is shut down while the task, asked before, begins to wait once more. */
    @JCStressTest
    @JCStressMeta(GoesOnWaiting.class)
    @Outcome(expect = FORBIDDEN, desc = "calls, end, doubles: woken or ended by the shutdown, or made ready twice")
    @State
    public static class ShutdownNowAgainstPark {
        final Winding task = new Winding();
        final TaskScene scene = TaskScene.begun(task).cancelled();

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void closer() {
            scene.shutdownNow();
        }

        @Arbiter
        public void end(ILI_Result r) {
            judge(scene, task, r);
        }
    }

    /** The shutdown is what asks, and the task meets it before or after it is asked by name. */
    @JCStressTest
    @JCStressMeta(GoesOnWaiting.class)
    @Outcome(expect = FORBIDDEN, desc = "calls, end, doubles: not asked, asked twice, or made ready twice")
    @State
    public static class ShutdownNowAgainstStep {
        final Winding task = new Winding();
        final TaskScene scene = TaskScene.submitted(task);

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void closer() {
            scene.shutdownNow();
        }

        @Arbiter
        public void end(ILI_Result r) {
            judge(scene, task, r);
        }
    }

    /** Beside a wait of a task that is not winding down, the request must end it: here it would not. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "awake: the request was seen")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "awake: waits, and nobody asks it any more")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ParkDespiteRequestControl {
        final Meeting meeting = new Meeting(2);
        final CellWord state = new CellWord(ACTIVE);

        @Actor
        public void worker() {
            meeting.join();
            for (; ; ) {
                int now = state.get();
                if (state.compareAndSet(now, now | WAITING)) return; // without a look at CANCEL
            }
        }

        @Actor
        public void canceller() {
            meeting.join();
            for (; ; ) {
                int now = state.get();
                if (state.compareAndSet(now, (now & ~WAITING) | CANCEL)) return;
            }
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = state.get() == (WAITING | CANCEL) ? 0 : 1;
        }
    }
}
