package dev.secretariat.spi;

import static dev.secretariat.spi.CellWord.ACTIVE;
import static dev.secretariat.spi.CellWord.CANCEL;
import static dev.secretariat.spi.CellWord.ENDED;
import static dev.secretariat.spi.CellWord.WAITING;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZLI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A request to cancel is made by one, answered truly, and handled once (T1, T7). */
public class CancelTests {
    /** Both find the task waiting. */
    @JCStressTest
    @Outcome(id = "true, cancelled, 1", expect = ACCEPTABLE, desc = "asked, end, cancels: made ready once, cancelled")
    @Outcome(expect = FORBIDDEN, desc = "asked, end, cancels: the request was lost, or handled twice")
    @State
    public static class WakeAgainstCancel {
        final Counted task = Counted.waiting();
        final TaskScene scene = TaskScene.begun(task);

        @Actor
        public void waker() {
            scene.wake();
        }

        @Actor
        public void canceller(ZLI_Result r) {
            r.r1 = scene.cancel();
        }

        @Arbiter
        public void end(ZLI_Result r) {
            r.r2 = scene.howAtLast();
            r.r3 = task.cancels;
        }
    }

    /**
     * The mutant that {@link WakeAgainstCancel} sees: a cancel leaves the waiting phase by a store, beside a correct
     * wake.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "made ready: once")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "made ready: by both")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CancelOfWaitingByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger(WAITING);
        final AtomicInteger readies = new AtomicInteger();

        @Actor
        public void waker() {
            meeting.join();
            if (state.compareAndSet(WAITING, ACTIVE)) readies.getAndIncrement();
        }

        @Actor
        public void canceller() {
            meeting.join();
            int now = state.get();
            state.set(CANCEL); // for compareAndSet
            if (now == WAITING) readies.getAndIncrement();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = readies.get();
        }
    }

    /** The request comes before, while or after the only step runs. */
    @JCStressTest
    @Outcome(id = "true, succeeded, 0", expect = ACCEPTABLE, desc = "asked, end, cancels: asked while the step ran")
    @Outcome(id = "true, cancelled, 1", expect = ACCEPTABLE, desc = "asked, end, cancels: asked before the step")
    @Outcome(id = "false, succeeded, 0", expect = ACCEPTABLE, desc = "asked, end, cancels: asked after the end")
    @Outcome(expect = FORBIDDEN, desc = "asked, end, cancels: they do not fit each other")
    @State
    public static class CancelAgainstEnd {
        final Counted task = Counted.ending();
        final TaskScene scene = TaskScene.submitted(task);

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void canceller(ZLI_Result r) {
            r.r1 = scene.cancel();
        }

        @Arbiter
        public void end(ZLI_Result r) {
            r.r2 = scene.howAtLast();
            r.r3 = task.cancels;
        }
    }

    /** The mutant that {@link CancelAgainstEnd} sees: a cancel looks, then stores, over the end. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "done: the task has ended")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "done: the task has ended, but is not done")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CancelByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger();

        @Actor
        public void worker() {
            meeting.join();
            for (; ; ) {
                int now = state.get();
                if (state.compareAndSet(now, now | ENDED)) return;
            }
        }

        @Actor
        public void canceller() {
            meeting.join();
            int now = state.get();
            if (now != ENDED) state.set(now | CANCEL); // for compareAndSet
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = (state.get() & ENDED) != 0 ? 1 : 0;
        }
    }

    /** Two requests: one of them made it. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1"},
            expect = ACCEPTABLE,
            desc = "first asked, second asked, cancels: one made the request")
    @Outcome(
            expect = FORBIDDEN,
            desc = "first asked, second asked, cancels: none or both made it, or onCancel did not run once")
    @State
    public static class TwoCancels {
        final Counted task = Counted.waiting();
        final TaskScene scene = TaskScene.begun(task);

        @Actor
        public void first(ZZI_Result r) {
            r.r1 = scene.cancel();
        }

        @Actor
        public void second(ZZI_Result r) {
            r.r2 = scene.cancel();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            scene.scheduler.runAll();
            r.r3 = task.cancels + 10 * scene.scheduler.doubles();
        }
    }

    /** The mutant that {@link TwoCancels} sees: a request looks whether another was made, then stores. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "first asked, second asked: one made the request")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "first asked, second asked: both think so")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TwoCancelsByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger();

        private boolean cancel() {
            meeting.join();
            if ((state.get() & CANCEL) != 0) return false;
            state.set(CANCEL); // for compareAndSet
            return true;
        }

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = cancel();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = cancel();
        }
    }
}
