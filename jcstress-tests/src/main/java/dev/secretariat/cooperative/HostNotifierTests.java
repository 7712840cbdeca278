package dev.secretariat.cooperative;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.internal.Inbox;
import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The host is told, once, of what comes while somebody leaves the seat. */
public class HostNotifierTests {
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "leaver tells, poster tells: one of them")
    private static final class OneTells {}

    /** Somebody makes the scheduler ready while another has the seat, or takes it. */
    private static final class Scene {
        final DriversSeat seat = Seats.free();
        final Inbox<Object> inbox = new Inbox<>();
        final HostNotifier notifier = new HostNotifier("scheduler", seat, inbox, () -> {});

        private Scene() {
            notifier.withdraw();
            inbox.becomeIdle(null);
        }

        /** The driver has announced that it is idle, and is about to leave. */
        static Scene driven() {
            Scene scene = new Scene();
            scene.seat.tryTake();
            return scene;
        }

        static Scene notDriven() {
            return new Scene();
        }

        /** Says whether the poster is to tell. */
        boolean post() {
            inbox.post("something to do");
            notifier.request();
            return notifier.claim();
        }

        /** Says whether the tidier is to tell. */
        boolean tidyUp() {
            tidyUpSilently();
            return notifier.claim();
        }

        void tidyUpSilently() {
            seat.tryTakeToTidyUp();
            Pause.spin(1); // for what is taken in
            seat.leave();
        }
    }

    /** Leaves, then looks. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(expect = FORBIDDEN, desc = "leaver tells, poster tells: neither, or both")
    @State
    public static class LeaveAgainstPost {
        final Meeting meeting = new LateStoresMeeting();
        final Scene scene = Scene.driven();

        @Actor
        public void driver(ZZ_Result r) {
            meeting.join();
            scene.seat.leave();
            r.r1 = scene.notifier.claim();
        }

        @Actor
        public void poster(ZZ_Result r) {
            meeting.join();
            r.r2 = scene.post();
        }
    }

    /** Looks, then leaves. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "leaver tells, poster tells: neither")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookBeforeLeavingControl {
        final Meeting meeting = new Meeting(2);
        final Scene scene = Scene.driven();

        @Actor
        public void driver(ZZ_Result r) {
            meeting.join();
            r.r1 = scene.notifier.claim();
            scene.seat.leave();
        }

        @Actor
        public void poster(ZZ_Result r) {
            meeting.join();
            r.r2 = scene.post();
        }
    }

    /** Takes the seat to tidy up, leaves it, then looks. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(expect = FORBIDDEN, desc = "leaver tells, poster tells: neither, or both")
    @State
    public static class TidyUpAgainstPost {
        final Meeting meeting = new Meeting(2);
        final Scene scene = Scene.notDriven();

        @Actor
        public void tidier(ZZ_Result r) {
            meeting.join();
            r.r1 = scene.tidyUp();
        }

        @Actor
        public void poster(ZZ_Result r) {
            meeting.join();
            r.r2 = scene.post();
        }
    }

    /** Takes the seat to tidy up, and leaves it without a look. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "leaver tells, poster tells: neither")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TidyUpSilentlyControl {
        final Meeting meeting = new Meeting(2);
        final Scene scene = Scene.notDriven();

        @Actor
        public void tidier(ZZ_Result r) {
            meeting.join();
            scene.tidyUpSilently();
            r.r1 = false;
        }

        @Actor
        public void poster(ZZ_Result r) {
            meeting.join();
            r.r2 = scene.post();
        }
    }

    /** The mark is read and taken away, but not in one. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "leaver tells, poster tells: both")
    @Outcome(expect = FORBIDDEN, desc = "leaver tells, poster tells: neither")
    @State
    public static class NoCasControl {
        final Meeting meeting = new Meeting(2);
        final Scene scene = Scene.driven();
        final AtomicBoolean pending = new AtomicBoolean();

        @Actor
        public void driver(ZZ_Result r) {
            meeting.join();
            scene.seat.leave();
            r.r1 = claim();
        }

        @Actor
        public void poster(ZZ_Result r) {
            meeting.join();
            scene.inbox.post("something to do");
            pending.set(true);
            r.r2 = claim();
        }

        private boolean claim() {
            if (scene.seat.isTaken() || scene.inbox.isIdle() || !pending.get()) return false;
            pending.set(false);
            return true;
        }
    }
}
