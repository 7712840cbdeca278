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
        final Meeting meeting;
        final DriversSeat seat = Seats.free();
        final Inbox<Object> inbox = new Inbox<>();
        final HostNotifier notifier = new HostNotifier("scheduler", seat, inbox, () -> {});

        private Scene(Meeting meeting) {
            this.meeting = meeting;
            notifier.withdraw();
            inbox.becomeIdle(null);
        }

        /** The driver has announced that it is idle, and is about to leave. */
        static Scene driven(Meeting meeting) {
            Scene scene = new Scene(meeting);
            scene.seat.tryTake();
            return scene;
        }

        static Scene notDriven() {
            return new Scene(new Meeting(2));
        }

        /** Says whether the leaver is to tell. */
        boolean leave() {
            meeting.join();
            seat.leave();
            return notifier.claim();
        }

        /** As {@link #leave}, in the wrong order. */
        boolean claimAndLeave() {
            meeting.join();
            boolean claimed = notifier.claim();
            seat.leave();
            return claimed;
        }

        /** Says whether the poster is to tell. */
        boolean post() {
            meeting.join();
            inbox.post("something to do");
            notifier.request();
            return notifier.claim();
        }

        /** Says whether the tidier is to tell. */
        boolean tidyUp() {
            tidyUpSilently();
            return notifier.claim();
        }

        /** Without a look whether the host is to be told. */
        void tidyUpSilently() {
            meeting.join();
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
        final Scene scene = Scene.driven(new LateStoresMeeting());

        @Actor
        public void driver(ZZ_Result r) {
            r.r1 = scene.leave();
        }

        @Actor
        public void poster(ZZ_Result r) {
            r.r2 = scene.post();
        }
    }

    /** The mutant that {@link LeaveAgainstPost} sees: looks, then leaves. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "leaver tells, poster tells: neither")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookBeforeLeavingControl {
        final Scene scene = Scene.driven(new Meeting(2));

        @Actor
        public void driver(ZZ_Result r) {
            r.r1 = scene.claimAndLeave();
        }

        @Actor
        public void poster(ZZ_Result r) {
            r.r2 = scene.post();
        }
    }

    /** Takes the seat to tidy up, leaves it, then looks. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(expect = FORBIDDEN, desc = "leaver tells, poster tells: neither, or both")
    @State
    public static class TidyUpAgainstPost {
        final Scene scene = Scene.notDriven();

        @Actor
        public void tidier(ZZ_Result r) {
            r.r1 = scene.tidyUp();
        }

        @Actor
        public void poster(ZZ_Result r) {
            r.r2 = scene.post();
        }
    }

    /** The mutant that {@link TidyUpAgainstPost} sees: takes the seat to tidy up, and leaves it without a look. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "leaver tells, poster tells: neither")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TidyUpSilentlyControl {
        final Scene scene = Scene.notDriven();

        @Actor
        public void tidier(ZZ_Result r) {
            scene.tidyUpSilently();
        }

        @Actor
        public void poster(ZZ_Result r) {
            r.r2 = scene.post();
        }
    }

    /** The mutant that {@link LeaveAgainstPost} sees: the mark is read and taken away, but not in one. */
    @JCStressTest
    @JCStressMeta(OneTells.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "leaver tells, poster tells: both")
    @Outcome(expect = FORBIDDEN, desc = "leaver tells, poster tells: neither")
    @State
    public static class NoCasControl {
        final Scene scene = Scene.driven(new Meeting(2));
        final AtomicBoolean pending = new AtomicBoolean();

        @Actor
        public void driver(ZZ_Result r) {
            scene.meeting.join();
            scene.seat.leave();
            r.r1 = claim();
        }

        @Actor
        public void poster(ZZ_Result r) {
            scene.meeting.join();
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
