package dev.secretariat.fiber;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The baton between a worker and a body: what one has written, the other reads; and an interrupt of the worker is lost by nobody.
 * The actors' own threads hand it to and fro, and park as the baton says: a wake that is lost stops the test.
 */
public class BatonTests {
    @Outcome(
            id = "1, 2",
            expect = ACCEPTABLE,
            desc = "seen by the body, by the worker: each what the other has written")
    private static final class EachSees {}

    /** Two turns of the body. */
    @JCStressTest
    @JCStressMeta(EachSees.class)
    @Outcome(expect = FORBIDDEN, desc = "seen by the body, by the worker: not what was written before the hand-over")
    @State
    public static class HandOver {
        final BatonScene scene = new BatonScene(baton -> {
            baton.handedToBody();
            baton.waitForTurn();
            baton.writeForWorker();
        });

        @Actor
        public void worker(II_Result r) {
            scene.writeForBody();
            scene.resume();
            scene.resume();
            r.r2 = scene.seenByWorker();
            r.r1 = scene.seenByBody();
        }

        @Actor
        public void body() {
            scene.runBody();
        }
    }

    /** The mutant that {@link HandOver} sees: gives the turn back, then writes. */
    @JCStressTest
    @JCStressMeta(EachSees.class)
    @Outcome(
            id = "1, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc = "seen by the body, by the worker: nothing by the worker")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class HandBackTooEarlyControl {
        final BatonScene scene = new BatonScene(BatonScene::handedToBody);

        @Actor
        public void worker(II_Result r) {
            scene.writeForBody();
            scene.resume();
            r.r2 = scene.seenByWorker();
            r.r1 = scene.seenByBody();
        }

        @Actor
        public void body() {
            scene.runBody();
            scene.writeForWorker(); // not before
        }
    }

    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "left on the worker, on the body's thread: where it came")
    private static final class StaysWithWorker {}

    /** The worker is interrupted when the body has looked for the last time. */
    @JCStressTest
    @JCStressMeta(StaysWithWorker.class)
    @Outcome(
            expect = FORBIDDEN,
            desc = "left on the worker, on the body's thread: lost, or left to whatever that thread does next")
    @State
    public static class InterruptAgainstEnd {
        final BatonScene scene = new BatonScene(BatonScene::interruptWorker);

        @Actor
        public void worker(ZZ_Result r) {
            scene.resume();
            r.r1 = Thread.interrupted();
        }

        @Actor
        public void body(ZZ_Result r) {
            scene.runBody();
            r.r2 = Thread.interrupted();
        }
    }

    /** The mutant that {@link InterruptAgainstEnd} sees: interrupts the body without a look whose turn it is. */
    @JCStressTest
    @JCStressMeta(StaysWithWorker.class)
    @Outcome(
            id = {"false, false", "false, true", "true, true"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "left on the worker, on the body's thread: not where it came")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PassedOnAtAnyTimeControl {
        final LooseBaton baton = new LooseBaton();

        @Actor
        public void worker(ZZ_Result r) {
            baton.resume();
            r.r1 = Thread.interrupted();
        }

        @Actor
        public void body(ZZ_Result r) {
            baton.runBody();
            r.r2 = baton.hasInterrupt();
        }
    }
}
