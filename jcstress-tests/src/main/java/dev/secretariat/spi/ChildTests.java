package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CANCELLING;
import static dev.secretariat.spi.Lifecycle.CLOSING;
import static dev.secretariat.spi.Lifecycle.OPEN;
import static dev.secretariat.spi.LifecycleCopy.OTHER_WORKER;
import static dev.secretariat.spi.LifecycleCopy.WORKER;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Tasks that submit others beside the end: it is told after the last of them, never before (S3). */
public class ChildTests {
    /** Who closes adds up more than once, so that the tasks come in between. */
    private static final int LOOKS = 8;

    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the end was told after the last task")
    private static final class EndAfterLast {}

    /**
     * A task submits two others and ends; another worker ends the first of them; the scheduler closes.
     * The second is left, so nobody may tell an end before that.
     */
    @JCStressTest
    @JCStressMeta(EndAfterLast.class)
    @Outcome(expect = FORBIDDEN, desc = "the end was told too early, or never")
    @State
    public static class ChildrenAgainstAdvance {
        final Lifecycle lifecycle = new Lifecycle();
        final Tally worker = lifecycle.newTally();
        final Tally other = lifecycle.newTally();
        private volatile boolean handedOver;
        private boolean childEnded;
        private volatile boolean told;

        public ChildrenAgainstAdvance() {
            lifecycle.accept(OPEN, null);
        }

        @Actor
        public void parent() {
            lifecycle.accept(CLOSING, worker);
            handedOver = true;
            lifecycle.accept(CLOSING, worker);
            if (lifecycle.release(worker)) told = true;
        }

        @Actor
        public void thief() {
            childEnded = handedOver;
            if (childEnded && lifecycle.release(other)) told = true;
        }

        @Actor
        public void closer() {
            for (int i = 0; i < LOOKS; i++) {
                if (lifecycle.advance(CLOSING)) told = true;
            }
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = told;
            if (!childEnded) lifecycle.release(other);
            r.r2 = lifecycle.release(other);
        }
    }

    /** {@link ChildrenAgainstAdvance} with a copy. */
    static class Children {
        final LifecycleCopy lifecycle;
        private volatile boolean handedOver;
        private boolean childEnded;
        private volatile boolean told;

        Children(LifecycleCopy lifecycle) {
            this.lifecycle = lifecycle;
        }

        void parent() {
            submitFirst();
            lifecycle.acceptFrom(WORKER);
            if (lifecycle.release(WORKER)) told = true;
        }

        void submitFirst() {
            lifecycle.acceptFrom(WORKER);
            handOver();
        }

        final void handOver() {
            handedOver = true;
        }

        void thief() {
            childEnded = handedOver;
            if (childEnded && lifecycle.release(OTHER_WORKER)) told = true;
        }

        void closer() {
            for (int i = 0; i < LOOKS; i++) {
                if (lifecycle.advance(CLOSING)) told = true;
            }
        }

        void end(ZZ_Result r) {
            r.r1 = told;
            if (!childEnded) lifecycle.release(OTHER_WORKER);
            r.r2 = lifecycle.release(OTHER_WORKER);
        }
    }

    /** The mutant that {@link ChildrenAgainstAdvance} sees: adds up what has begun first. */
    @JCStressTest
    @JCStressMeta(EndAfterLast.class)
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "the end was told too early")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class BegunBeforeEndedControl {
        final Meeting meeting = new Meeting(2);
        final Children children = new Children(new LifecycleCopy(1) {
            @Override
            boolean isBalancedToCloser() {
                long in = sum(begun); // not after the other sum
                Pause.spin(10);
                return in == sum(ended);
            }
        });

        @Actor
        public void parent() {
            meeting.join();
            Pause.spin(40); // as the closer does meanwhile
            children.parent();
        }

        @Actor
        public void closer() {
            meeting.join();
            children.closer();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            children.end(r);
        }
    }

    /** The mutant that {@link ChildrenAgainstAdvance} sees: reads both counts of a tally together. */
    @JCStressTest
    @JCStressMeta(EndAfterLast.class)
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "the end was told too early")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class OnePassControl {
        final Meeting meeting = new Meeting(2);
        final Children children = new Children(new LifecycleCopy(1) {
            @Override
            boolean isBalancedToCloser() {
                long live = 0;
                for (int i = 0; i < begun.length; i++) {
                    live -= ended[i].get();
                    live += begun[i].get(); // not in a second pass
                    if (i == WORKER) Pause.spin(10);
                }
                return live == 0;
            }
        });

        @Actor
        public void parent() {
            meeting.join();
            Pause.spin(40); // as the closer does meanwhile
            children.parent();
            children.thief(); // as another worker would
        }

        @Actor
        public void closer() {
            meeting.join();
            children.closer();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            children.end(r);
        }
    }

    /** The mutant that {@link ChildrenAgainstAdvance} sees: hands a task over, then counts it. */
    @JCStressTest
    @JCStressMeta(EndAfterLast.class)
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "the end was told too early")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CountedLateControl {
        final Meeting meeting = new Meeting(2);
        final Children children = new Children(new LifecycleCopy(1)) {
            @Override
            void submitFirst() {
                handOver();
                Pause.spin(20);
                lifecycle.acceptFrom(WORKER); // not before
            }
        };

        public CountedLateControl() {
            children.closer();
        }

        @Actor
        public void parent() {
            meeting.join();
            children.parent();
        }

        @Actor
        public void thief() {
            meeting.join();
            Pause.spin(10);
            children.thief();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            children.end(r);
        }
    }

    /** A task submits another beside shutdownNow(). */
    @JCStressTest
    @Outcome(
            id = {"true, false, true", "false, false, true"},
            expect = ACCEPTABLE,
            desc = "accepted or refused; the end was told after the last task")
    @Outcome(expect = FORBIDDEN, desc = "the end was told too early, or never")
    @State
    public static class ChildAgainstShutdownNow {
        final Meeting meeting = new Meeting(2);
        final Lifecycle lifecycle = new Lifecycle();
        final Tally worker = lifecycle.newTally();

        public ChildAgainstShutdownNow() {
            lifecycle.accept(OPEN, null);
        }

        @Actor
        public void parent(ZZZ_Result r) {
            meeting.join();
            r.r1 = lifecycle.accept(CLOSING, worker);
        }

        @Actor
        public void closer(ZZZ_Result r) {
            meeting.join();
            r.r2 = lifecycle.advance(CANCELLING);
        }

        @Arbiter
        public void end(ZZZ_Result r) {
            if (r.r1) r.r2 |= lifecycle.release(worker);
            r.r3 = lifecycle.release(worker);
        }
    }
}
