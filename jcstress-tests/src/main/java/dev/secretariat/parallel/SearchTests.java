package dev.secretariat.parallel;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task becomes ready while somebody searches or watches, so that nobody is woken for it (rule S5):
 * whoever is the last to stop looks once more.
 */
public class SearchTests {
    /** The only searcher has found something, while another worker adds to its queue. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class PushAgainstEndOfSearch {
        final SleepScene scene = SleepScene.withLateStores(
                new Place.Queue(), AnySleepers.real(3).asleep(0).searching(1));

        @Actor
        public void pusher(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void searcher(ZZ_Result r) {
            r.r2 = scene.endSearch();
        }
    }

    /** The mutant that {@link PushAgainstEndOfSearch} sees: looks, then stops searching. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class EndWithoutLookControl {
        final SleepScene scene =
                SleepScene.of(new Place.Queue(), new SleepersCopy(3).asleep(0).searching(1));

        @Actor
        public void pusher(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void searcher(ZZ_Result r) {
            r.r2 = scene.lookThenEndSearch();
        }
    }

    /** The mutant that {@link PushAgainstEndOfSearch} sees: no fence between the end of the search and the look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class EndWithoutFenceControl {
        final SleepersCopy sleepers = new SleepersCopy(3) {
            @Override
            boolean endSearch() {
                long now = word.getVolatile();
                word.setRelease(now - ONE_SEARCHING); // for getAndAdd; until then nobody else writes here
                return now >>> SEARCHING_SHIFT == 1;
            }
        };
        final SleepScene scene =
                SleepScene.withLateStores(new Place.Queue(), sleepers.asleep(0).searching(1));

        @Actor
        public void pusher(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void searcher(ZZ_Result r) {
            r.r2 = scene.endSearch();
        }
    }

    /** The same with a slot. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class PutAgainstEndOfSearch {
        final SleepScene scene = SleepScene.withLateStores(
                new Place.Slot(), AnySleepers.real(3).asleep(0).searching(1));

        @Actor
        public void filler(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void searcher(ZZ_Result r) {
            r.r2 = scene.endSearch();
        }
    }

    /** The only searcher has found nothing and falls asleep, while another worker adds to its queue. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class PushAgainstSearcherAsleep {
        final SleepScene scene =
                SleepScene.withLateStores(new Place.Queue(), AnySleepers.real(2).searching(1));

        @Actor
        public void pusher(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void searcher(ZZ_Result r) {
            r.r2 = scene.endSearchAsleep();
        }
    }

    /** The mutant that {@link PushAgainstSearcherAsleep} sees: relies on its search, without another look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class SleepWithoutLookControl {
        final SleepScene scene = SleepScene.of(new Place.Queue(), new SleepersCopy(2).searching(1));

        @Actor
        public void pusher(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void searcher(ZZ_Result r) {
            r.r2 = scene.lookThenEndSearchAsleep();
        }
    }

    /** The watcher of the slots finds all empty and goes, while a worker fills its slot. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOneOrBoth.class)
    @State
    public static class PutAgainstEndOfWatch {
        final SleepScene scene = SleepScene.withLateStores(
                new Place.Slot(), AnySleepers.real(2).asleep(0).watched());

        @Actor
        public void filler(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void watcher(ZZ_Result r) {
            r.r2 = scene.endWatch();
        }
    }

    /** The mutant that {@link PutAgainstEndOfWatch} sees: goes without another look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class EndOfWatchWithoutLookControl {
        final SleepScene scene =
                SleepScene.of(new Place.Slot(), new SleepersCopy(2).asleep(0).watched());

        @Actor
        public void filler(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void watcher(ZZ_Result r) {
            r.r2 = scene.lookThenEndWatch();
        }
    }

    /** The mutant that {@link PutAgainstEndOfWatch} sees: no fence between the end of the watch and the look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class EndOfWatchWithoutFenceControl {
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            void endWatch() {
                word.setRelease(word.getVolatile() - WATCHED); // for getAndAdd; until then nobody else writes here
            }
        };
        final SleepScene scene =
                SleepScene.withLateStores(new Place.Slot(), sleepers.asleep(0).watched());

        @Actor
        public void filler(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void watcher(ZZ_Result r) {
            r.r2 = scene.endWatch();
        }
    }
}
