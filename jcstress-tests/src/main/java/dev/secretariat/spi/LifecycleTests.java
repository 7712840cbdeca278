package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.CLOSING;
import static dev.secretariat.spi.Lifecycle.OPEN;
import static dev.secretariat.spi.Lifecycle.TERMINATED;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Task;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** No task is accepted after the end, and the end is told once (rule S3). */
public class LifecycleTests {
    /** A task comes while an empty scheduler closes. */
    @JCStressTest
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "accepted; not terminated yet")
    @Outcome(id = "false, false, 4", expect = ACCEPTABLE, desc = "refused; the refusal terminated")
    @Outcome(id = "false, true, 4", expect = ACCEPTABLE, desc = "refused and terminated")
    @Outcome(expect = FORBIDDEN, desc = "accepted after the end, or neither accepted nor ended")
    @State
    public static class AcceptAgainstAdvance {
        final Lifecycle lifecycle = new Lifecycle();

        @Actor
        public void submitter(ZZI_Result r) {
            r.r1 = lifecycle.accept(OPEN, null);
            if (!r.r1) lifecycle.refuse();
        }

        @Actor
        public void closer(ZZI_Result r) {
            r.r2 = lifecycle.advance(CLOSING);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** Looks at the phase, then counts. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "accepted or terminated")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "accepted and terminated")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CheckThenCountControl {
        final AtomicInteger phase = new AtomicInteger(OPEN);
        final AtomicInteger live = new AtomicInteger();

        @Actor
        public void submitter(ZZ_Result r) {
            if (phase.get() != OPEN) return;
            live.getAndIncrement(); // not in the word that was looked at
            r.r1 = true;
        }

        @Actor
        public void closer(ZZ_Result r) {
            phase.getAndSet(CLOSING);
            r.r2 = live.get() == 0;
        }
    }

    /** The last task ends while the scheduler closes. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 4", "false, true, 4"},
            expect = ACCEPTABLE,
            desc = "ended by one")
    @Outcome(expect = FORBIDDEN, desc = "the end was told twice, or never")
    @State
    public static class ReleaseAgainstAdvance {
        final Lifecycle lifecycle = new Lifecycle();

        public ReleaseAgainstAdvance() {
            lifecycle.accept(OPEN, null);
        }

        @Actor
        public void worker(ZZI_Result r) {
            r.r1 = lifecycle.release(null);
        }

        @Actor
        public void closer(ZZI_Result r) {
            r.r2 = lifecycle.advance(CLOSING);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** Counts, then looks at the phase. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "ended by one")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "the end was told twice")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CountThenCheckControl {
        final AtomicInteger phase = new AtomicInteger(OPEN);
        final AtomicInteger live = new AtomicInteger(1);

        @Actor
        public void worker(ZZ_Result r) {
            r.r1 = live.decrementAndGet() == 0 && phase.get() == CLOSING;
        }

        @Actor
        public void closer(ZZ_Result r) {
            phase.getAndSet(CLOSING);
            r.r2 = live.get() == 0;
        }
    }

    /** A task comes while the last one of a closing scheduler ends. */
    @JCStressTest
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "accepted; not terminated yet")
    @Outcome(id = "false, false, 4", expect = ACCEPTABLE, desc = "refused; the refusal terminated")
    @Outcome(id = "false, true, 4", expect = ACCEPTABLE, desc = "refused and terminated")
    @Outcome(expect = FORBIDDEN, desc = "accepted after the end, or neither accepted nor ended")
    @State
    public static class AcceptAgainstRelease {
        final Lifecycle lifecycle = new Lifecycle();

        public AcceptAgainstRelease() {
            lifecycle.accept(OPEN, null);
            lifecycle.advance(CLOSING);
        }

        @Actor
        public void submitter(ZZI_Result r) {
            r.r1 = lifecycle.accept(CLOSING, null);
        }

        @Actor
        public void worker(ZZI_Result r) {
            r.r2 = lifecycle.release(null);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** The last two tasks of a closing scheduler end. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 4", "false, true, 4"},
            expect = ACCEPTABLE,
            desc = "ended by one")
    @Outcome(expect = FORBIDDEN, desc = "the end was told twice, or never")
    @State
    public static class TwoReleases {
        final Lifecycle lifecycle = new Lifecycle();

        public TwoReleases() {
            lifecycle.accept(OPEN, null);
            lifecycle.accept(OPEN, null);
            lifecycle.advance(CLOSING);
        }

        @Actor
        public void first(ZZI_Result r) {
            r.r1 = lifecycle.release(null);
        }

        @Actor
        public void second(ZZI_Result r) {
            r.r2 = lifecycle.release(null);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = lifecycle.phase();
        }
    }

    /** Counts by a load and a store. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "ended by one")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "the end was never told")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CountByStoreControl {
        final AtomicInteger live = new AtomicInteger(2);

        private boolean release() {
            int left = live.get() - 1;
            live.set(left); // for compareAndSet
            return left == 0;
        }

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = release();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = release();
        }
    }

    /** A submission beside shutdownNow: refused, or asked to cancel before it can run for ever. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "accepted, and cancelled or done")
    @Outcome(expect = FORBIDDEN, desc = "accepted and forgotten: nobody asks it to cancel")
    @State
    public static class SubmitAgainstShutdownNow {
        private static final Task<Void> WAITING = worker -> HandScheduler.awaitTest();
        final HandScheduler scheduler = new HandScheduler();
        TaskCell<?> cell;

        @Actor
        public void submitter() {
            try {
                cell = scheduler.submitted(WAITING);
            } catch (RejectedExecutionException e) {
                // r stays "refused"
            }
        }

        @Actor
        public void closer() {
            scheduler.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            scheduler.runAll();
            r.r1 = cell == null ? "refused" : cell.isDone() && scheduler.isTerminated() ? "ended" : "left";
        }
    }

    /** Submits without a second look at the phase. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "accepted and asked, or refused")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "accepted, and nobody asks it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class SubmitWithoutSecondLookControl {
        final AtomicInteger phase = new AtomicInteger(OPEN);
        final AtomicInteger registry = new AtomicInteger();
        boolean asked;

        @Actor
        public void submitter(ZZ_Result r) {
            if (phase.get() != OPEN) return;
            registry.set(1);
            r.r1 = true;
        }

        @Actor
        public void closer() {
            phase.set(TERMINATED);
            asked = registry.get() == 1;
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = asked;
        }
    }
}
