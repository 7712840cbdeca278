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
    private static void judge(HandScheduler scheduler, TaskCell<?> cell, LI_Result r) {
        scheduler.runAll();
        r.r1 = EndTests.how(cell);
        r.r2 = scheduler.doubles();
    }

    /** The same, and how often it was asked. */
    private static void judge(HandScheduler scheduler, TaskCell<?> cell, Winding task, ILI_Result r) {
        scheduler.runAll();
        r.r1 = task.calls;
        r.r2 = EndTests.how(cell);
        r.r3 = scheduler.doubles();
    }

    /** Waits until it is cancelled; then until the condition holds, a plain field, so that the cell alone orders it. */
    static final class Winding implements Task<Void> {
        boolean condition;
        int calls;

        @Override
        public Step<Void> step(Worker worker) {
            return HandScheduler.awaitTest();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            calls++;
            return condition ? Step.done() : HandScheduler.awaitTest();
        }
    }

    @Outcome(id = "cancelled, 0", expect = ACCEPTABLE, desc = "the task has seen the condition and ended")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a true condition, or made ready twice")
    private static final class ConditionSeen {}

    /** The wake comes before, while or after the task decides to wait once more. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeAgainstPark {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final Winding task = new Winding();
        final TaskCell<?> cell = scheduler.begun(task);

        public WakeAgainstPark() {
            cell.cancel();
        }

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void waker() {
            meeting.join();
            task.condition = true;
            cell.wake();
        }

        @Arbiter
        public void end(LI_Result r) {
            judge(scheduler, cell, r);
        }
    }

    /** Since a request to cancel need not keep a task from waiting while it winds down, it parks without a look. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "awake")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a true condition")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ParkWithoutLookControl {
        final Meeting meeting = new Meeting(2);
        final CellWord state = new CellWord(ACTIVE);
        boolean condition;

        @Actor
        public void worker() {
            meeting.join();
            if (condition) return;
            for (; ; ) {
                int now = state.get();
                if (state.compareAndSet(now, WAITING)) return; // without a look at WOKEN
            }
        }

        @Actor
        public void waker() {
            meeting.join();
            condition = true;
            state.wake();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = state.awake();
        }
    }

    /** The task waits; what it needs in order to end comes beside the request. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeAgainstRequest {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final Winding task = new Winding();
        final TaskCell<?> cell = scheduler.begun(task);

        @Actor
        public void canceller() {
            meeting.join();
            cell.cancel();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void waker() {
            meeting.join();
            task.condition = true;
            cell.wake();
            scheduler.runReady(scheduler.otherWorker);
        }

        @Arbiter
        public void end(LI_Result r) {
            judge(scheduler, cell, r);
        }
    }

    /** All is shut down while the task, asked before, begins to wait once more. */
    @JCStressTest
    @Outcome(id = "1, not done, 0", expect = ACCEPTABLE, desc = "it waits, as if nothing had been said")
    @Outcome(expect = FORBIDDEN, desc = "woken or ended by the shutdown, or made ready twice")
    @State
    public static class ShutdownNowAgainstPark {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final Winding task = new Winding();
        final TaskCell<?> cell = scheduler.begun(task);

        public ShutdownNowAgainstPark() {
            cell.cancel();
        }

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void closer() {
            meeting.join();
            scheduler.shutdownNow();
        }

        @Arbiter
        public void end(ILI_Result r) {
            judge(scheduler, cell, task, r);
        }
    }

    /** The shutdown is what asks, and the task meets it before or after it is asked by name. */
    @JCStressTest
    @Outcome(id = "1, not done, 0", expect = ACCEPTABLE, desc = "it winds down, and waits")
    @Outcome(expect = FORBIDDEN, desc = "not asked, asked twice, or made ready twice")
    @State
    public static class ShutdownNowAgainstStep {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final Winding task = new Winding();
        final TaskCell<?> cell = scheduler.submitted(task);

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void closer() {
            meeting.join();
            scheduler.shutdownNow();
        }

        @Arbiter
        public void end(ILI_Result r) {
            judge(scheduler, cell, task, r);
        }
    }

    /** Beside a wait of a task that is not winding down, the request must end it: here it would not. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "awake")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "waits, and nobody asks it any more")
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
