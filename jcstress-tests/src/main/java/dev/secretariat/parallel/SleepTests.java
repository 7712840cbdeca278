package dev.secretariat.parallel;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task becomes ready while a worker falls asleep (rule S5): whoever makes it ready sees the sleeper and
 * wakes it, or the sleeper sees the task. What is true: that a side sees to the task.
 */
public class SleepTests {
    /** An external thread submits. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class InjectAgainstSleep {
        final Meeting meeting = new LateStoresMeeting();
        final InjectionQueue<Integer> injection = new InjectionQueue<>();
        final Sleepers sleepers = new Sleepers(2);

        @Actor
        public void submitter(ZZ_Result r) {
            meeting.join();
            injection.add(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, false);
            if (!injection.isEmpty()) r.r2 = sleepers.wakeForWork() == 0;
        }
    }

    /** The mutant that {@link InjectAgainstSleep} sees: looks, then announces that it sleeps. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class LookBeforeSleepControl {
        final Meeting meeting = new Meeting(2);
        final InjectionQueue<Integer> injection = new InjectionQueue<>();
        final SleepersCopy sleepers = new SleepersCopy(2);

        @Actor
        public void submitter(ZZ_Result r) {
            meeting.join();
            injection.add(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            if (!injection.isEmpty()) {
                r.r2 = true; // stays awake
            } else {
                sleepers.fallAsleep(0, false); // not before the look
            }
        }
    }

    /** Another worker adds to its queue. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class PushAgainstSleep {
        final Meeting meeting = new LateStoresMeeting();
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final Sleepers sleepers = new Sleepers(2);

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, false);
            if (!queue.isEmpty()) r.r2 = sleepers.wakeForWork() == 0;
        }
    }

    /** The mutant that {@link PushAgainstSleep} sees: no fence between the push and the look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class PushWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final SleepersCopy sleepers = new SleepersCopy(2);

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            r.r1 = sleepers.wakeForWork() == 0; // without a full fence before
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, false);
            if (!queue.isEmpty()) r.r2 = sleepers.wakeForWork() == 0;
        }
    }

    /** The mutant that {@link PushAgainstSleep} sees: no fence between the announcement and the look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class SleepWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            boolean push(long now, long next) {
                word.setRelease(next); // for compareAndSet
                return true;
            }
        };

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            VarHandle.fullFence();
            r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, false);
            if (!queue.isEmpty()) r.r2 = sleepers.wakeForWork() == 0;
        }
    }

    /** Another worker fills its slot, which a sleeper has to watch then. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOneOrBoth.class)
    @State
    public static class PutAgainstSleep {
        final Meeting meeting = new LateStoresMeeting();
        final LifoSlot<Integer> slot = new LifoSlot<>();
        final Sleepers sleepers = new Sleepers(2);

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            slot.put(1);
            r.r1 = sleepers.wakeForSlot() == 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, false);
            if (!slot.isEmpty()) r.r2 = sleepers.beginWatch();
        }
    }

    /** The mutant that {@link PutAgainstSleep} sees: fills the slot without a fence. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class PutByReleaseControl {
        final Meeting meeting = new LateStoresMeeting();
        final AtomicInteger slot = new AtomicInteger();
        final SleepersCopy sleepers = new SleepersCopy(2);

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            slot.setRelease(1); // for getAndSet
            r.r1 = sleepers.wakeForSlot() == 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, false);
            if (slot.get() != 0) r.r2 = sleepers.beginWatch();
        }
    }

    /** A worker's task yields beside another one: queued without a fence; the next step begins with one. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class YieldAgainstSleep {
        final Meeting meeting = new LateStoresMeeting();
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final Sleepers sleepers = new Sleepers(2);

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            queue.push(2);
            Integer next = queue.poll();
            if (next != null && !queue.isEmpty()) r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, false);
            if (!queue.isEmpty()) r.r2 = sleepers.wakeForWork() == 0;
        }
    }

    /** The mutant that {@link YieldAgainstSleep} sees: takes the next one without a fence. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class PollWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final QueueCopy queue = new QueueCopy(2) {
            @Override
            boolean claimForPoll(long first) {
                head.setRelease(first + 1); // for compareAndSet; nobody steals here
                return true;
            }
        };
        final SleepersCopy sleepers = new SleepersCopy(2);

        @Actor
        public void worker(ZZ_Result r) {
            meeting.join();
            queue.push(1);
            queue.push(2);
            Integer next = queue.poll();
            if (next != null && !queue.isEmpty()) r.r1 = sleepers.wakeForWork() == 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            sleepers.fallAsleep(0, false);
            if (!queue.isEmpty()) r.r2 = sleepers.wakeForWork() == 0;
        }
    }
}
