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
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The local queue between its owner and a thief: each element is taken once, in order (T1). */
public class LocalQueueTests {
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one has it")
    private static final class OneHasIt {}

    /** Owner and thief want the only element. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "both or neither have it")
    @State
    public static class LastElement {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(1);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(1);

        public LastElement() {
            queue.push(1);
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = queue.poll() != null ? 1 : 0;
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            r.r2 = thiefs.stealFrom(queue) != null ? 1 : 0;
        }
    }

    /** The mutant that {@link LastElement} sees: the owner moves the head by a store. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PollByStoreControl {
        final Meeting meeting = new Meeting(2);
        final QueueCopy thiefs = new QueueCopy(1);
        final QueueCopy queue = new QueueCopy(1) {
            @Override
            boolean claimForPoll(long first) {
                head.setVolatile(first + 1); // for compareAndSet
                return true;
            }
        };

        public PollByStoreControl() {
            queue.push(1);
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = queue.poll() != null ? 1 : 0;
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            r.r2 = queue.stealInto(thiefs) != null ? 1 : 0;
        }
    }

    /** The mutant that {@link LocalQueueThreeTests.LastElementAgainstTwoThieves} sees: a thief moves the head by a store. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class StealByStoreControl {
        final Meeting meeting = new Meeting(2);
        final QueueCopy firsts = new QueueCopy(1);
        final QueueCopy seconds = new QueueCopy(1);
        final QueueCopy queue = new QueueCopy(1) {
            @Override
            boolean claimForThief(long first, int count) {
                head.setVolatile(first + count); // for compareAndSet
                return true;
            }
        };

        public StealByStoreControl() {
            queue.push(1);
        }

        @Actor
        public void first(II_Result r) {
            meeting.join();
            r.r1 = queue.stealInto(firsts) != null ? 1 : 0;
        }

        @Actor
        public void second(II_Result r) {
            meeting.join();
            r.r2 = queue.stealInto(seconds) != null ? 1 : 0;
        }
    }

    /** Elements come while a thief looks: what it has claimed is there. */
    @JCStressTest
    @Outcome(id = "each once, [0-4]", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = FORBIDDEN, desc = "an element was lost, or taken twice, or out of order")
    @State
    public static class PushAgainstSteal {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(4);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(4);
        final Basket stolen = new Basket();

        @Actor
        public void owner() {
            meeting.join();
            for (int i = 1; i <= 4; i++) queue.push(i);
        }

        @Actor
        public void thief() {
            meeting.join();
            for (int i = 0; i < 4; i++) {
                stolen.add(thiefs.stealFrom(queue));
                stolen.drain(thiefs);
            }
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = stolen.count();
            Basket left = new Basket();
            left.drain(queue);
            r.r1 = Basket.judge(4, stolen, left);
        }
    }

    /** The mutant that {@link PushAgainstSteal} sees: moves the tail, then fills the slot. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(id = "lost", expect = ACCEPTABLE_INTERESTING, desc = "an empty slot was stolen")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TailBeforeElementControl {
        final Meeting meeting = new Meeting(2);
        final QueueCopy thiefs = new QueueCopy(4);
        final Basket stolen = new Basket();
        final QueueCopy queue = new QueueCopy(4) {
            @Override
            void publish(int element, long end) {
                tail.setVolatile(end + 1); // not after the slot
                ring[index(ring, end)] = element;
            }
        };

        @Actor
        public void owner() {
            meeting.join();
            for (int i = 1; i <= 4; i++) queue.push(i);
        }

        @Actor
        public void thief() {
            meeting.join();
            for (int i = 0; i < 4; i++) {
                stolen.add(queue.stealInto(thiefs));
                stolen.drain(thiefs);
            }
        }

        @Arbiter
        public void end(L_Result r) {
            Basket left = new Basket();
            left.drain(queue);
            r.r1 = Basket.judge(4, stolen, left);
        }
    }

    /** A thief takes half of the elements while the owner goes on; another steals from that thief. */
    @JCStressTest
    @Outcome(id = "each once, [1-3]", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = FORBIDDEN, desc = "an element was lost, or taken twice, or out of order")
    @State
    public static class BatchAgainstPolls {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(4);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(2);
        final Basket polled = new Basket();
        final Basket stolen = new Basket();

        public BatchAgainstPolls() {
            for (int i = 1; i <= 4; i++) queue.push(i);
        }

        @Actor
        public void owner() {
            meeting.join();
            polled.add(queue.poll());
            polled.add(queue.poll());
        }

        @Actor
        public void thief() {
            meeting.join();
            stolen.add(thiefs.stealFrom(queue));
            stolen.add(thiefs.poll());
            stolen.add(thiefs.stealFrom(queue));
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = stolen.count();
            stolen.drain(thiefs);
            polled.drain(queue);
            r.r1 = Basket.judge(4, polled, stolen);
        }
    }

    /** The mutant that {@link BatchAgainstPolls} sees: publishes its copies, then claims them. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(id = "twice", expect = ACCEPTABLE_INTERESTING, desc = "an element was taken twice")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PublishBeforeClaimControl {
        final Meeting meeting = new Meeting(2);
        final Basket polled = new Basket();
        final Basket stolen = new Basket();
        final QueueCopy queue = new QueueCopy(4);
        final QueueCopy thiefs = new QueueCopy(4) {
            @Override
            void copyFrom(Integer[] from, long first, int count) {
                super.copyFrom(from, first, count);
                super.publishBatch(count); // not after the claim
            }

            @Override
            void publishBatch(int count) {}
        };

        public PublishBeforeClaimControl() {
            for (int i = 1; i <= 4; i++) queue.push(i);
        }

        @Actor
        public void owner() {
            meeting.join();
            polled.add(queue.poll());
            polled.add(queue.poll());
        }

        @Actor
        public void thief() {
            meeting.join();
            stolen.add(queue.stealInto(thiefs));
        }

        @Arbiter
        public void end(L_Result r) {
            stolen.drain(thiefs);
            polled.drain(queue);
            r.r1 = Basket.judge(4, polled, stolen);
        }
    }

    /** The owner puts one in before it takes one out: nobody may think that there is none. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "there is something")
    @Outcome(expect = FORBIDDEN, desc = "seems empty: a worker would fall asleep beside an element")
    @State
    public static class NeverSeemsEmpty {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(2);

        public NeverSeemsEmpty() {
            queue.push(1);
        }

        @Actor
        public void owner() {
            meeting.join();
            queue.push(2);
            queue.poll();
            queue.push(3);
            queue.poll();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            r.r1 = queue.isEmpty();
            r.r2 = queue.isEmpty();
        }
    }

    /** The mutant that {@link NeverSeemsEmpty} sees: reads the tail first. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "there is something")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "seems empty")
    @State
    public static class TailBeforeHeadControl {
        final Meeting meeting = new Meeting(2);
        final QueueCopy queue = new QueueCopy(2) {
            @Override
            boolean isEmpty() {
                long end = tail.getVolatile(); // not after the head
                return end - head.getVolatile() <= 0;
            }
        };

        public TailBeforeHeadControl() {
            queue.push(1);
        }

        @Actor
        public void owner() {
            meeting.join();
            queue.push(2);
            queue.poll();
            queue.push(3);
            queue.poll();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            r.r1 = queue.isEmpty();
            r.r2 = queue.isEmpty();
        }
    }
}
