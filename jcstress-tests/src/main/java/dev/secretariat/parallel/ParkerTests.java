package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A worker's parker: who has been taken off the stack of sleepers comes to know it. */
public class ParkerTests {
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "woken, knows it: woken, and knows it")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "woken, knows it: sleeps")
    private static final class WokenOrAsleep {}

    /** A worker that has been woken from an earlier sleep falls asleep again, and somebody is to wake it. */
    private static final class Scene {
        /** So that the waker is there when the sleeper has just announced itself. */
        private static final int TRIES = 20;

        private final Meeting meeting = new Meeting(2);
        private final Parker parker = new Parker();
        private final Sleepers sleepers = new Sleepers(1);

        Scene() {
            parker.wake();
        }

        void sleep() {
            meeting.join();
            parker.prepare();
            sleepers.fallAsleep(0, false);
        }

        void sleepUnprepared() {
            meeting.join();
            sleepers.fallAsleep(0, false);
            Thread.onSpinWait();
            parker.prepare(); // not before
        }

        boolean wake() {
            meeting.join();
            for (int i = 0; i < TRIES; i++) {
                if (sleepers.wakeForWork() != 0) continue;
                parker.wake();
                return true;
            }
            return false;
        }

        boolean isWoken() {
            return parker.isWoken();
        }
    }

    /** Somebody wakes the worker as soon as it has announced that it sleeps. */
    @JCStressTest
    @JCStressMeta(WokenOrAsleep.class)
    @Outcome(expect = FORBIDDEN, desc = "woken, knows it: off the stack but parked for ever, or awake for nothing")
    @State
    public static class SleepAgainstWake {
        final Scene scene = new Scene();

        @Actor
        public void sleeper() {
            scene.sleep();
        }

        @Actor
        public void waker(ZZ_Result r) {
            r.r1 = scene.wake();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = scene.isWoken();
        }
    }

    /** The mutant that {@link SleepAgainstWake} sees: resets after the announcement. */
    @JCStressTest
    @JCStressMeta(WokenOrAsleep.class)
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "woken, knows it: parked for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ResetAfterAnnouncementControl {
        final Scene scene = new Scene();

        @Actor
        public void sleeper() {
            scene.sleepUnprepared();
        }

        @Actor
        public void waker(ZZ_Result r) {
            r.r1 = scene.wake();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = scene.isWoken();
        }
    }
}
