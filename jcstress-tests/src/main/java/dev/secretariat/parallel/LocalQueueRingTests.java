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
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The local queue's ring: it grows, is renewed and shrinks beside a thief. */
public class LocalQueueRingTests {
    /** So many elements after which the ring is renewed. */
    private static final long RENEWAL = 1 << 12;

    private static String judge(int elements, LocalQueue<Integer> queue, Basket polled, Basket stolen) {
        polled.drain(queue);
        return Basket.judge(elements, polled, stolen);
    }

    /** The ring is full and grows while a thief reads it. */
    @JCStressTest
    @Outcome(id = "each once, [0-2]", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = FORBIDDEN, desc = "an element was lost, or taken twice, or out of order")
    @State
    public static class StealAgainstGrowth {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(1);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(1);
        final Basket polled = new Basket();
        final Basket stolen = new Basket();

        public StealAgainstGrowth() {
            queue.push(1);
        }

        @Actor
        public void owner() {
            meeting.join();
            queue.push(2);
            queue.push(3);
        }

        @Actor
        public void thief() {
            meeting.join();
            stolen.add(thiefs.stealFrom(queue));
            stolen.drain(thiefs);
            stolen.add(thiefs.stealFrom(queue));
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = Math.min(stolen.count(), 2);
            stolen.drain(thiefs);
            r.r1 = judge(3, queue, polled, stolen);
        }
    }

    /** The scenario of {@link StealAgainstGrowth} with a copy. */
    static final class Growth {
        private final QueueCopy queue;
        private final QueueCopy thiefs = new QueueCopy(1);
        private final Basket polled = new Basket();
        private final Basket stolen = new Basket();

        Growth(QueueCopy queue) {
            this.queue = queue;
            queue.push(1);
        }

        void owner() {
            queue.push(2);
            queue.push(3);
        }

        void thief() {
            stolen.add(queue.stealInto(thiefs));
            stolen.drain(thiefs);
            stolen.add(queue.stealInto(thiefs));
        }

        void end(L_Result r) {
            stolen.drain(thiefs);
            polled.drain(queue);
            r.r1 = Basket.judge(3, polled, stolen);
        }
    }

    /** The mutant that {@link StealAgainstGrowth} sees: reads the ring first, then the tail. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the ring was older than the tail")
    @State
    public static class RingBeforeTailControl {
        final Meeting meeting = new Meeting(2);
        final Growth growth = new Growth(new QueueCopy(1) {
            @Override
            Integer stealInto(QueueCopy own) {
                for (; ; ) {
                    Integer[] slots = ring; // not after the tail
                    long first = head.getVolatile();
                    long there = tail.getVolatile() - first;
                    if (there <= 0) return null;
                    int count = (int) (there - (there >> 1));
                    Integer oldest = slots[index(slots, first)];
                    own.copyFrom(slots, first + 1, count - 1);
                    if (!claimForThief(first, count)) continue;
                    own.publishBatch(count - 1);
                    return oldest;
                }
            }
        });

        @Actor
        public void owner() {
            meeting.join();
            growth.owner();
        }

        @Actor
        public void thief() {
            meeting.join();
            growth.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            growth.end(r);
        }
    }

    /** The mutant that {@link StealAgainstGrowth} sees: clears the old ring. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a thief still read the old ring")
    @State
    public static class ClearOldRingControl {
        final Meeting meeting = new Meeting(2);
        final Growth growth = new Growth(new QueueCopy(1) {
            @Override
            void afterGrowth(Integer[] old) {
                java.util.Arrays.fill(old, null);
            }
        });

        @Actor
        public void owner() {
            meeting.join();
            growth.owner();
        }

        @Actor
        public void thief() {
            meeting.join();
            growth.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            growth.end(r);
        }
    }

    @Outcome(id = "each once, [0-4]", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = FORBIDDEN, desc = "an element was lost, or taken twice, or out of order")
    private static final class EachOnce {}

    /** The ring is renewed, because it has grown old, while a thief reads it. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealAgainstRenewal {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(4, RENEWAL - 2);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(2);
        final Basket polled = new Basket();
        final Basket stolen = new Basket();

        public StealAgainstRenewal() {
            queue.push(1);
            queue.push(2);
        }

        @Actor
        public void owner() {
            meeting.join();
            queue.push(3); // into a new ring
            polled.add(queue.poll());
            queue.push(4);
        }

        @Actor
        public void thief() {
            meeting.join();
            stolen.add(thiefs.stealFrom(queue));
            stolen.drain(thiefs);
            stolen.add(thiefs.stealFrom(queue));
            stolen.drain(thiefs);
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = stolen.count();
            r.r1 = judge(4, queue, polled, stolen);
        }
    }

    /** A ring that has grown shrinks, and slots that thieves have emptied are cleared, beside a thief. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealAgainstTidy {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(4);
        final Basket polled = new Basket();
        final Basket stolen = new Basket();

        public StealAgainstTidy() {
            for (int i = 1; i <= 3; i++) queue.push(i);
            polled.add(queue.poll());
            polled.add(queue.poll());
        }

        @Actor
        public void owner() {
            meeting.join();
            queue.tidy(); // into a smaller ring
            queue.push(4);
            queue.tidy();
            queue.push(5);
        }

        @Actor
        public void thief() {
            meeting.join();
            stolen.add(thiefs.stealFrom(queue));
            stolen.drain(thiefs);
            stolen.add(thiefs.stealFrom(queue));
            stolen.drain(thiefs);
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = stolen.count();
            r.r1 = judge(5, queue, polled, stolen);
        }
    }
}
