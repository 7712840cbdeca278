package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CANCELLING;
import static dev.secretariat.spi.Lifecycle.CLOSING;
import static dev.secretariat.spi.Lifecycle.OPEN;
import static dev.secretariat.spi.Lifecycle.TERMINATED;
import static dev.secretariat.spi.LifecycleCopy.WORKER;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Submissions from outside beside the end: none is accepted after it, and it is told once (rule S3). */
public class LifecycleTests {
    /** A task comes while an empty scheduler closes. */
    @JCStressTest
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "accepted; not terminated yet")
    @Outcome(id = "false, false, 4", expect = ACCEPTABLE, desc = "refused; the refusal terminated")
    @Outcome(id = "false, true, 4", expect = ACCEPTABLE, desc = "refused and terminated")
    @Outcome(expect = FORBIDDEN, desc = "accepted after the end, or neither accepted nor ended")
    @State
    public static class AcceptAgainstAdvance {
        final Meeting meeting = new Meeting(2);
        final Lifecycle lifecycle = new Lifecycle();

        @Actor
        public void submitter(ZZI_Result r) {
            meeting.join();
            r.r1 = lifecycle.accept(OPEN, null);
            if (!r.r1) lifecycle.refuse();
        }

        @Actor
        public void closer(ZZI_Result r) {
            meeting.join();
            r.r2 = lifecycle.advance(CLOSING);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** The mutant that {@link AcceptAgainstAdvance} sees: looks at the phase, then counts. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "accepted or terminated")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "accepted and terminated")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PhaseBeforeCountControl {
        final Meeting meeting = new Meeting(2);
        final LifecycleCopy lifecycle = new LifecycleCopy(0) {
            @Override
            boolean accept() {
                if (phase.get() != OPEN) return false;
                begun[OUTSIDE].getAndIncrement(); // not before the look
                return true;
            }
        };

        @Actor
        public void submitter(ZZ_Result r) {
            meeting.join();
            r.r1 = lifecycle.accept();
        }

        @Actor
        public void closer(ZZ_Result r) {
            meeting.join();
            r.r2 = lifecycle.advance(CLOSING);
        }
    }

    @Outcome(
            id = {"true, false, 4", "false, true, 4"},
            expect = ACCEPTABLE,
            desc = "the end was told by one")
    private static final class ToldByOne {}

    /** A task comes too late while the last one ends: whoever is last has to tell. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @Outcome(expect = FORBIDDEN, desc = "accepted, or the end was told twice, or never")
    @State
    public static class RefuseAgainstRelease {
        final Meeting meeting = new Meeting(2);
        final Lifecycle lifecycle = new Lifecycle();
        final Tally worker = lifecycle.newTally();

        public RefuseAgainstRelease() {
            lifecycle.accept(OPEN, null);
            lifecycle.advance(CLOSING);
        }

        @Actor
        public void submitter(ZZI_Result r) {
            meeting.join();
            r.r1 = !lifecycle.accept(OPEN, null) && lifecycle.refuse();
        }

        @Actor
        public void worker(ZZI_Result r) {
            meeting.join();
            r.r2 = lifecycle.release(worker);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** The mutant that {@link RefuseAgainstRelease} sees: takes the count back and leaves. */
    @JCStressTest
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the end was told")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "the end was never told")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class RefuseWithoutLookControl {
        final Meeting meeting = new Meeting(2);
        final LifecycleCopy lifecycle = new LifecycleCopy(1) {
            @Override
            boolean refuse() {
                ended[OUTSIDE].getAndIncrement();
                return false; // without a look at the sums
            }
        };

        public RefuseWithoutLookControl() {
            lifecycle.advance(CLOSING);
        }

        @Actor
        public void submitter(ZZ_Result r) {
            meeting.join();
            r.r1 = !lifecycle.accept() && lifecycle.refuse();
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            r.r2 = lifecycle.release(WORKER);
        }
    }

    /** A close() beside a shutdownNow(), while a task is left: the phase never goes back. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "every task is asked to cancel")
    @Outcome(expect = FORBIDDEN, desc = "back in an earlier phase, or terminated with a task left")
    @State
    public static class CloseAgainstShutdownNow {
        final Meeting meeting = new Meeting(2);
        final Lifecycle lifecycle = new Lifecycle();

        public CloseAgainstShutdownNow() {
            lifecycle.accept(OPEN, null);
        }

        @Actor
        public void closer() {
            meeting.join();
            lifecycle.advance(CLOSING);
        }

        @Actor
        public void shutter() {
            meeting.join();
            lifecycle.advance(CANCELLING);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = lifecycle.phase();
        }
    }

    /** The mutant that {@link CloseAgainstShutdownNow} sees: goes on by a store. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "every task is asked to cancel")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "steps begin again")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class AdvanceByStoreControl {
        final Meeting meeting = new Meeting(2);
        final LifecycleCopy lifecycle = new LifecycleCopy(1) {
            @Override
            boolean advance(int to) {
                if (phase.get() < to) phase.set(to); // for compareAndSet
                return tryTerminate();
            }
        };

        @Actor
        public void closer() {
            meeting.join();
            lifecycle.advance(CLOSING);
        }

        @Actor
        public void shutter() {
            meeting.join();
            lifecycle.advance(CANCELLING);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = lifecycle.phase.get();
        }
    }

    /** An empty scheduler is closed and shut down at once. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @Outcome(expect = FORBIDDEN, desc = "the end was told twice, or never")
    @State
    public static class TwoAdvances {
        final Meeting meeting = new Meeting(2);
        final Lifecycle lifecycle = new Lifecycle();

        @Actor
        public void closer(ZZI_Result r) {
            meeting.join();
            r.r1 = lifecycle.advance(CLOSING);
        }

        @Actor
        public void shutter(ZZI_Result r) {
            meeting.join();
            r.r2 = lifecycle.advance(CANCELLING);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** The mutant that {@link TwoAdvances} sees: terminates by a store. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "the end was told by one")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "the end was told twice")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TerminateByStoreControl {
        final Meeting meeting = new Meeting(2);
        final LifecycleCopy lifecycle = new LifecycleCopy(0) {
            @Override
            boolean terminate(int now) {
                if (phase.get() == TERMINATED) return false;
                phase.set(TERMINATED); // for compareAndSet
                return true;
            }
        };

        @Actor
        public void closer(ZZ_Result r) {
            meeting.join();
            r.r1 = lifecycle.advance(CLOSING);
        }

        @Actor
        public void shutter(ZZ_Result r) {
            meeting.join();
            r.r2 = lifecycle.advance(CANCELLING);
        }
    }

    /** A task comes while the only one there is ends, and the scheduler closes. */
    @JCStressTest
    @Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "accepted; the end came after it")
    @Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "refused; the end was told by one")
    @Outcome(expect = FORBIDDEN, desc = "accepted after the end, or the end was told twice, or never")
    @State
    public static class AcceptAgainstReleaseAgainstAdvance {
        final Lifecycle lifecycle = new Lifecycle();
        final Tally worker = lifecycle.newTally();
        private boolean accepted;
        private boolean toldByRefusal;
        private boolean toldByWorker;
        private boolean toldByCloser;

        public AcceptAgainstReleaseAgainstAdvance() {
            lifecycle.accept(OPEN, null);
        }

        @Actor
        public void submitter() {
            accepted = lifecycle.accept(OPEN, null);
            if (!accepted) toldByRefusal = lifecycle.refuse();
        }

        @Actor
        public void worker() {
            toldByWorker = lifecycle.release(worker);
        }

        @Actor
        public void closer() {
            toldByCloser = lifecycle.advance(CLOSING);
        }

        @Arbiter
        public void end(ZZZ_Result r) {
            r.r1 = accepted;
            r.r2 = toldByRefusal ^ toldByWorker ^ toldByCloser;
            if (toldByRefusal && toldByWorker && toldByCloser) r.r2 = false;
            r.r3 = accepted && lifecycle.release(worker);
        }
    }

    /** A worker ends the last task without a fence, and settles before it waits, while somebody closes. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 4", "false, true, 4"},
            expect = ACCEPTABLE,
            desc = "ended by one")
    @Outcome(expect = FORBIDDEN, desc = "the end was told twice, or never")
    @State
    public static class SettleAgainstAdvance {
        final Meeting meeting = new LateStoresMeeting();
        final Lifecycle lifecycle = new Lifecycle();
        final Tally tally = lifecycle.newTally();

        public SettleAgainstAdvance() {
            lifecycle.accept(OPEN, null);
        }

        @Actor
        public void worker(ZZI_Result r) {
            meeting.join();
            r.r1 = lifecycle.releaseEarly(tally) | lifecycle.settle();
        }

        @Actor
        public void closer(ZZI_Result r) {
            meeting.join();
            r.r2 = lifecycle.advance(CLOSING);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** Does not settle: the mutant that {@link SettleAgainstAdvance} sees. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "ended by one")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "the end was never told")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class UnsettledControl {
        final Meeting meeting = new LateStoresMeeting();
        final Lifecycle lifecycle = new Lifecycle();
        final Tally tally = lifecycle.newTally();

        public UnsettledControl() {
            lifecycle.accept(OPEN, null);
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            r.r1 = lifecycle.releaseEarly(tally);
        }

        @Actor
        public void closer(ZZ_Result r) {
            meeting.join();
            r.r2 = lifecycle.advance(CLOSING);
        }
    }
}
