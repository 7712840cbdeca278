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
    /** So that the waker is there when the sleeper has just announced itself. */
    private static final int TRIES = 20;

    private static Parker wokenBefore() {
        Parker parker = new Parker();
        parker.wake(); // of an earlier sleep
        return parker;
    }

    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "woken, and knows it")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "sleeps")
    private static final class WokenOrAsleep {}

    /** Somebody wakes the worker as soon as it has announced that it sleeps. */
    @JCStressTest
    @JCStressMeta(WokenOrAsleep.class)
    @Outcome(expect = FORBIDDEN, desc = "off the stack, but parked for ever; or awake for nothing")
    @State
    public static class SleepAgainstWake {
        final Meeting meeting = new Meeting(2);
        final Parker parker = wokenBefore();
        final Sleepers sleepers = new Sleepers(1);

        @Actor
        public void sleeper() {
            meeting.join();
            parker.prepare();
            sleepers.fallAsleep(0, false);
        }

        @Actor
        public void waker(ZZ_Result r) {
            meeting.join();
            for (int i = 0; i < TRIES && !r.r1; i++) r.r1 = sleepers.wakeForWork() == 0;
            if (r.r1) parker.wake();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = parker.isWoken();
        }
    }

    /** The mutant that {@link SleepAgainstWake} sees: resets after the announcement. */
    @JCStressTest
    @JCStressMeta(WokenOrAsleep.class)
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "parked for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ResetAfterAnnouncementControl {
        final Meeting meeting = new Meeting(2);
        final Parker parker = wokenBefore();
        final Sleepers sleepers = new Sleepers(1);

        @Actor
        public void sleeper() {
            meeting.join();
            sleepers.fallAsleep(0, false);
            Thread.onSpinWait();
            parker.prepare(); // not before
        }

        @Actor
        public void waker(ZZ_Result r) {
            meeting.join();
            for (int i = 0; i < TRIES && !r.r1; i++) r.r1 = sleepers.wakeForWork() == 0;
            if (r.r1) parker.wake();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = parker.isWoken();
        }
    }
}
