package dev.secretariat.fiber;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Waker;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A mounted body's readiness: no stretch is lost that somebody hands over while the body's task begins or ceases to wait. */
public class ReadinessTests {
    /** A readiness, a task that waits for it, and somebody who wakes the body. */
    private static final class Scene {
        final Meeting meeting = new Meeting(2);
        final Readiness readiness = new Readiness(Thread::currentThread, () -> "a test");

        /** Plain: whoever has been woken sees it. */
        boolean woken;

        private volatile boolean begun;
        private final Waker waker = () -> woken = true;

        /** The task waits already. */
        Scene waiting() {
            readiness.register(waker);
            return this;
        }

        /** A first stretch is there. */
        Scene ready() {
            readiness.announce();
            return this;
        }

        void handOver() {
            meeting.join();
            readiness.announce();
        }

        boolean register() {
            meeting.join();
            return readiness.register(waker);
        }

        void deregister() {
            meeting.join();
            readiness.deregister(waker);
        }

        /** Runs the first stretch, and says whether the second one is there after it. */
        boolean runAndLook() {
            boolean first = readiness.take();
            meeting.join();
            begun = true;
            Pause.spin(2); // the stretch
            return first && readiness.take();
        }

        /** Hands the second stretch over, once the first one runs. */
        void handOverSecond() {
            meeting.join();
            while (!begun) Thread.onSpinWait();
            readiness.announce();
        }

        boolean isSecondThere() {
            return readiness.take();
        }
    }

    /** The same, with one thing taken out each. */
    private static final class Weak {
        private static final Object READY = new Object();

        final Meeting meeting = new Meeting(2);
        final AtomicReference<Object> state = new AtomicReference<>();
        boolean woken;
        private volatile boolean begun;
        private final Waker waker = () -> woken = true;

        Weak waiting() {
            state.set(waker);
            return this;
        }

        Weak ready() {
            state.set(READY);
            return this;
        }

        void handOver() {
            meeting.join();
            if (state.getAndSet(READY) instanceof Waker waiting) waiting.wake();
        }

        boolean registerByStore() {
            meeting.join();
            if (state.get() != null) return false;
            Pause.spin(1);
            state.set(waker); // for compareAndSet
            return true;
        }

        void deregisterByStore() {
            meeting.join();
            if (state.get() != waker) return;
            Pause.spin(1);
            state.set(null); // for compareAndSet
        }

        boolean clearAfterRun() {
            meeting.join();
            begun = true;
            Pause.spin(2); // the stretch
            state.set(null); // not before
            return false;
        }

        void handOverSecond() {
            meeting.join();
            while (!begun) Thread.onSpinWait();
            state.getAndSet(READY);
        }

        boolean isReady() {
            return state.get() == READY;
        }
    }

    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "registered, woken: it waited, and was woken")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "registered, woken: the stretch was there")
    private static final class WokenIfRegistered {}

    /** The body's task begins to wait while the next stretch is handed over. */
    @JCStressTest
    @JCStressMeta(WokenIfRegistered.class)
    @Outcome(expect = FORBIDDEN, desc = "registered, woken: asleep beside a stretch, or woken for nothing")
    @State
    public static class RegisterAgainstHandOver {
        final Scene scene = new Scene();

        @Actor
        public void worker(ZZ_Result r) {
            r.r1 = scene.register();
        }

        @Actor
        public void waker() {
            scene.handOver();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = scene.woken;
        }
    }

    /** The mutant that {@link RegisterAgainstHandOver} sees: registers by a store, after a look. */
    @JCStressTest
    @JCStressMeta(WokenIfRegistered.class)
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "registered, woken: asleep for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class RegisterByStoreControl {
        final Weak scene = new Weak();

        @Actor
        public void worker(ZZ_Result r) {
            r.r1 = scene.registerByStore();
        }

        @Actor
        public void waker() {
            scene.handOver();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = scene.woken;
        }
    }

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "there: the stretch can be run")
    private static final class There {}

    /** The body's task ceases to wait, as when it is cancelled, while the next stretch is handed over. */
    @JCStressTest
    @JCStressMeta(There.class)
    @Outcome(expect = FORBIDDEN, desc = "there: the stretch is lost")
    @State
    public static class DeregisterAgainstHandOver {
        final Scene scene = new Scene().waiting();

        @Actor
        public void worker() {
            scene.deregister();
        }

        @Actor
        public void waker() {
            scene.handOver();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = scene.isSecondThere();
        }
    }

    /** The mutant that {@link DeregisterAgainstHandOver} sees: deregisters by a store, after a look. */
    @JCStressTest
    @JCStressMeta(There.class)
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "there: the stretch is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class DeregisterByStoreControl {
        final Weak scene = new Weak().waiting();

        @Actor
        public void worker() {
            scene.deregisterByStore();
        }

        @Actor
        public void waker() {
            scene.handOver();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = scene.isReady();
        }
    }

    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "taken, there: the worker goes on with it at once")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "taken, there: it is there for the next step")
    private static final class TakenOrThere {}

    /** The next stretch is handed over while the first one runs. */
    @JCStressTest
    @JCStressMeta(TakenOrThere.class)
    @Outcome(expect = FORBIDDEN, desc = "taken, there: the stretch is lost, or run twice")
    @State
    public static class StretchAgainstHandOver {
        final Scene scene = new Scene().ready();

        @Actor
        public void worker(ZZ_Result r) {
            r.r1 = scene.runAndLook();
        }

        @Actor
        public void waker() {
            scene.handOverSecond();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = scene.isSecondThere();
        }
    }

    /** The mutant that {@link StretchAgainstHandOver} sees: runs a stretch, then takes it away. */
    @JCStressTest
    @JCStressMeta(TakenOrThere.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "taken, there: the stretch is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ClearAfterRunControl {
        final Weak scene = new Weak().ready();

        @Actor
        public void worker(ZZ_Result r) {
            r.r1 = scene.clearAfterRun();
        }

        @Actor
        public void waker() {
            scene.handOverSecond();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = scene.isReady();
        }
    }
}
