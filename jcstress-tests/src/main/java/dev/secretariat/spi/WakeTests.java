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
    private static void judge(HandScheduler scheduler, TaskCell<?> cell, II_Result r) {
        scheduler.runAll();
        r.r1 = cell.isDone() ? 1 : 0;
        r.r2 = scheduler.doubles();
    }

    /** A task that waits for a condition, a plain field. */
    private static final class Conditional implements Task<Void> {
        final HandScheduler scheduler = new HandScheduler();
        final TaskCell<?> cell = scheduler.submitted(this);
        private boolean condition;

        @Override
        public Step<Void> step(Worker worker) {
            return condition ? Step.done() : HandScheduler.awaitTest();
        }

        void runStep() {
            scheduler.runReady(scheduler.worker);
        }

        void wake() {
            condition = true;
            cell.wake();
        }
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the task has seen the condition and ended")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a true condition, or made ready twice")
    private static final class ConditionSeen {}

    /** The wake comes before, while or after the step decides to wait. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeAgainstPark {
        final Meeting meeting = new Meeting(2);
        final Conditional task = new Conditional();

        @Actor
        public void worker() {
            meeting.join();
            task.runStep();
        }

        @Actor
        public void waker() {
            meeting.join();
            task.wake();
        }

        @Arbiter
        public void end(II_Result r) {
            judge(task.scheduler, task.cell, r);
        }
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "awake")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a true condition")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class AwakeOrAsleep {}

    /** Enters the waiting phase by a store, after a look whether the task was woken meanwhile. */
    @JCStressTest
    @JCStressMeta(AwakeOrAsleep.class)
    @State
    public static class ParkByStoreControl {
        final Meeting meeting = new Meeting(2);
        final CellWord state = new CellWord(ACTIVE);
        boolean condition;

        @Actor
        public void worker() {
            meeting.join();
            if (state.get() == WOKEN) state.set(ACTIVE);
            if (condition) return;
            if (state.get() == ACTIVE) state.set(WAITING); // for compareAndSet
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

    /** Two conditions, one waker each; the task was woken already and is about to look. */
    @JCStressTest
    @JCStressMeta(ConditionSeen.class)
    @State
    public static class WakeOfWoken {
        final Meeting meeting = new Meeting(2);
        final Conditional task = new Conditional();

        public WakeOfWoken() {
            task.cell.wake();
        }

        @Actor
        public void worker() {
            meeting.join();
            task.runStep();
        }

        @Actor
        public void waker() {
            meeting.join();
            task.wake();
        }

        @Arbiter
        public void end(II_Result r) {
            judge(task.scheduler, task.cell, r);
        }
    }

    /** A waker that finds the task woken already returns without writing to the state. */
    @JCStressTest
    @JCStressMeta(AwakeOrAsleep.class)
    @State
    public static class ReadOnlyWakeControl {
        final Meeting meeting = new Meeting(2);
        final CellWord state = new CellWord(WOKEN);
        boolean condition;

        @Actor
        public void worker() {
            meeting.join();
            if (state.get() == WOKEN) state.compareAndSet(WOKEN, ACTIVE);
            if (condition) return;
            state.compareAndSet(ACTIVE, WAITING);
        }

        @Actor
        public void waker() {
            meeting.join();
            condition = true;
            for (; ; ) {
                int now = state.get();
                if (now == WOKEN) return; // for a compareAndSet to the same value
                int next = now == WAITING ? ACTIVE : WOKEN;
                if (state.compareAndSet(now, next)) return;
            }
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = state.awake();
        }
    }

    /**
     * Two wakers, which then serve as the task's workers. The task needs both conditions. It sees them
     * although either wake may find it waiting, ready or running.
     */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the task has seen both and ended")
    @Outcome(expect = FORBIDDEN, desc = "a wake was lost, or the task made ready twice")
    @State
    public static class TwoWakes {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        boolean first;
        boolean second;
        final Task<Void> task = worker -> first && second ? Step.done() : HandScheduler.awaitTest();
        final TaskCell<?> cell = scheduler.begun(task);

        @Actor
        public void first() {
            meeting.join();
            first = true;
            cell.wake();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void second() {
            meeting.join();
            second = true;
            cell.wake();
            scheduler.runReady(scheduler.otherWorker);
        }

        @Arbiter
        public void end(II_Result r) {
            judge(scheduler, cell, r);
        }
    }

    /** Leaves the waiting phase by a store. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "made ready once")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "made ready by both wakers")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class WakeByStoreControl {
        final Meeting meeting = new Meeting(2);
        final CellWord state = new CellWord(WAITING);
        final AtomicInteger readies = new AtomicInteger();

        private void wake() {
            if (state.get() != WAITING) return;
            state.set(ACTIVE); // for compareAndSet
            readies.getAndIncrement();
        }

        @Actor
        public void first() {
            meeting.join();
            wake();
        }

        @Actor
        public void second() {
            meeting.join();
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
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        boolean condition;
        int steps;
        final Task<Void> task = worker -> {
            if (condition) return Step.done();
            return steps++ == 0 ? Step.yieldNow() : HandScheduler.awaitTest();
        };
        final TaskCell<?> cell = scheduler.submitted(task);

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void waker() {
            meeting.join();
            condition = true;
            cell.wake();
        }

        @Arbiter
        public void end(II_Result r) {
            judge(scheduler, cell, r);
        }
    }

    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the sleep has ended, and the task")
    @Outcome(expect = FORBIDDEN, desc = "asleep for ever, or made ready twice")
    private static final class SleepEnds {}

    /** A task that was woken while it went to sleep looks at the clock while its time comes. */
    @JCStressTest
    @JCStressMeta(SleepEnds.class)
    @State
    public static class RingAgainstEarlyLook {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final TaskCell<?> cell = scheduler.begun(new Sleeper());

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void timer() {
            meeting.join();
            scheduler.advance();
            scheduler.ring();
        }

        @Arbiter
        public void end(II_Result r) {
            judge(scheduler, cell, r);
        }
    }

    /** Is woken by a stale waker in the step that returns a sleep. */
    static final class Sleeper implements Task<Void> {
        private boolean slept;

        @Override
        public Step<Void> step(Worker worker) {
            if (slept) return Step.done();
            slept = true;
            ((CellHandle<?>) worker.task()).cell().wake();
            return Step.sleep(Duration.ofSeconds(1));
        }
    }

    /** Looks at the clock while the task is marked as woken, then goes back to sleep in one CAS. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the sleep has ended")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "asleep for ever")
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
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final TaskCell<?> cell = scheduler.begun(new Sleeper());

        public StaleWakeAgainstRing() {
            scheduler.runAll(); // back to sleep
        }

        @Actor
        public void stale() {
            meeting.join();
            cell.wake();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void timer() {
            meeting.join();
            scheduler.advance();
            scheduler.ring();
        }

        @Arbiter
        public void end(II_Result r) {
            judge(scheduler, cell, r);
        }
    }
}
