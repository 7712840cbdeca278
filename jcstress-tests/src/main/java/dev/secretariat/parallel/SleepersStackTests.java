package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Pause;
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
    @Outcome(
            id = {"0, -1", "-1, 0"},
            expect = ACCEPTABLE,
            desc = "first wakes, second wakes: one of them wakes worker 0")
    private static final class WokenByOne {}

    /** Two wake while one sleeps. */
    @JCStressTest
    @JCStressMeta(WokenByOne.class)
    @Outcome(expect = FORBIDDEN, desc = "first wakes, second wakes: worker 0 twice, or nobody")
    @State
    public static class TwoWakersOneSleeper {
        final SleepersScene scene = new SleepersScene(AnySleepers.real(2).asleep(0));

        @Actor
        public void first(II_Result r) {
            r.r1 = scene.wake();
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = scene.wake();
        }
    }

    /** The mutant that {@link TwoWakersOneSleeper} sees: pops by a store. */
    @JCStressTest
    @JCStressMeta(WokenByOne.class)
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "first wakes, second wakes: worker 0 twice")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PopByStoreControl {
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            boolean pop(long now, long next) {
                word.setVolatile(next); // for compareAndSet
                return true;
            }
        };
        final SleepersScene scene = new SleepersScene(sleepers.asleep(0));

        @Actor
        public void first(II_Result r) {
            r.r1 = scene.wake();
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = scene.wake();
        }
    }

    @Outcome(
            id = {"1, -1", "-1, 1"},
            expect = ACCEPTABLE,
            desc = "first wakes, second wakes: one of them wakes the upper sleeper")
    private static final class OneIsWoken {}

    /** Two wake while two sleep: a burst of submissions wakes one, who searches for all. */
    @JCStressTest
    @JCStressMeta(OneIsWoken.class)
    @Outcome(expect = FORBIDDEN, desc = "first wakes, second wakes: both sleepers, or nobody")
    @State
    public static class TwoWakersTwoSleepers {
        final SleepersScene scene = new SleepersScene(AnySleepers.real(2).asleep(0, 1));

        @Actor
        public void first(II_Result r) {
            r.r1 = scene.wake();
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = scene.wake();
        }
    }

    /** The mutant that {@link TwoWakersTwoSleepers} sees: who is woken is not counted as searching. */
    @JCStressTest
    @JCStressMeta(OneIsWoken.class)
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "first wakes, second wakes: both sleepers")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class WokenUncountedControl {
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            long counted(long next) {
                return next; // without + ONE_SEARCHING
            }
        };
        final SleepersScene scene = new SleepersScene(sleepers.asleep(0, 1));

        @Actor
        public void first(II_Result r) {
            r.r1 = scene.wake();
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = scene.wake();
        }
    }

    @Outcome(id = "3", expect = ACCEPTABLE, desc = "on the stack: both")
    private static final class BothThere {}

    /** Two fall asleep. */
    @JCStressTest
    @JCStressMeta(BothThere.class)
    @Outcome(expect = FORBIDDEN, desc = "on the stack: one is lost, or there twice")
    @State
    public static class TwoFallAsleep {
        final SleepersScene scene = new SleepersScene(AnySleepers.real(2));

        @Actor
        public void zero() {
            scene.fallAsleep(0);
        }

        @Actor
        public void one() {
            scene.fallAsleep(1);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = scene.drain(0);
        }
    }

    /** The mutant that {@link TwoFallAsleep} sees: pushes by a store. */
    @JCStressTest
    @JCStressMeta(BothThere.class)
    @Outcome(
            id = {"1", "2"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "on the stack: one; nobody can wake the other")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PushByStoreControl {
        final SleepersScene scene = new SleepersScene(new SleepersCopy(2) {
            @Override
            boolean push(long now, long next) {
                word.setVolatile(next); // for compareAndSet
                return true;
            }
        });

        @Actor
        public void zero() {
            scene.fallAsleep(0);
        }

        @Actor
        public void one() {
            scene.fallAsleep(1);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = scene.drain(0);
        }
    }

    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "woken, on the stack: the lower one was woken before")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "woken, on the stack: the upper one was woken")
    private static final class TopIsWoken {}

    /** One falls asleep above another while somebody wakes. */
    @JCStressTest
    @JCStressMeta(TopIsWoken.class)
    @Outcome(expect = FORBIDDEN, desc = "woken, on the stack: one is lost, or woken and still there")
    @State
    public static class FallAsleepAgainstWake {
        final SleepersScene scene = new SleepersScene(AnySleepers.real(2).asleep(0));

        @Actor
        public void sleeper() {
            scene.fallAsleep(1);
        }

        @Actor
        public void waker(II_Result r) {
            r.r1 = scene.wake();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = scene.drain(1);
        }
    }

    /** The mutant that {@link FallAsleepAgainstWake} sees: links to the one below after the push. */
    @JCStressTest
    @JCStressMeta(TopIsWoken.class)
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "woken, on the stack: the lower one is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LinkAfterPushControl {
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            void fallAsleep(int worker, boolean searching) {
                for (; ; ) {
                    long now = word.getVolatile();
                    long version = (now + ONE_VERSION) & VERSION;
                    if (!push(now, (now & ~(VERSION | TOP)) | version | (worker + 1))) continue;
                    Pause.spin(2);
                    below[worker] = (int) (now & TOP); // not before the push
                    return;
                }
            }
        };
        final SleepersScene scene = new SleepersScene(sleepers.asleep(0));

        @Actor
        public void sleeper() {
            scene.fallAsleep(1);
        }

        @Actor
        public void waker(II_Result r) {
            r.r1 = scene.wake();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = scene.drain(1);
        }
    }
}
