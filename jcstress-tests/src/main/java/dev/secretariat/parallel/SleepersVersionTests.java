package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A sleeper that is woken and falls asleep again while another thread is about to wake it. */
public class SleepersVersionTests {
    /** Two pushes away from the greatest version there is room for. */
    private static final long LAST_VERSION = (1L << 32) - 3;

    @Outcome(id = "consistent", expect = ACCEPTABLE, desc = "those on the stack are those who sleep")
    private static final class Consistent {}

    /** Two sleep; who sleeps is known by the bits of one number. */
    private static final class Scene {
        private final Meeting meeting = new Meeting(2);
        private final AnySleepers sleepers;
        private int asleep = 3;
        private int woken = Sleepers.NOBODY;

        Scene(AnySleepers sleepers) {
            this.sleepers = sleepers.asleep(0, 1);
        }

        /** Wakes the upper sleeper, then the lower one; the upper one falls asleep again, alone now. */
        void wakeBothAndReturn() {
            meeting.join();
            if (!wakeNext()) return;
            if (!wakeNext()) return;
            sleepers.fallAsleep(1, false);
            asleep += 2;
        }

        private boolean wakeNext() {
            int one = sleepers.wakeForWork();
            if (one == Sleepers.NOBODY) return false;
            sleepers.endSearch();
            asleep -= 1 << one;
            return true;
        }

        void wake() {
            meeting.join();
            woken = sleepers.wakeOvertaken();
        }

        String judge() {
            boolean one = woken != Sleepers.NOBODY;
            if (one) asleep -= 1 << woken;
            return asleep == sleepers.drain(one ? 1 : 0) ? "consistent" : "awake on the stack, or asleep and lost";
        }
    }

    /** A waker of the upper sleeper meets one that wakes both and lets the upper one return. */
    @JCStressTest
    @JCStressMeta(Consistent.class)
    @Outcome(expect = FORBIDDEN, desc = "one is awake and on the stack, or asleep and lost")
    @State
    public static class ReturnAgainstWake {
        final Scene scene = new Scene(AnySleepers.real(2, LAST_VERSION));

        @Actor
        public void busy() {
            scene.wakeBothAndReturn();
        }

        @Actor
        public void waker() {
            scene.wake();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = scene.judge();
        }
    }

    /** The mutant that {@link ReturnAgainstWake} sees: pushes are not counted. */
    @JCStressTest
    @JCStressMeta(Consistent.class)
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one is awake and on the stack, or asleep and lost")
    @State
    public static class NoVersionControl {
        final Scene scene = new Scene(new SleepersCopy(2) {
            @Override
            boolean push(long now, long next) {
                return super.push(now, next & ~VERSION); // without a version
            }
        });

        @Actor
        public void busy() {
            scene.wakeBothAndReturn();
        }

        @Actor
        public void waker() {
            scene.wake();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = scene.judge();
        }
    }
}
