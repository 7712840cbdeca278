package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZLI_Result;

/** A timer fires beside a cancel(): one step or one onCancel(), and never both (T1, T7, T10). */
public class TimerCancelTests {
    private static void judge(TaskScene scene, Counted task, ZLI_Result r) {
        r.r2 = scene.howAtLast();
        r.r3 = task.cancels;
    }

    @Outcome(id = "true, cancelled, 1", expect = ACCEPTABLE, desc = "asked, end, cancels: cancelled once, told once")
    @Outcome(expect = FORBIDDEN, desc = "asked, end, cancels: ready twice, left waiting, or the request lost")
    private static final class CancelledOnce {}

    /** A delayed task whose time has come is cancelled before a worker gets to it. */
    @JCStressTest
    @JCStressMeta(CancelledOnce.class)
    @State
    public static class FireAgainstCancel {
        final Counted task = Counted.ending();
        final TaskScene scene = TaskScene.delayed(task).due();

        @Actor
        public void timer() {
            scene.ring();
        }

        @Actor
        public void canceller(ZLI_Result r) {
            r.r1 = scene.cancel();
        }

        @Arbiter
        public void end(ZLI_Result r) {
            judge(scene, task, r);
        }
    }

    /** The same, and a worker runs what is ready. */
    @JCStressTest
    @Outcome(id = "true, cancelled, 1", expect = ACCEPTABLE, desc = "asked, end, cancels: asked before the step")
    @Outcome(id = "true, succeeded, 0", expect = ACCEPTABLE, desc = "asked, end, cancels: asked while the step ran")
    @Outcome(id = "false, succeeded, 0", expect = ACCEPTABLE, desc = "asked, end, cancels: asked after the end")
    @Outcome(expect = FORBIDDEN, desc = "asked, end, cancels: ready twice, left waiting, or the answer does not fit")
    @State
    public static class FireAgainstCancelAgainstStep {
        final Counted task = Counted.ending();
        final TaskScene scene = TaskScene.delayed(task).due();

        @Actor
        public void timer() {
            scene.scheduler.ring();
        }

        @Actor
        public void canceller(ZLI_Result r) {
            r.r1 = scene.cell.cancel();
        }

        @Actor
        public void worker() {
            scene.scheduler.runReady(scene.scheduler.worker);
        }

        @Arbiter
        public void end(ZLI_Result r) {
            judge(scene, task, r);
        }
    }

    /** A stale wake, before the time, beside a cancel(). */
    @JCStressTest
    @JCStressMeta(CancelledOnce.class)
    @State
    public static class StaleWakeAgainstCancel {
        final Counted task = Counted.ending();
        final TaskScene scene = TaskScene.delayed(task);

        @Actor
        public void stale() {
            scene.wakeForNothingAndRun();
        }

        @Actor
        public void canceller(ZLI_Result r) {
            r.r1 = scene.cancel();
        }

        @Arbiter
        public void end(ZLI_Result r) {
            judge(scene, task, r);
        }
    }

    /** The mutant that {@link FireAgainstCancel} sees: the timer takes a waiting task by a store. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "made ready, and 10 if not asked: once, and asked to cancel")
    @Outcome(
            id = {"2", "10", "11", "12"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "made ready, and 10 if not asked: twice, or the request was lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class FireByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger(CellWord.WAITING);
        final AtomicInteger ready = new AtomicInteger();

        @Actor
        public void timer() {
            meeting.join();
            int now = state.get();
            if (now != CellWord.WAITING) return;
            state.set(CellWord.ACTIVE); // for compareAndSet
            ready.getAndIncrement();
        }

        @Actor
        public void canceller() {
            meeting.join();
            for (; ; ) {
                int now = state.get();
                if (!state.compareAndSet(now, CellWord.CANCEL)) continue;
                if (now == CellWord.WAITING) ready.getAndIncrement();
                return;
            }
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = ready.get() + (state.get() == CellWord.CANCEL ? 0 : 10);
        }
    }
}
