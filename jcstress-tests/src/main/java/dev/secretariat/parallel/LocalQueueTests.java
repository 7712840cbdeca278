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
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The local queue between its owner and a thief: each element is taken once, in order (T1). */
public class LocalQueueTests {
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one takes, the other takes: one of them has it")
    private static final class OneHasIt {}

    /** There is one element. A taker says how many it has got. */
    private static final class OneElement extends QueueScene {
        OneElement(AnyQueue queue, AnyQueue thiefs) {
            super(queue, thiefs, 1);
        }

        int owner() {
            meet();
            return queue.poll() != null ? 1 : 0;
        }

        int thief(AnyQueue own) {
            meet();
            return queue.stealInto(own) != null ? 1 : 0;
        }
    }

    /** Owner and thief want the only element. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "owner takes, thief takes: both or neither have it")
    @State
    public static class LastElement {
        final OneElement oneElement = new OneElement(AnyQueue.real(1), AnyQueue.real(1));

        @Actor
        public void owner(II_Result r) {
            r.r1 = oneElement.owner();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = oneElement.thief(oneElement.thiefs);
        }
    }

    /** The mutant that {@link LastElement} sees: the owner moves the head by a store. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "owner takes, thief takes: both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PollByStoreControl {
        final QueueCopy queue = new QueueCopy(1) {
            @Override
            boolean claimForPoll(long first) {
                head.setVolatile(first + 1); // for compareAndSet
                return true;
            }
        };
        final OneElement oneElement = new OneElement(queue, new QueueCopy(1));

        @Actor
        public void owner(II_Result r) {
            r.r1 = oneElement.owner();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = oneElement.thief(oneElement.thiefs);
        }
    }

    /** The mutant that {@link LocalQueueThreeTests.LastElementAgainstTwoThieves} sees: a thief moves the head by a store. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "first takes, second takes: both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class StealByStoreControl {
        final QueueCopy queue = new QueueCopy(1) {
            @Override
            boolean claimForThief(long first, int count) {
                head.setVolatile(first + count); // for compareAndSet
                return true;
            }
        };
        final QueueCopy seconds = new QueueCopy(1);
        final OneElement oneElement = new OneElement(queue, new QueueCopy(1));

        @Actor
        public void first(II_Result r) {
            r.r1 = oneElement.thief(oneElement.thiefs);
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = oneElement.thief(seconds);
        }
    }

    /** Elements come while a thief looks. */
    private static final class Arrival extends QueueScene {
        Arrival(AnyQueue queue, AnyQueue thiefs) {
            super(queue, thiefs, 0);
        }

        void owner() {
            meet();
            push(1, 4);
        }

        void thief() {
            meet();
            for (int i = 0; i < 4; i++) {
                steal();
                drainThiefs();
            }
        }
    }

    /** Elements come while a thief looks: what it has claimed is there. */
    @JCStressTest
    @Outcome(id = "each once, [0-4]", expect = ACCEPTABLE, desc = "elements taken, stolen: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements taken, stolen: one is lost, or taken twice, or out of order")
    @State
    public static class PushAgainstSteal {
        final Arrival arrival = new Arrival(AnyQueue.real(4), AnyQueue.real(4));

        @Actor
        public void owner() {
            arrival.owner();
        }

        @Actor
        public void thief() {
            arrival.thief();
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = arrival.stolen.count();
            r.r1 = arrival.judge(4);
        }
    }

    /** The mutant that {@link PushAgainstSteal} sees: moves the tail, then fills the slot. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(id = "lost", expect = ACCEPTABLE_INTERESTING, desc = "elements taken: an empty slot was stolen")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TailBeforeElementControl {
        final QueueCopy queue = new QueueCopy(4) {
            @Override
            void publish(int element, long end) {
                tail.setVolatile(end + 1); // not after the slot
                ring[index(ring, end)] = element;
            }
        };
        final Arrival arrival = new Arrival(queue, new QueueCopy(4));

        @Actor
        public void owner() {
            arrival.owner();
        }

        @Actor
        public void thief() {
            arrival.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = arrival.judge(4);
        }
    }

    /** A thief takes half of the elements while the owner goes on. */
    private static final class Half extends QueueScene {
        Half(AnyQueue queue, AnyQueue thiefs) {
            super(queue, thiefs, 4);
        }

        void owner() {
            meet();
            poll();
            poll();
        }

        void thief() {
            meet();
            steal();
        }

        void thiefGoesOn() {
            thief();
            stolen.add(thiefs.poll());
            steal();
        }
    }

    /** A thief takes half of the elements while the owner goes on, and then again. */
    @JCStressTest
    @Outcome(id = "each once, [1-3]", expect = ACCEPTABLE, desc = "elements taken, stolen: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements taken, stolen: one is lost, or taken twice, or out of order")
    @State
    public static class BatchAgainstPolls {
        final Half half = new Half(AnyQueue.real(4), AnyQueue.real(2));

        @Actor
        public void owner() {
            half.owner();
        }

        @Actor
        public void thief() {
            half.thiefGoesOn();
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = half.stolen.count();
            half.drainThiefs();
            r.r1 = half.judge(4);
        }
    }

    /** The mutant that {@link BatchAgainstPolls} sees: publishes its copies, then claims them. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(id = "twice", expect = ACCEPTABLE_INTERESTING, desc = "elements taken: one twice")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PublishBeforeClaimControl {
        final QueueCopy thiefs = new QueueCopy(4) {
            @Override
            void copyFrom(Integer[] from, long first, int count) {
                super.copyFrom(from, first, count);
                super.publishBatch(count); // not after the claim
            }

            @Override
            void publishBatch(int count) {}
        };
        final Half half = new Half(new QueueCopy(4), thiefs);

        @Actor
        public void owner() {
            half.owner();
        }

        @Actor
        public void thief() {
            half.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            half.drainThiefs();
            r.r1 = half.judge(4);
        }
    }

    /** The owner puts one in before it takes one out. */
    private static final class NeverEmpty extends QueueScene {
        NeverEmpty(AnyQueue queue) {
            super(queue, null, 1);
        }

        void owner() {
            meet();
            queue.push(2);
            queue.poll();
            queue.push(3);
            queue.poll();
        }

        void sleeper(ZZ_Result r) {
            meet();
            r.r1 = queue.isEmpty();
            r.r2 = queue.isEmpty();
        }
    }

    /** The owner puts one in before it takes one out: nobody may think that there is none. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "seems empty, and later: never")
    @Outcome(expect = FORBIDDEN, desc = "seems empty, and later: a worker would fall asleep beside an element")
    @State
    public static class NeverSeemsEmpty {
        final NeverEmpty neverEmpty = new NeverEmpty(AnyQueue.real(2));

        @Actor
        public void owner() {
            neverEmpty.owner();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            neverEmpty.sleeper(r);
        }
    }

    /** The mutant that {@link NeverSeemsEmpty} sees: reads the tail first. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "seems empty, and later: never")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "seems empty, and later: once or twice")
    @State
    public static class TailBeforeHeadControl {
        final NeverEmpty neverEmpty = new NeverEmpty(new QueueCopy(2) {
            @Override
            boolean isEmpty() {
                long end = tail.getVolatile(); // not after the head
                return end - head.getVolatile() <= 0;
            }
        });

        @Actor
        public void owner() {
            neverEmpty.owner();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            neverEmpty.sleeper(r);
        }
    }
}
