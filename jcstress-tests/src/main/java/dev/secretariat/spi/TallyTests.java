package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.LateStoresMeeting;
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
            desc = "told by one, by the other, phase: the end was told by one")
    @Outcome(expect = FORBIDDEN, desc = "told by one, by the other, phase: the end was told twice, or never")
    private static final class ToldByOne {}

    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "told by worker, by closer: the end was told by one")
    @Outcome(
            id = "false, false",
            expect = ACCEPTABLE_INTERESTING,
            desc = "told by worker, by closer: the end was never told")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class ToldByOneOrNever {}

    /** A worker ends the last task while the scheduler closes. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @State
    public static class ReleaseAgainstAdvance {
        final LifecycleScene scene = LifecycleScene.open(new LateStoresMeeting(), 1);

        @Actor
        public void worker(ZZI_Result r) {
            r.r1 = scene.release(scene.one);
        }

        @Actor
        public void closer(ZZI_Result r) {
            r.r2 = scene.close();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = scene.phase();
        }
    }

    /** The mutant that {@link ReleaseAgainstAdvance} sees: no fence between count and look. */
    @JCStressTest
    @JCStressMeta(ToldByOneOrNever.class)
    @State
    public static class ReleaseWithoutFenceControl {
        final LifecycleCopyScene scene = new LifecycleCopyScene(new LateStoresMeeting(), new LifecycleCopy(1) {
            @Override
            boolean release(int worker) {
                countEnded(worker); // no fence follows
                return tryTerminate();
            }
        });

        @Actor
        public void worker(ZZ_Result r) {
            r.r1 = scene.release();
        }

        @Actor
        public void closer(ZZ_Result r) {
            r.r2 = scene.close();
        }
    }

    /** Two workers end the last two tasks of a closing scheduler. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @State
    public static class TwoReleases {
        final LifecycleScene scene = LifecycleScene.closing(2);

        @Actor
        public void one(ZZI_Result r) {
            r.r1 = scene.release(scene.one);
        }

        @Actor
        public void two(ZZI_Result r) {
            r.r2 = scene.release(scene.two);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = scene.phase();
        }
    }

    /** A worker ends the last task without a fence, and settles before it waits, while somebody closes. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @State
    public static class SettleAgainstAdvance {
        final LifecycleScene scene = LifecycleScene.open(new LateStoresMeeting(), 1);

        @Actor
        public void worker(ZZI_Result r) {
            r.r1 = scene.releaseEarlyAndSettle(scene.one);
        }

        @Actor
        public void closer(ZZI_Result r) {
            r.r2 = scene.close();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = scene.phase();
        }
    }

    /** The mutant that {@link SettleAgainstAdvance} sees: does not settle. */
    @JCStressTest
    @JCStressMeta(ToldByOneOrNever.class)
    @State
    public static class UnsettledControl {
        final LifecycleScene scene = LifecycleScene.open(new LateStoresMeeting(), 1);

        @Actor
        public void worker(ZZ_Result r) {
            r.r1 = scene.releaseEarly(scene.one);
        }

        @Actor
        public void closer(ZZ_Result r) {
            r.r2 = scene.close();
        }
    }
}
