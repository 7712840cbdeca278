package dev.secretariat.cooperative;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.internal.Inbox;
import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The host is told, once, of what comes while the driver leaves. */
public class SummonsTests {
    /** The driver has announced that it is idle, and leaves while somebody makes the scheduler ready. */
    private static final class Leaving {
        final DriversSeat seat = new DriversSeat();
        final Inbox<Object> inbox = new Inbox<>();
        final Summons summons = new Summons(seat, inbox);

        Leaving() {
            seat.tryTake();
            summons.answer();
            inbox.becomeIdle(null);
        }

        boolean post() {
            inbox.post("something to do");
            summons.need();
            return summons.isMine();
        }
    }

    /** Leaves, then looks. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one of them tells")
    @Outcome(expect = FORBIDDEN, desc = "nobody tells, or both")
    @State
    public static class LeaveAgainstPost {
        final Meeting meeting = new LateStoresMeeting();
        final Leaving leaving = new Leaving();

        @Actor
        public void driver(ZZ_Result r) {
            meeting.join();
            leaving.seat.leave();
            r.r1 = leaving.summons.isMine();
        }

        @Actor
        public void poster(ZZ_Result r) {
            meeting.join();
            r.r2 = leaving.post();
        }
    }

    /** Looks, then leaves. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one of them tells")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "nobody tells")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookBeforeLeavingControl {
        final Meeting meeting = new Meeting(2);
        final Leaving leaving = new Leaving();

        @Actor
        public void driver(ZZ_Result r) {
            meeting.join();
            r.r1 = leaving.summons.isMine();
            leaving.seat.leave();
        }

        @Actor
        public void poster(ZZ_Result r) {
            meeting.join();
            r.r2 = leaving.post();
        }
    }

    /** The mark is read and taken away, but not in one. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one of them tells")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "both tell")
    @Outcome(expect = FORBIDDEN, desc = "nobody tells")
    @State
    public static class NoCasControl {
        final Meeting meeting = new Meeting(2);
        final Leaving leaving = new Leaving();
        final AtomicBoolean untold = new AtomicBoolean();

        @Actor
        public void driver(ZZ_Result r) {
            meeting.join();
            leaving.seat.leave();
            r.r1 = isMine();
        }

        @Actor
        public void poster(ZZ_Result r) {
            meeting.join();
            leaving.inbox.post("something to do");
            untold.set(true);
            r.r2 = isMine();
        }

        private boolean isMine() {
            if (leaving.seat.isTaken() || leaving.inbox.isIdle() || !untold.get()) return false;
            untold.set(false);
            return true;
        }
    }
}
