package dev.secretariat.spi;

import static dev.secretariat.spi.CellWord.ACTIVE;
import static dev.secretariat.spi.CellWord.ENDED;
import static dev.secretariat.spi.CellWord.WAITING;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Task;
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
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A waiting task without an onCancel is ended by whoever cancels it, if that one wins it (T1, T7). */
public class EndInCancelTests {
    private static final Task<Void> WAITS = worker -> HandScheduler.awaitTest();

    private static String endOf(TaskScene scene) {
        String how = scene.howAtLast();
        scene.scheduler.shutdown();
        return scene.scheduler.isTerminated() ? how : how + ", never terminated";
    }

    @Outcome(id = "true, cancelled", expect = ACCEPTABLE, desc = "asked, end: it has ended, once")
    @Outcome(
            expect = FORBIDDEN,
            desc = "asked, end: the request was lost, or it was made ready as well, or counted twice")
    private static final class EndedOnce {}

    /** The waker makes it ready, or finds it ended. */
    @JCStressTest
    @JCStressMeta(EndedOnce.class)
    @State
    public static class WakeAgainstCancel {
        final TaskScene scene = TaskScene.begun(WAITS);

        @Actor
        public void waker() {
            scene.wake();
        }

        @Actor
        public void canceller(LL_Result r) {
            r.r1 = scene.cancel();
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = endOf(scene);
        }
    }

    /** A delayed task whose time has come. */
    @JCStressTest
    @JCStressMeta(EndedOnce.class)
    @State
    public static class FireAgainstCancel {
        final TaskScene scene = TaskScene.delayed(WAITS).due();

        @Actor
        public void timer() {
            scene.ring();
        }

        @Actor
        public void canceller(LL_Result r) {
            r.r1 = scene.cancel();
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = endOf(scene);
        }
    }

    /** Who shuts down leaves the end to a worker, who cancels does not. */
    @JCStressTest
    @Outcome(
            id = {"true, cancelled", "false, cancelled"},
            expect = ACCEPTABLE,
            desc = "asked, end: it has ended, once, whoever asked")
    @Outcome(expect = FORBIDDEN, desc = "asked, end: it was forgotten, or made ready as well, or counted twice")
    @State
    public static class ShutdownNowAgainstCancel {
        final TaskScene scene = TaskScene.begun(WAITS);

        @Actor
        public void closer() {
            scene.shutdownNow();
        }

        @Actor
        public void canceller(LL_Result r) {
            r.r1 = scene.cancel();
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = endOf(scene);
        }
    }

    /** The one that made the request has ended the task when it returns. */
    @JCStressTest
    @Outcome(
            id = {"ended, too late, cancelled", "too late, ended, cancelled"},
            expect = ACCEPTABLE,
            desc = "first, second, end: one made the request, and ended it")
    @Outcome(expect = FORBIDDEN, desc = "first, second, end: none or both made it, or it had not ended")
    @State
    public static class TwoCancels {
        final TaskScene scene = TaskScene.begun(WAITS);

        private String cancel() {
            if (!scene.cancel()) return "too late";
            return scene.cell.isDone() ? "ended" : "asked";
        }

        @Actor
        public void first(LLL_Result r) {
            r.r1 = cancel();
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = cancel();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = endOf(scene);
        }
    }

    /** A waiter comes: it is woken by the canceller, or finds the outcome. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "registered, wakes: registered, and woken once")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "registered, wakes: refused, and the outcome is there")
    @Outcome(expect = FORBIDDEN, desc = "registered, wakes: left waiting, woken for nothing, or refused too early")
    @State
    public static class RegisterAgainstCancel {
        final TaskScene scene = TaskScene.begun(WAITS);
        final AtomicInteger wakes = new AtomicInteger();

        @Actor
        public void canceller() {
            scene.cancel();
        }

        @Actor
        public void waiter(II_Result r) {
            r.r1 = scene.register(wakes::getAndIncrement);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = wakes.get();
        }
    }

    /** The mutant that {@link WakeAgainstCancel} sees: the canceller looks whether the task waits, then ends it. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "owners: it was made ready or ended by one")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "owners: ended, and made ready")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class EndByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger(WAITING);
        final AtomicInteger owners = new AtomicInteger();

        @Actor
        public void waker() {
            meeting.join();
            if (state.compareAndSet(WAITING, ACTIVE)) owners.getAndIncrement();
        }

        @Actor
        public void canceller() {
            meeting.join();
            if (state.get() != WAITING) return;
            state.set(ENDED); // for compareAndSet
            owners.getAndIncrement();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = owners.get();
        }
    }
}
