package dev.secretariat.spi;

import static dev.secretariat.spi.CellWord.ACTIVE;
import static dev.secretariat.spi.CellWord.WAITING;
import static dev.secretariat.spi.CellWord.WOKEN;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.spi.TaskScene.Condition;
import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The task cell: no wake is lost (rule T4), and a task is made ready once for each time that it waits.
 * The conditions are plain fields, so that the cell alone orders them.
 */
public class WakeTests {
    /** Whether the task has ended, and how often it was made ready though it was that already. */
    static void judge(TaskScene scene, II_Result r) {
        scene.scheduler.runAll();
        r.r1 = scene.cell.isDone() ? 1 : 0;
        r.r2 = scene.scheduler.doubles();
    }

    /** A task that waits until the condition holds. */
    private static Task<Void> waitsFor(Condition condition) {
        return worker -> condition.holds ? Step.done() : HandScheduler.awaitTest();
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "ended, doubles: the task has seen the condition and ended")
    @Outcome(expect = FORBIDDEN, desc = "ended, doubles: asleep beside a true condition, or made ready twice")
    private static final class ConditionSeen {}

    /** The wake comes before, while or after the step decides to wait. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeAgainstPark {
        final Condition condition = new Condition();
        final TaskScene scene = TaskScene.submitted(waitsFor(condition));

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void waker() {
            scene.wake(condition);
        }

        @Arbiter
        public void end(II_Result r) {
            judge(scene, r);
        }
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "awake: the condition was seen")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "awake: asleep beside a true condition")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class AwakeOrAsleep {}

    /**
     * The mutant that {@link WakeAgainstPark} sees: enters the waiting phase by a store, after a look whether the task
     * was woken meanwhile.
     */
    @JCStressTest
    @JCStressMeta(AwakeOrAsleep.class)
    @State
    public static class ParkByStoreControl {
        final ConditionalCell cell = new ConditionalCell(ACTIVE) {
            @Override
            void park() {
                if (state.get() == ACTIVE) state.set(WAITING); // for compareAndSet
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

    /** Two conditions, one waker each; the task was woken already and is about to look. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeOfWoken {
        final Condition condition = new Condition();
        final TaskScene scene = TaskScene.submitted(waitsFor(condition)).woken();

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void waker() {
            scene.wake(condition);
        }

        @Arbiter
        public void end(II_Result r) {
            judge(scene, r);
        }
    }

    /**
     * The mutant that {@link WakeOfWoken} sees: a waker that finds the task woken returns without writing to the state.
     */
    @JCStressTest
    @JCStressMeta(AwakeOrAsleep.class)
    @State
    public static class ReadOnlyWakeControl {
        final ConditionalCell cell = new ConditionalCell(WOKEN) {
            @Override
            void wake() {
                for (; ; ) {
                    int now = state.get();
                    if (now == WOKEN) return; // for a compareAndSet to the same value
                    int next = now == WAITING ? ACTIVE : WOKEN;
                    if (state.compareAndSet(now, next)) return;
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

    /**
     * Two wakers, which then serve as the task's workers. The task needs both conditions. It sees them
     * although either wake may find it waiting, ready or running.
     */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "ended, doubles: the task has seen both and ended")
    @Outcome(expect = FORBIDDEN, desc = "ended, doubles: a wake was lost, or the task made ready twice")
    @State
    public static class TwoWakes {
        final Condition first = new Condition();
        final Condition second = new Condition();
        final TaskScene scene =
                TaskScene.begun(worker -> first.holds && second.holds ? Step.done() : HandScheduler.awaitTest());

        @Actor
        public void first() {
            scene.wakeAndRun(first, scene.scheduler.worker);
        }

        @Actor
        public void second() {
            scene.wakeAndRun(second, scene.scheduler.otherWorker);
        }

        @Arbiter
        public void end(II_Result r) {
            judge(scene, r);
        }
    }

    /** The mutant that {@link TwoWakes} sees: leaves the waiting phase by a store. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "made ready: once")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "made ready: by both wakers")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class WakeByStoreControl {
        final Meeting meeting = new Meeting(2);
        final CellWord state = new CellWord(WAITING);
        final AtomicInteger readies = new AtomicInteger();

        private void wake() {
            meeting.join();
            if (state.get() != WAITING) return;
            state.set(ACTIVE); // for compareAndSet
            readies.getAndIncrement();
        }

        @Actor
        public void first() {
            wake();
        }

        @Actor
        public void second() {
            wake();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = readies.get();
        }
    }

    /** A step that yields makes no transition; wakes beside it do not make the task ready once more. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeAgainstYield {
        final Condition condition = new Condition();
        int steps;
        final TaskScene scene = TaskScene.submitted(worker -> {
            if (condition.holds) return Step.done();
            return steps++ == 0 ? Step.yieldNow() : HandScheduler.awaitTest();
        });

        @Actor
        public void worker() {
            scene.runSteps(2);
        }

        @Actor
        public void waker() {
            scene.wake(condition);
        }

        @Arbiter
        public void end(II_Result r) {
            judge(scene, r);
        }
    }
}
