package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CLOSING;
import static dev.secretariat.spi.Lifecycle.OPEN;
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
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Workers that count for themselves: the end is told once, whichever of them is the last (S3). */
public class TallyTests {
    @Outcome(
            id = {"true, false, 4", "false, true, 4"},
            expect = ACCEPTABLE,
            desc = "the end was told by one")
    @Outcome(expect = FORBIDDEN, desc = "the end was told twice, or never")
    private static final class ToldByOne {}

    /** A worker ends the last task while the scheduler closes. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @State
    public static class ReleaseAgainstAdvance {
        final Meeting meeting = new LateStoresMeeting();
        final Lifecycle lifecycle = new Lifecycle();
        final Tally worker = lifecycle.newTally();

        public ReleaseAgainstAdvance() {
            lifecycle.accept(OPEN, null);
        }

        @Actor
        public void worker(ZZI_Result r) {
            meeting.join();
            r.r1 = lifecycle.release(worker);
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

    /** The mutant that {@link ReleaseAgainstAdvance} sees: no fence between count and look. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "the end was told by one")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "the end was never told")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ReleaseWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final LifecycleCopy lifecycle = new Unfenced(1);

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            r.r1 = lifecycle.release(WORKER);
        }

        @Actor
        public void closer(ZZ_Result r) {
            meeting.join();
            r.r2 = lifecycle.advance(CLOSING);
        }
    }

    /** Two workers end the last two tasks of a closing scheduler. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @State
    public static class TwoReleases {
        final Meeting meeting = new Meeting(2);
        final Lifecycle lifecycle = new Lifecycle();
        final Tally one = lifecycle.newTally();
        final Tally two = lifecycle.newTally();

        public TwoReleases() {
            lifecycle.accept(OPEN, null);
            lifecycle.accept(OPEN, null);
            lifecycle.advance(CLOSING);
        }

        @Actor
        public void one(ZZI_Result r) {
            meeting.join();
            r.r1 = lifecycle.release(one);
        }

        @Actor
        public void two(ZZI_Result r) {
            meeting.join();
            r.r2 = lifecycle.release(two);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** Counts an end without a fence. */
    static final class Unfenced extends LifecycleCopy {
        Unfenced(int tasks) {
            super(tasks);
        }

        @Override
        boolean release(int worker) {
            countEnded(worker); // no fence follows
            return tryTerminate();
        }
    }
}
