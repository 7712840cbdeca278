package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A sleeper that is woken and falls asleep again while another thread is about to wake it. */
public class SleepersVersionTests {
    /** Two pushes away from the greatest version there is room for. */
    private static final long LAST_VERSION = (1L << 32) - 3;

    /** A waker finds somebody searching most of the time, and then gives up at once. */
    private static final int TRIES = 10;

    /** "consistent" if those on the stack are those who sleep. */
    private static String judge(int expected, int there) {
        return expected == there ? "consistent" : "awake on the stack, or asleep and lost";
    }

    /** The upper sleeper is woken, then the lower one; the upper one falls asleep again, alone now. */
    @JCStressTest
    @Outcome(id = "consistent", expect = ACCEPTABLE, desc = "those on the stack are those who sleep")
    @Outcome(expect = FORBIDDEN, desc = "one is awake and on the stack, or asleep and lost")
    @State
    public static class ReturnAgainstWake {
        final Meeting meeting = new Meeting(2);
        final Sleepers sleepers = new Sleepers(2, LAST_VERSION);
        int asleep = 3;
        int woken = Sleepers.NOBODY;

        public ReturnAgainstWake() {
            sleepers.fallAsleep(0, false);
            sleepers.fallAsleep(1, false);
        }

        @Actor
        public void busy() {
            meeting.join();
            if (!wake()) return;
            if (!wake()) return;
            sleepers.fallAsleep(1, false);
            asleep += 2;
        }

        private boolean wake() {
            int one = sleepers.wakeForWork();
            if (one == Sleepers.NOBODY) return false;
            sleepers.endSearch();
            asleep -= 1 << one;
            return true;
        }

        @Actor
        public void waker() {
            meeting.join();
            for (int i = 0; i < TRIES && woken == Sleepers.NOBODY; i++) woken = sleepers.wakeForWork();
        }

        @Arbiter
        public void end(L_Result r) {
            boolean one = woken != Sleepers.NOBODY;
            if (one) asleep -= 1 << woken;
            r.r1 = judge(asleep, SleepersStackTests.drain(sleepers, one ? 1 : 0));
        }
    }

    /** The mutant that {@link ReturnAgainstWake} sees: pushes are not counted. */
    @JCStressTest
    @Outcome(id = "consistent", expect = ACCEPTABLE, desc = "those on the stack are those who sleep")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one is awake and on the stack, or asleep and lost")
    @State
    public static class NoVersionControl {
        final Meeting meeting = new Meeting(2);
        int asleep = 3;
        int woken = Sleepers.NOBODY;
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            boolean push(long now, long next) {
                return super.push(now, next & ~VERSION); // without a version
            }
        };

        public NoVersionControl() {
            sleepers.fallAsleep(0, false);
            sleepers.fallAsleep(1, false);
        }

        @Actor
        public void busy() {
            meeting.join();
            if (!wake()) return;
            if (!wake()) return;
            sleepers.fallAsleep(1, false);
            asleep += 2;
        }

        private boolean wake() {
            int one = sleepers.wakeForWork();
            if (one == Sleepers.NOBODY) return false;
            sleepers.endSearch();
            asleep -= 1 << one;
            return true;
        }

        @Actor
        public void waker() {
            meeting.join();
            woken = sleepers.wakeSlowly();
        }

        @Arbiter
        public void end(L_Result r) {
            if (woken != Sleepers.NOBODY) asleep -= 1 << woken;
            r.r1 = judge(asleep, sleepers.drain());
        }
    }
}
