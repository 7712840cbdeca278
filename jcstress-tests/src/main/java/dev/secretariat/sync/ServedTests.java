package dev.secretariat.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import dev.secretariat.sync.Message.Action;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Those who come while somebody serves: what they leave is done, once, by one thread at a time, and what they have changed is looked at. */
public class ServedTests {
    /** What the server counts, in plain fields, and what others change. */
    private static final class Counts {
        private final Meeting meeting = new Meeting(2);
        private final AtomicInteger changes = new AtomicInteger();
        private int done;
        private int doneWhenSettled;
        private int seen;

        void act() {
            done++;
        }

        void settleUp() {
            doneWhenSettled = done;
            seen = changes.get();
        }

        /** Meets the other one; returns what is to be left. */
        Message message() {
            Message message = new Action(this::act);
            meeting.join();
            return message;
        }

        void change() {
            meeting.join();
            changes.getAndIncrement();
        }

        /** Returns how much has been done; a hundred less if that was not settled up. */
        int done() {
            return done == doneWhenSettled ? done : done - 100;
        }

        /** Returns how many changes the server has seen. */
        int seen() {
            return seen;
        }
    }

    private static final class Real extends Served {
        final Counts counts = new Counts();

        @Override
        void settleUp() {
            counts.settleUp();
        }

        void leaveOne() {
            leave(counts.message());
        }

        void change() {
            counts.change();
            look();
        }

        void actOrLeave() {
            Message message = counts.message();
            if (!tryServe()) {
                leave(message);
                return;
            }
            counts.act();
            goOn();
        }
    }

    private static class Weak extends ServedCopy {
        final Counts counts = new Counts();

        @Override
        final void settleUp() {
            counts.settleUp();
        }

        void leaveOne() {
            leave(counts.message());
        }

        void change() {
            counts.change();
            look();
        }

        void actOrLeave() {
            Message message = counts.message();
            if (!tryServe()) {
                leave(message);
                return;
            }
            counts.act();
            goOn();
        }
    }

    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both were done, and settled up")
    private static final class BothDone {}

    /** Two leave a message at once. */
    @JCStressTest
    @JCStressMeta(BothDone.class)
    @Outcome(expect = FORBIDDEN, desc = "one is lost, or was not settled up")
    @State
    public static class LeaveAgainstLeave {
        final Real served = new Real();

        @Actor
        public void leaves() {
            served.leaveOne();
        }

        @Actor
        public void leavesToo() {
            served.leaveOne();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = served.counts.done();
        }
    }

    /** The mutant that {@link LeaveAgainstLeave} sees: looks what was left before, then leaves its own by a store. */
    @JCStressTest
    @JCStressMeta(BothDone.class)
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one is lost, or was not settled up")
    @State
    public static class LeaveByStoreControl {
        final Weak served = new Weak() {
            @Override
            void leave(Message message) {
                Object now = inbox.get();
                message.follow(now instanceof Message other ? other : null);
                Pause.spin(1);
                inbox.set(message);
                if (now == null) goOn();
            }
        };

        @Actor
        public void leaves() {
            served.leaveOne();
        }

        @Actor
        public void leavesToo() {
            served.leaveOne();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = served.counts.done();
        }
    }

    /** Two act at once if nobody serves, or else leave it to whoever does. */
    @JCStressTest
    @JCStressMeta(BothDone.class)
    @Outcome(expect = FORBIDDEN, desc = "one is lost, or was not settled up")
    @State
    public static class ActAgainstAct {
        final Real served = new Real();

        @Actor
        public void acts() {
            served.actOrLeave();
        }

        @Actor
        public void actsToo() {
            served.actOrLeave();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = served.counts.done();
        }
    }

    /** The mutant that {@link ActAgainstAct} sees: looks whether somebody serves, then begins to by a store. */
    @JCStressTest
    @JCStressMeta(BothDone.class)
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "both have served at once: one is lost, or was not settled up")
    @State
    public static class ServeByStoreControl {
        final Weak served = new Weak() {
            @Override
            boolean tryServe() {
                if (inbox.get() != null) return false;
                Pause.spin(1);
                inbox.set(SERVED);
                return true;
            }

            @Override
            void goOn() {
                takeAndSettleUp();
                inbox.set(null);
            }
        };

        @Actor
        public void acts() {
            served.actOrLeave();
        }

        @Actor
        public void actsToo() {
            served.actOrLeave();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = served.counts.done();
        }
    }

    @Outcome(id = "2", expect = ACCEPTABLE, desc = "the server has seen both")
    private static final class BothSeen {}

    /** Two change something at once. */
    @JCStressTest
    @JCStressMeta(BothSeen.class)
    @Outcome(expect = FORBIDDEN, desc = "one was not looked at")
    @State
    public static class LookAgainstLook {
        final Real served = new Real();

        @Actor
        public void changes() {
            served.change();
        }

        @Actor
        public void changesToo() {
            served.change();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = served.counts.seen();
        }
    }

    /** A mutant that {@link LookAgainstLook} sees: relies on the server, which may have looked already. */
    @JCStressTest
    @JCStressMeta(BothSeen.class)
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one was not looked at")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookLeftToTheServerControl {
        final Weak served = new Weak() {
            @Override
            void look() {
                if (tryServe()) goOn();
            }
        };

        @Actor
        public void changes() {
            served.change();
        }

        @Actor
        public void changesToo() {
            served.change();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = served.counts.seen();
        }
    }

    /** A mutant that {@link LookAgainstLook} sees: looks whether anything has come, then leaves by a store. */
    @JCStressTest
    @JCStressMeta(BothSeen.class)
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one was not looked at")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class EndByStoreControl {
        final Weak served = new Weak() {
            @Override
            void goOn() {
                do takeAndSettleUp();
                while (inbox.get() != SERVED);
                Pause.spin(1);
                inbox.set(null);
            }
        };

        @Actor
        public void changes() {
            served.change();
        }

        @Actor
        public void changesToo() {
            served.change();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = served.counts.seen();
        }
    }

    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "done, seen: both")
    private static final class DoneAndSeen {}

    /** One leaves a message while the other has something looked at. */
    @JCStressTest
    @JCStressMeta(DoneAndSeen.class)
    @Outcome(expect = FORBIDDEN, desc = "done, seen: one is lost")
    @State
    public static class LeaveAgainstLook {
        final Real served = new Real();

        @Actor
        public void leaves() {
            served.leaveOne();
        }

        @Actor
        public void changes() {
            served.change();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = served.counts.done();
            r.r2 = served.counts.seen();
        }
    }

    /** The mutant that {@link LeaveAgainstLook} sees: whoever has something looked at says so over a message. */
    @JCStressTest
    @JCStressMeta(DoneAndSeen.class)
    @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "done, seen: the message is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookOverMessageControl {
        final Weak served = new Weak() {
            @Override
            void look() {
                if (inbox.getAndSet(LOOK) == null) goOn();
            }

            @Override
            void goOn() {
                Pause.spin(1);
                super.goOn();
            }
        };

        @Actor
        public void leaves() {
            served.leaveOne();
        }

        @Actor
        public void changes() {
            served.change();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = served.counts.done();
            r.r2 = served.counts.seen();
        }
    }
}
