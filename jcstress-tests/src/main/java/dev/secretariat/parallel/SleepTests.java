package dev.secretariat.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task becomes ready while a worker falls asleep (rule S5): whoever makes it ready sees the sleeper and
 * wakes it, or the sleeper sees the task.
 */
public class SleepTests {
    /** An external thread submits. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class InjectAgainstSleep {
        final SleepScene scene = SleepScene.withLateStores(new Place.Injection(), AnySleepers.real(2));

        @Actor
        public void submitter(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.fallAsleep();
        }
    }

    /** The mutant that {@link InjectAgainstSleep} sees: looks, then announces that it sleeps. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class LookBeforeSleepControl {
        final SleepScene scene = SleepScene.of(new Place.Injection(), new SleepersCopy(2));

        @Actor
        public void submitter(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.lookThenFallAsleep();
        }
    }

    /** Another worker adds to its queue. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class PushAgainstSleep {
        final SleepScene scene = SleepScene.withLateStores(new Place.Queue(), AnySleepers.real(2));

        @Actor
        public void pusher(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.fallAsleep();
        }
    }

    /** The mutant that {@link PushAgainstSleep} sees: no fence between the push and the look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class PushWithoutFenceControl {
        final Place.Queue queue = new Place.Queue() {
            @Override
            void fence() {}
        };
        final SleepScene scene = SleepScene.withLateStores(queue, new SleepersCopy(2));

        @Actor
        public void pusher(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.fallAsleep();
        }
    }

    /** The mutant that {@link PushAgainstSleep} sees: no fence between the announcement and the look. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class SleepWithoutFenceControl {
        final SleepersCopy sleepers = new SleepersCopy(2) {
            @Override
            boolean push(long now, long next) {
                word.setRelease(next); // for compareAndSet
                return true;
            }
        };
        final SleepScene scene = SleepScene.withLateStores(new Place.Queue(), sleepers);

        @Actor
        public void pusher(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.fallAsleep();
        }
    }

    /** Another worker fills its slot, which a sleeper has to watch then. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOneOrBoth.class)
    @State
    public static class PutAgainstSleep {
        final SleepScene scene = SleepScene.withLateStores(new Place.Slot(), AnySleepers.real(2));

        @Actor
        public void filler(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.fallAsleep();
        }
    }

    /** The mutant that {@link PutAgainstSleep} sees: fills the slot without a fence. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class PutByReleaseControl {
        final Place.AnySlot slot = new Place.AnySlot() {
            private final AtomicInteger element = new AtomicInteger();

            @Override
            boolean add() {
                element.setRelease(1); // for getAndSet
                return true;
            }

            @Override
            boolean isEmpty() {
                return element.get() == 0;
            }
        };
        final SleepScene scene = SleepScene.withLateStores(slot, new SleepersCopy(2));

        @Actor
        public void filler(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.fallAsleep();
        }
    }

    /** A worker's task yields beside another one: queued without a fence; the next step begins with one. */
    @JCStressTest
    @JCStressMeta(SeenTo.ByOne.class)
    @State
    public static class YieldAgainstSleep {
        final SleepScene scene = SleepScene.withLateStores(new Place.Yielding(AnyQueue.real(2)), AnySleepers.real(2));

        @Actor
        public void yielder(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.fallAsleep();
        }
    }

    /** The mutant that {@link YieldAgainstSleep} sees: takes the next one without a fence. */
    @JCStressTest
    @JCStressMeta(SeenTo.Control.class)
    @State
    public static class PollWithoutFenceControl {
        final QueueCopy queue = new QueueCopy(2) {
            @Override
            boolean claimForPoll(long first) {
                head.setRelease(first + 1); // for compareAndSet; nobody steals here
                return true;
            }
        };
        final SleepScene scene = SleepScene.withLateStores(new Place.Yielding(queue), new SleepersCopy(2));

        @Actor
        public void yielder(ZZ_Result r) {
            r.r1 = scene.makeReady();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.fallAsleep();
        }
    }
}
