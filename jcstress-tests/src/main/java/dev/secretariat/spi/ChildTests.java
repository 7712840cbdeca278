package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CLOSING;
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

    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "told before, with the last task: with it")
    private static final class EndAfterLast {}

    /**
     * A task submits two others and ends; another worker ends the first of them; the scheduler closes.
     * The second is left, so nobody may tell an end before that.
     */
    @JCStressTest
    @JCStressMeta(EndAfterLast.class)
    @Outcome(expect = FORBIDDEN, desc = "told before, with the last task: too early, or never")
    @State
    public static class ChildrenAgainstAdvance {
        final Lifecycle lifecycle = new Lifecycle(() -> 1);
        final Tally worker = lifecycle.newTally();
        final Tally other = lifecycle.newTally();
        private volatile boolean handedOver;
        private boolean childEnded;
        private volatile boolean told;

        @Actor
        public void parent() {
            lifecycle.accept(worker);
            handedOver = true;
            lifecycle.accept(worker);
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
        private final Meeting meeting = new Meeting(2);
        final LifecycleCopy lifecycle;
        private volatile boolean handedOver;
        private boolean childEnded;
        private volatile boolean told;

        Children(LifecycleCopy lifecycle) {
            this.lifecycle = lifecycle;
        }

        void parent() {
            meeting.join();
            submitAndEnd();
        }

        /** As the closer does, the parent spins for a while first. */
        void slowParent() {
            meeting.join();
            Pause.spin(40);
            submitAndEnd();
        }

        private void submitAndEnd() {
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
            meeting.join();
            Pause.spin(10);
            steal();
        }

        final void steal() {
            childEnded = handedOver;
            if (childEnded && lifecycle.release(OTHER_WORKER)) told = true;
        }

        void closer() {
            meeting.join();
            close();
        }

        final void close() {
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
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "told before, with the last task: too early")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class BegunBeforeEndedControl {
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
            children.slowParent();
        }

        @Actor
        public void closer() {
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
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "told before, with the last task: too early")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class OnePassControl {
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
            children.slowParent();
            children.steal(); // as another worker would
        }

        @Actor
        public void closer() {
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
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "told before, with the last task: too early")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CountedLateControl {
        final Children children = new Children(new LifecycleCopy(1)) {
            @Override
            void submitFirst() {
                handOver();
                Pause.spin(20);
                lifecycle.acceptFrom(WORKER); // not before
            }
        };

        public CountedLateControl() {
            children.close();
        }

        @Actor
        public void parent() {
            children.parent();
        }

        @Actor
        public void thief() {
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
            desc = "accepted, told before, with the last task: with it")
    @Outcome(expect = FORBIDDEN, desc = "accepted, told before, with the last task: too early, or never")
    @State
    public static class ChildAgainstShutdownNow {
        final LifecycleScene scene = LifecycleScene.open(1);

        @Actor
        public void parent(ZZZ_Result r) {
            r.r1 = scene.submitFrom(scene.one);
        }

        @Actor
        public void closer(ZZZ_Result r) {
            r.r2 = scene.shutdownNow();
        }

        @Arbiter
        public void end(ZZZ_Result r) {
            if (r.r1) r.r2 |= scene.releaseAfterwards(scene.one);
            r.r3 = scene.releaseAfterwards(scene.one);
        }
    }
}
