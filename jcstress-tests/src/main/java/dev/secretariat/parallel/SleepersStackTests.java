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
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The stack of sleepers: nobody is lost from it, or woken twice, or woken while awake (S5). */
public class SleepersStackTests {
    /**
     * Takes everyone off, and tells who was there: worker 0 is 1, worker 1 is 2, worker 2 is 4.
     *
     * @param searching how many are counted as searching
     */
    static int drain(Sleepers sleepers, int searching) {
        for (int i = 0; i < searching; i++) sleepers.endSearch();
        int seen = 0;
        for (int i = 0; i < 4; i++) { // some may be there twice
            int woken = sleepers.wakeForWork();
            if (woken == Sleepers.NOBODY) break;
            seen += 1 << woken;
            sleepers.endSearch();
        }
        return seen;
    }

    @Outcome(
            id = {"0, -1", "-1, 0"},
            expect = ACCEPTABLE,
            desc = "woken by one")
    private static final class WokenByOne {}

    /** Two wake while one sleeps. */
    @JCStressTest
    @JCStressMeta(WokenByOne.class)
    @Outcome(expect = FORBIDDEN, desc = "woken twice, or not at all")
    @State
    public static class TwoWakersOneSleeper {
        final Meeting meeting = new Meeting(2);
        final Sleepers sleepers = new Sleepers(2);

        public TwoWakersOneSleeper() {
            sleepers.fallAsleep(0, false);
        }

        @Actor
        public void first(II_Result r) {
            meeting.join();
            r.r1 = sleepers.wakeForWork();
        }

        @Actor
        public void second(II_Result r) {
            meeting.join();
            r.r2 = sleepers.wakeForWork();
        }
    }

    /** The mutant that {@link TwoWakersOneSleeper} sees: pops by a store. */
    @JCStressTest
    @JCStressMeta(WokenByOne.class)
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "woken twice")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PopByStoreControl {
        final Meeting meeting = new Meeting(2);
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            boolean pop(long now, long next) {
                word.setVolatile(next); // for compareAndSet
                return true;
            }
        };

        public PopByStoreControl() {
            sleepers.fallAsleep(0, false);
        }

        @Actor
        public void first(II_Result r) {
            meeting.join();
            r.r1 = sleepers.wakeForWork();
        }

        @Actor
        public void second(II_Result r) {
            meeting.join();
            r.r2 = sleepers.wakeForWork();
        }
    }

    @Outcome(
            id = {"1, -1", "-1, 1"},
            expect = ACCEPTABLE,
            desc = "one is woken")
    private static final class OneIsWoken {}

    /** Two wake while two sleep: a burst of submissions wakes one, who searches for all. */
    @JCStressTest
    @JCStressMeta(OneIsWoken.class)
    @Outcome(expect = FORBIDDEN, desc = "both are woken, or none")
    @State
    public static class TwoWakersTwoSleepers {
        final Meeting meeting = new Meeting(2);
        final Sleepers sleepers = new Sleepers(2);

        public TwoWakersTwoSleepers() {
            sleepers.fallAsleep(0, false);
            sleepers.fallAsleep(1, false);
        }

        @Actor
        public void first(II_Result r) {
            meeting.join();
            r.r1 = sleepers.wakeForWork();
        }

        @Actor
        public void second(II_Result r) {
            meeting.join();
            r.r2 = sleepers.wakeForWork();
        }
    }

    /** The mutant that {@link TwoWakersTwoSleepers} sees: who is woken is not counted as searching. */
    @JCStressTest
    @JCStressMeta(OneIsWoken.class)
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "both are woken")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class WokenUncountedControl {
        final Meeting meeting = new Meeting(2);
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            long counted(long next) {
                return next; // without + ONE_SEARCHING
            }
        };

        public WokenUncountedControl() {
            sleepers.fallAsleep(0, false);
            sleepers.fallAsleep(1, false);
        }

        @Actor
        public void first(II_Result r) {
            meeting.join();
            r.r1 = sleepers.wakeForWork();
        }

        @Actor
        public void second(II_Result r) {
            meeting.join();
            r.r2 = sleepers.wakeForWork();
        }
    }

    /** Two fall asleep. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both are on the stack")
    @Outcome(expect = FORBIDDEN, desc = "one is lost, or there twice")
    @State
    public static class TwoFallAsleep {
        final Meeting meeting = new Meeting(2);
        final Sleepers sleepers = new Sleepers(2);

        @Actor
        public void zero() {
            meeting.join();
            sleepers.fallAsleep(0, false);
        }

        @Actor
        public void one() {
            meeting.join();
            sleepers.fallAsleep(1, false);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = drain(sleepers, 0);
        }
    }

    /** The mutant that {@link TwoFallAsleep} sees: pushes by a store. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both are on the stack")
    @Outcome(
            id = {"1", "2"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "one is lost: nobody can wake it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PushByStoreControl {
        final Meeting meeting = new Meeting(2);
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            boolean push(long now, long next) {
                word.setVolatile(next); // for compareAndSet
                return true;
            }
        };

        @Actor
        public void zero() {
            meeting.join();
            sleepers.fallAsleep(0, false);
        }

        @Actor
        public void one() {
            meeting.join();
            sleepers.fallAsleep(1, false);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = sleepers.drain();
        }
    }

    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "the lower one was woken before")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the upper one was woken")
    private static final class TopIsWoken {}

    /** One falls asleep above another while somebody wakes. */
    @JCStressTest
    @JCStressMeta(TopIsWoken.class)
    @Outcome(expect = FORBIDDEN, desc = "one is lost, or woken and still on the stack")
    @State
    public static class FallAsleepAgainstWake {
        final Meeting meeting = new Meeting(2);
        final Sleepers sleepers = new Sleepers(2);

        public FallAsleepAgainstWake() {
            sleepers.fallAsleep(0, false);
        }

        @Actor
        public void sleeper() {
            meeting.join();
            sleepers.fallAsleep(1, false);
        }

        @Actor
        public void waker(II_Result r) {
            meeting.join();
            r.r1 = sleepers.wakeForWork();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = drain(sleepers, 1);
        }
    }

    /** The mutant that {@link FallAsleepAgainstWake} sees: links to the one below after the push. */
    @JCStressTest
    @JCStressMeta(TopIsWoken.class)
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "the lower one is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LinkAfterPushControl {
        final Meeting meeting = new Meeting(2);
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            void fallAsleep(int worker, boolean searching) {
                for (; ; ) {
                    long now = word.getVolatile();
                    long version = (now + ONE_VERSION) & VERSION;
                    if (!push(now, (now & ~(VERSION | TOP)) | version | (worker + 1))) continue;
                    below[worker] = (int) (now & TOP); // not before the push
                    return;
                }
            }
        };

        public LinkAfterPushControl() {
            sleepers.fallAsleep(0, false);
        }

        @Actor
        public void sleeper() {
            meeting.join();
            sleepers.fallAsleep(1, false);
        }

        @Actor
        public void waker(II_Result r) {
            meeting.join();
            r.r1 = sleepers.wakeForWork();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = sleepers.drain();
        }
    }
}
