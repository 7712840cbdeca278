package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The end of a stolen fork, and its owner, which waits for it: the owner is woken, and sees what the thief wrote. */
public class ForkEndTests {
    /** The owner waits for a stolen fork: it sees its result, and what its body wrote. */
    @JCStressTest
    @Outcome(id = "5, 1", expect = ACCEPTABLE, desc = "result, runs: the result, and one run")
    @Outcome(expect = FORBIDDEN, desc = "result, runs: the join came too early, or the fork ran twice or never")
    @State
    public static class JoinAgainstEnd {
        final Meeting meeting = new Meeting(2);
        final ForkGround ground = new ForkGround();
        final ForkGround.Counted fork = ground.push(1)[0];

        public JoinAgainstEnd() {
            fork.data = 5;
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            ForkBox taken = ground.forks.reclaim(fork, 0);
            if (taken == null) {
                r.r1 = fork.run(null);
            } else {
                while (!taken.isDone()) Thread.onSpinWait();
                ground.forks.remove(taken);
                r.r1 = taken.<Integer>resultOrThrow();
            }
            r.r2 = fork.runs;
        }

        @Actor
        public void thief() {
            meeting.join();
            ForkBox box = ground.forks.steal(1, 0);
            if (box == null) return;
            ForkGround.run(box);
            box.end(null);
        }
    }

    /** The mutant that {@link JoinAgainstEnd} sees: ends, then keeps the result. */
    @JCStressTest
    @Outcome(id = "6", expect = ACCEPTABLE, desc = "result: there")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "result: not there")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class EndBeforeResultControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy(() -> new ForksCopy.Box() {
            @Override
            boolean end() {
                boolean wakes = (int) STATE.getAndSet(this, ForksCopy.DONE) == ForksCopy.AWAITED;
                result = argument + 1; // not before
                return wakes;
            }
        });

        public EndBeforeResultControl() {
            forks.push(5);
        }

        @Actor
        public void owner(I_Result r) {
            meeting.join();
            ForksCopy.Box taken = forks.take();
            if (taken == null) {
                r.r1 = 6;
            } else {
                while (taken.state != ForksCopy.DONE) Thread.onSpinWait();
                r.r1 = taken.result;
            }
        }

        @Actor
        public void thief() {
            meeting.join();
            ForksCopy.Box box = forks.steal(0);
            if (box != null) box.end();
        }
    }

    /** The owner parks while the thief ends: it is unparked. */
    @JCStressTest
    @Outcome(id = "5, true", expect = ACCEPTABLE, desc = "result, in time: woken, or not asleep at all")
    @Outcome(expect = FORBIDDEN, desc = "result, in time: nobody woke the owner, or the result was not there")
    @State
    public static class ParkAgainstEnd {
        final Meeting meeting = new Meeting(2);
        private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
        final ForkGround ground = new ForkGround();
        volatile boolean pushed;

        @Actor
        public void owner(IZ_Result r) {
            meeting.join();
            ForkGround.Counted fork = new ForkGround.Counted(0);
            fork.data = 5;
            ground.forks.push(fork);
            pushed = true;
            ForkBox taken = ground.forks.reclaim(fork, 0);
            r.r2 = true;
            if (taken == null) {
                r.r1 = fork.run(null);
                return;
            }
            long begin = System.nanoTime();
            while (!taken.isDone()) {
                if (taken.askToBeWoken()) LockSupport.parkNanos(PATIENCE_NANOS);
                if (System.nanoTime() - begin >= PATIENCE_NANOS) r.r2 = false;
            }
            r.r1 = taken.<Integer>resultOrThrow();
        }

        @Actor
        public void thief() {
            meeting.join();
            while (!pushed) Thread.onSpinWait();
            ForkBox box = ground.forks.steal(1, 0);
            if (box == null) return;
            ForkGround.run(box);
            box.end(null);
        }
    }

    @Outcome(
            id = {"false, false", "true, true"},
            expect = ACCEPTABLE,
            desc = "owner would park, thief wakes it: woken, or not asleep at all")
    @Outcome(
            id = "true, false",
            expect = ACCEPTABLE_INTERESTING,
            desc = "owner would park, thief wakes it: nobody does")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class WokenOrAwake {}

    /** A box that its thief has taken already. */
    private static final class TakenBox {
        private final Meeting meeting = new Meeting(2);
        private final ForksCopy.Box box;

        TakenBox(ForksCopy.Box box) {
            this.box = box;
            box.take();
        }

        /** Says whether the owner would park. */
        boolean owner() {
            meeting.join();
            return box.askToBeWoken();
        }

        /** Says whether the owner is unparked. */
        boolean thief() {
            meeting.join();
            return box.end();
        }
    }

    /** The mutant that {@link ParkAgainstEnd} sees: the owner asks by a store. */
    @JCStressTest
    @JCStressMeta(WokenOrAwake.class)
    @State
    public static class AskByStoreControl {
        final TakenBox takenBox = new TakenBox(new ForksCopy.Box() {
            @Override
            boolean askToBeWoken() {
                if (state == ForksCopy.DONE) return false;
                state = ForksCopy.AWAITED; // for compareAndSet
                return true;
            }
        });

        @Actor
        public void owner(ZZ_Result r) {
            r.r1 = takenBox.owner();
        }

        @Actor
        public void thief(ZZ_Result r) {
            r.r2 = takenBox.thief();
        }
    }

    /** The mutant that {@link ParkAgainstEnd} sees: the thief looks who waits, then ends by a store. */
    @JCStressTest
    @JCStressMeta(WokenOrAwake.class)
    @State
    public static class EndByStoreControl {
        final TakenBox takenBox = new TakenBox(new ForksCopy.Box() {
            @Override
            boolean end() {
                boolean wakes = state == ForksCopy.AWAITED;
                state = ForksCopy.DONE; // for getAndSet
                return wakes;
            }
        });

        @Actor
        public void owner(ZZ_Result r) {
            r.r1 = takenBox.owner();
        }

        @Actor
        public void thief(ZZ_Result r) {
            r.r2 = takenBox.thief();
        }
    }
}
