package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CLOSING;
import static dev.secretariat.spi.Lifecycle.OPEN;
import static dev.secretariat.spi.Lifecycle.TERMINATED;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicLong;
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
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "accepted, told, phase: not terminated yet")
    @Outcome(id = "false, false, 4", expect = ACCEPTABLE, desc = "accepted, told, phase: the refusal terminated")
    @Outcome(id = "false, true, 4", expect = ACCEPTABLE, desc = "accepted, told, phase: refused and terminated")
    @Outcome(expect = FORBIDDEN, desc = "accepted, told, phase: accepted after the end, or neither")
    @State
    public static class AcceptAgainstAdvance {
        final LifecycleScene scene = LifecycleScene.open(0);

        @Actor
        public void submitter(ZZI_Result r) {
            r.r1 = scene.submit();
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

    /** The mutant that {@link AcceptAgainstAdvance} sees: looks at the phase, then counts. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "accepted, told: one of them")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "accepted, told: accepted and terminated")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PhaseBeforeCountControl {
        final LifecycleCopyScene scene = new LifecycleCopyScene(new LifecycleCopy(0) {
            @Override
            boolean accept() {
                if (phase.get() != OPEN) return false;
                begun[OUTSIDE].getAndIncrement(); // not before the look
                return true;
            }
        });

        @Actor
        public void submitter(ZZ_Result r) {
            r.r1 = scene.submit();
        }

        @Actor
        public void closer(ZZ_Result r) {
            r.r2 = scene.close();
        }
    }

    /** A task that needs one more chunk for its slot comes while an empty scheduler closes. */
    @JCStressTest
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "accepted, told, phase: not terminated yet")
    @Outcome(id = "false, false, 4", expect = ACCEPTABLE, desc = "accepted, told, phase: the refusal terminated")
    @Outcome(id = "false, true, 4", expect = ACCEPTABLE, desc = "accepted, told, phase: refused and terminated")
    @Outcome(expect = FORBIDDEN, desc = "accepted, told, phase: accepted after the end, or neither")
    @State
    public static class AcceptInNextChunkAgainstAdvance {
        final LifecycleScene scene = LifecycleScene.openWithFullChunk();

        @Actor
        public void submitter(ZZI_Result r) {
            r.r1 = scene.submit();
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

    /** The mutant that {@link AcceptInNextChunkAgainstAdvance} sees: looks at the phase between the new chunk and its slot. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "accepted, told: one of them")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "accepted, told: accepted and terminated")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PhaseBeforeSlotControl {
        final ChunkList<Object, Object> slots = new ChunkList<>(null, false);
        final LifecycleCopyScene scene = new LifecycleCopyScene(new LifecycleCopy(0) {
            @Override
            boolean accept() {
                slots.extend(slots.newest());
                if (phase.get() != OPEN) return false;
                return slots.newest().take() >= 0; // not before the look
            }

            @Override
            boolean isBalanced() {
                return slots.begun() == TaskChunk.SLOTS;
            }
        });

        public PhaseBeforeSlotControl() {
            for (int i = 0; i < TaskChunk.SLOTS; i++) slots.newest().take();
        }

        @Actor
        public void submitter(ZZ_Result r) {
            r.r1 = scene.submit();
        }

        @Actor
        public void closer(ZZ_Result r) {
            r.r2 = scene.close();
        }
    }

    @Outcome(
            id = {"true, false, 4", "false, true, 4"},
            expect = ACCEPTABLE,
            desc = "told by one, by the other, phase: the end was told by one")
    private static final class ToldByOne {}

    /** A task comes too late while the last one ends: whoever is last has to tell. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @Outcome(expect = FORBIDDEN, desc = "told by one, by the other, phase: accepted, or the end told twice, or never")
    @State
    public static class RefuseAgainstRelease {
        final LifecycleScene scene = LifecycleScene.closing(1);

        @Actor
        public void submitter(ZZI_Result r) {
            r.r1 = scene.isRefusalToTell();
        }

        @Actor
        public void worker(ZZI_Result r) {
            r.r2 = scene.release(scene.one);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = scene.phase();
        }
    }

    /** The mutant that {@link RefuseAgainstRelease} sees: takes the count back and leaves. */
    @JCStressTest
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "told by refusal, by worker: the end was told")
    @Outcome(
            id = "false, false",
            expect = ACCEPTABLE_INTERESTING,
            desc = "told by refusal, by worker: the end was never told")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class RefuseWithoutLookControl {
        final LifecycleCopyScene scene = LifecycleCopyScene.closing(new LifecycleCopy(1) {
            @Override
            boolean refuse() {
                ended[OUTSIDE].getAndIncrement();
                return false; // without a look at the sums
            }
        });

        @Actor
        public void submitter(ZZ_Result r) {
            r.r1 = scene.isRefusalToTell();
        }

        @Actor
        public void worker(ZZ_Result r) {
            r.r2 = scene.release();
        }
    }

    /** A close() beside a shutdownNow(), while a task is left: the phase never goes back. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "phase: every task is asked to cancel")
    @Outcome(expect = FORBIDDEN, desc = "phase: an earlier one, or terminated with a task left")
    @State
    public static class CloseAgainstShutdownNow {
        final LifecycleScene scene = LifecycleScene.open(1);

        @Actor
        public void closer() {
            scene.close();
        }

        @Actor
        public void shutter() {
            scene.shutdownNow();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = scene.phase();
        }
    }

    /** The mutant that {@link CloseAgainstShutdownNow} sees: goes on by a store. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "phase: every task is asked to cancel")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "phase: steps begin again")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class AdvanceByStoreControl {
        final LifecycleCopyScene scene = new LifecycleCopyScene(new LifecycleCopy(1) {
            @Override
            boolean advance(int to) {
                if (phase.get() < to) phase.set(to); // for compareAndSet
                return tryTerminate();
            }
        });

        @Actor
        public void closer() {
            scene.close();
        }

        @Actor
        public void shutter() {
            scene.shutdownNow();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = scene.phase();
        }
    }

    /** An empty scheduler is closed and shut down at once. */
    @JCStressTest
    @JCStressMeta(ToldByOne.class)
    @Outcome(expect = FORBIDDEN, desc = "told by one, by the other, phase: the end was told twice, or never")
    @State
    public static class TwoAdvances {
        final LifecycleScene scene = LifecycleScene.open(0);

        @Actor
        public void closer(ZZI_Result r) {
            r.r1 = scene.close();
        }

        @Actor
        public void shutter(ZZI_Result r) {
            r.r2 = scene.shutdownNow();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = scene.phase();
        }
    }

    /** The mutant that {@link TwoAdvances} sees: terminates by a store. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "told by one, by the other: the end was told by one")
    @Outcome(
            id = "true, true",
            expect = ACCEPTABLE_INTERESTING,
            desc = "told by one, by the other: the end was told twice")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TerminateByStoreControl {
        final LifecycleCopyScene scene = new LifecycleCopyScene(new LifecycleCopy(0) {
            @Override
            boolean terminate(int now) {
                if (phase.get() == TERMINATED) return false;
                phase.set(TERMINATED); // for compareAndSet
                return true;
            }
        });

        @Actor
        public void closer(ZZ_Result r) {
            r.r1 = scene.close();
        }

        @Actor
        public void shutter(ZZ_Result r) {
            r.r2 = scene.shutdownNow();
        }
    }

    /** A task comes while the only one there is ends, and the scheduler closes. */
    @JCStressTest
    @Outcome(
            id = "true, false, true",
            expect = ACCEPTABLE,
            desc = "accepted, told by one, told afterwards: the end came after the new task")
    @Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "accepted, told by one, told afterwards: refused")
    @Outcome(
            expect = FORBIDDEN,
            desc = "accepted, told by one, told afterwards: accepted after the end, or the end told twice, or never")
    @State
    public static class AcceptAgainstReleaseAgainstAdvance {
        private final AtomicLong begun = new AtomicLong(1);
        final Lifecycle lifecycle = new Lifecycle(begun::get);
        final Tally worker = lifecycle.newTally();
        private boolean accepted;
        private boolean toldByRefusal;
        private boolean toldByWorker;
        private boolean toldByCloser;

        @Actor
        public void submitter() {
            begun.getAndIncrement();
            accepted = lifecycle.isOpen();
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
}
