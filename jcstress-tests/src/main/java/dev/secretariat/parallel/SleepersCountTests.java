package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Who searches and who watches: not too many, and whoever is the last to stop knows it. */
public class SleepersCountTests {
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "first, second: one of them is the last, and looks again")
    private static final class OneIsLast {}

    /** Two end their searches: the last one has to look again. */
    @JCStressTest
    @JCStressMeta(OneIsLast.class)
    @Outcome(expect = FORBIDDEN, desc = "first, second: neither looks again, or both do")
    @State
    public static class TwoEndSearches {
        final SleepersScene scene = new SleepersScene(AnySleepers.real(4).searching(2));

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = scene.endSearch();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = scene.endSearch();
        }
    }

    /** The mutant that {@link TwoEndSearches} sees: counts out by a load and a store. */
    @JCStressTest
    @JCStressMeta(OneIsLast.class)
    @Outcome(
            id = {"false, false", "true, true"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "first, second: neither looks again, or both do")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class EndSearchByStoreControl {
        final SleepersCopy sleepers = new SleepersCopy(4) {
            @Override
            boolean endSearch() {
                long now = word.getVolatile();
                word.setVolatile(now - ONE_SEARCHING); // for getAndAdd
                return now >>> SEARCHING_SHIFT == 1;
            }
        };
        final SleepersScene scene = new SleepersScene(sleepers.searching(2));

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = scene.endSearch();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = scene.endSearch();
        }
    }

    /** Three begin to search where half of the workers may, which are two. */
    @JCStressTest
    @Outcome(
            id = {"true, true, false", "true, false, true", "false, true, true"},
            expect = ACCEPTABLE,
            desc = "first, second, third: two of them search")
    @Outcome(expect = FORBIDDEN, desc = "first, second, third: too many of them search, or too few")
    @State
    public static class ThreeBeginSearch {
        final Sleepers sleepers = new Sleepers(3);

        @Actor
        public void first(ZZZ_Result r) {
            r.r1 = sleepers.beginSearch();
        }

        @Actor
        public void second(ZZZ_Result r) {
            r.r2 = sleepers.beginSearch();
        }

        @Actor
        public void third(ZZZ_Result r) {
            r.r3 = sleepers.beginSearch();
        }
    }

    /** The mutant that {@link ThreeBeginSearch} sees: looks how many there are, then adds one. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "first, second: one of them searches")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "first, second: both search, too many")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookThenAddControl {
        final SleepersScene scene = new SleepersScene(new SleepersCopy(2) {
            @Override
            boolean beginSearch() {
                if (2 * (word.getVolatile() >>> SEARCHING_SHIFT) >= workers) return false;
                word.getAndAdd(ONE_SEARCHING); // for compareAndSet
                return true;
            }
        });

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = scene.beginSearch();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = scene.beginSearch();
        }
    }

    /** Two want to watch the slots. */
    @JCStressTest
    @Outcome(
            id = {"true, false, true", "false, true, true"},
            expect = ACCEPTABLE,
            desc = "first, second, watched: one of them watches")
    @Outcome(expect = FORBIDDEN, desc = "first, second, watched: neither or both watch")
    @State
    public static class TwoBeginWatch {
        final SleepersScene scene = new SleepersScene(AnySleepers.real(2));

        @Actor
        public void first(ZZZ_Result r) {
            r.r1 = scene.beginWatch();
        }

        @Actor
        public void second(ZZZ_Result r) {
            r.r2 = scene.beginWatch();
        }

        @Arbiter
        public void end(ZZZ_Result r) {
            r.r3 = scene.isWatched();
        }
    }

    /** The mutant that {@link TwoBeginWatch} sees: looks whether somebody watches, then sets the bit. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "first, second: one of them watches")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "first, second: both watch")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class WatchByStoreControl {
        final SleepersScene scene = new SleepersScene(new SleepersCopy(2) {
            @Override
            boolean beginWatch() {
                long now = word.getVolatile();
                if ((now & WATCHED) != 0) return false;
                word.setVolatile(now | WATCHED); // for compareAndSet
                return true;
            }
        });

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = scene.beginWatch();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = scene.beginWatch();
        }
    }

    /** A watcher goes while another begins, one ends its search, and one falls asleep: no count drifts. */
    @JCStressTest
    @Outcome(
            id = {"true, false, true", "false, false, true"},
            expect = ACCEPTABLE,
            desc = "successor watches, watched without one, sleeper is woken: the counts are right")
    @Outcome(expect = FORBIDDEN, desc = "successor watches, watched without one, sleeper is woken: a count has drifted")
    @State
    public static class AllAtOnce {
        final Sleepers sleepers = new Sleepers(2);

        public AllAtOnce() {
            sleepers.beginSearch();
            sleepers.beginWatch();
        }

        @Actor
        public void watcher() {
            sleepers.endWatch();
        }

        @Actor
        public void successor(ZZZ_Result r) {
            r.r1 = sleepers.beginWatch();
        }

        @Actor
        public void searcher() {
            sleepers.fallAsleep(1, true);
        }

        @Arbiter
        public void end(ZZZ_Result r) {
            r.r2 = sleepers.isWatched() != r.r1;
            r.r3 = sleepers.wakeForWork() == 1; // nobody searches, so the sleeper is woken
        }
    }
}
