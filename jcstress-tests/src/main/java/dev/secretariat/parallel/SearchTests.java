package dev.secretariat.parallel;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task becomes ready while somebody searches or watches, so that nobody is woken for it (rule S5):
 * whoever is the last to stop looks once more. What is true: that a side sees to the task.
 */
public class SearchTests {
    /** The only searcher has found something, while another worker adds to its queue. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class PushAgainstEndOfSearch {
        final Meeting meeting = new LateStoresMeeting();
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final Sleepers sleepers = new Sleepers(3);

        public PushAgainstEndOfSearch() {
            sleepers.fallAsleep(0, false);
            sleepers.beginSearch(); // by worker 1
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void searcher(ZZ_Result r) {
            meeting.join();
            if (sleepers.endSearch() && !queue.isEmpty()) r.r2 = sleepers.wakeForWork() == 0;
        }
    }

    /** The mutant that {@link PushAgainstEndOfSearch} sees: looks, then stops searching. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class EndWithoutLookControl {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final SleepersCopy sleepers = new SleepersCopy(3);

        public EndWithoutLookControl() {
            sleepers.fallAsleep(0, false);
            sleepers.beginSearch(); // by worker 1
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void searcher(ZZ_Result r) {
            meeting.join();
            boolean any = !queue.isEmpty();
            if (sleepers.endSearch() && any) r.r2 = sleepers.wakeForWork() == 0; // without a look of now
        }
    }

    /** The mutant that {@link PushAgainstEndOfSearch} sees: no fence between the end of the search and the look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class EndWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final SleepersCopy sleepers = new SleepersCopy(3) {
            @Override
            boolean endSearch() {
                long now = word.getVolatile();
                word.setRelease(now - ONE_SEARCHING); // for getAndAdd; nobody else writes here
                return now >>> SEARCHING_SHIFT == 1;
            }
        };

        public EndWithoutFenceControl() {
            sleepers.fallAsleep(0, false);
            sleepers.beginSearch(); // by worker 1
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void searcher(ZZ_Result r) {
            meeting.join();
            if (sleepers.endSearch() && !queue.isEmpty()) r.r2 = true; // would wake worker 0
        }
    }

    /** The same with a slot. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class PutAgainstEndOfSearch {
        final Meeting meeting = new LateStoresMeeting();
        final LifoSlot<Integer> slot = new LifoSlot<>();
        final Sleepers sleepers = new Sleepers(3);

        public PutAgainstEndOfSearch() {
            sleepers.fallAsleep(0, false);
            sleepers.beginSearch(); // by worker 1
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            slot.put(1);
            r.r1 = sleepers.wakeForSlot() == 0;
        }

        @Actor
        public void searcher(ZZ_Result r) {
            meeting.join();
            if (sleepers.endSearch() && !slot.isEmpty()) r.r2 = sleepers.wakeForSlot() == 0;
        }
    }

    /** The only searcher has found nothing and falls asleep, while another worker adds to its queue. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class PushAgainstSearcherAsleep {
        final Meeting meeting = new LateStoresMeeting();
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final Sleepers sleepers = new Sleepers(2);

        public PushAgainstSearcherAsleep() {
            sleepers.beginSearch(); // by worker 0
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void searcher(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, true);
            if (!queue.isEmpty()) r.r2 = sleepers.wakeForWork() == 0;
        }
    }

    /** The mutant that {@link PushAgainstSearcherAsleep} sees: relies on its search, without another look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class SleepWithoutLookControl {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final SleepersCopy sleepers = new SleepersCopy(2);

        public SleepWithoutLookControl() {
            sleepers.beginSearch(); // by worker 0
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void searcher(ZZ_Result r) {
            meeting.join();
            r.r2 = !queue.isEmpty(); // would have taken it
            if (!r.r2) sleepers.fallAsleep(0, true); // without a look afterwards
        }
    }

    /** The watcher of the slots finds all empty and goes, while a worker fills its slot. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOneOrBoth.class)
    @State
    public static class PutAgainstEndOfWatch {
        final Meeting meeting = new LateStoresMeeting();
        final LifoSlot<Integer> slot = new LifoSlot<>();
        final Sleepers sleepers = new Sleepers(2);

        public PutAgainstEndOfWatch() {
            sleepers.fallAsleep(0, false);
            sleepers.beginWatch();
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            slot.put(1);
            r.r1 = sleepers.wakeForSlot() == 0;
        }

        @Actor
        public void watcher(ZZ_Result r) {
            meeting.join();
            sleepers.endWatch();
            if (!slot.isEmpty()) r.r2 = sleepers.beginWatch();
        }
    }

    /** The mutant that {@link PutAgainstEndOfWatch} sees: goes without another look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class EndOfWatchWithoutLookControl {
        final Meeting meeting = new Meeting(2);
        final LifoSlot<Integer> slot = new LifoSlot<>();
        final SleepersCopy sleepers = new SleepersCopy(2);

        public EndOfWatchWithoutLookControl() {
            sleepers.fallAsleep(0, false);
            sleepers.beginWatch();
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            slot.put(1);
            r.r1 = sleepers.wakeForSlot() == 0;
        }

        @Actor
        public void watcher(ZZ_Result r) {
            meeting.join();
            r.r2 = !slot.isEmpty(); // would have stayed
            if (!r.r2) sleepers.endWatch(); // without a look afterwards
        }
    }

    /** The mutant that {@link PutAgainstEndOfWatch} sees: no fence between the end of the watch and the look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class EndOfWatchWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final LifoSlot<Integer> slot = new LifoSlot<>();
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            void endWatch() {
                word.setRelease(word.getVolatile() - WATCHED); // for getAndAdd; nobody else writes here
            }
        };

        public EndOfWatchWithoutFenceControl() {
            sleepers.fallAsleep(0, false);
            sleepers.beginWatch();
        }

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            slot.put(1);
            r.r1 = sleepers.wakeForSlot() == 0;
        }

        @Actor
        public void watcher(ZZ_Result r) {
            meeting.join();
            sleepers.endWatch();
            if (!slot.isEmpty()) r.r2 = true; // would watch again
        }
    }
}
