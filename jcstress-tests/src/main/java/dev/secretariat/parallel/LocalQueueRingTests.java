package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
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

    /** The ring is full and grows while a thief reads it. */
    private static final class Growth extends QueueScene {
        Growth(AnyQueue queue, AnyQueue thiefs) {
            super(queue, thiefs, 1);
        }

        void owner() {
            meet();
            push(2, 3);
        }

        void thief() {
            meet();
            steal();
            drainThiefs();
            steal();
        }
    }

    /** The ring is full and grows while a thief reads it. */
    @JCStressTest
    @Outcome(id = "each once, [0-2]", expect = ACCEPTABLE, desc = "elements taken, stolen: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements taken, stolen: one is lost, or taken twice, or out of order")
    @State
    public static class StealAgainstGrowth {
        final Growth growth = new Growth(AnyQueue.real(1), AnyQueue.real(1));

        @Actor
        public void owner() {
            growth.owner();
        }

        @Actor
        public void thief() {
            growth.thief();
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = Math.min(growth.stolen.count(), 2);
            growth.drainThiefs();
            r.r1 = growth.judge(3);
        }
    }

    /** The mutant that {@link StealAgainstGrowth} sees: reads the ring first, then the tail. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "elements taken: the ring was older than the tail")
    @State
    public static class RingBeforeTailControl {
        final QueueCopy queue = new QueueCopy(1) {
            @Override
            Integer stealInto(AnyQueue thiefs) {
                QueueCopy own = (QueueCopy) thiefs;
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
        };
        final Growth growth = new Growth(queue, new QueueCopy(1));

        @Actor
        public void owner() {
            growth.owner();
        }

        @Actor
        public void thief() {
            growth.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            growth.drainThiefs();
            r.r1 = growth.judge(3);
        }
    }

    /** The mutant that {@link StealAgainstGrowth} sees: clears the old ring. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "elements taken: a thief still read the old ring")
    @State
    public static class ClearOldRingControl {
        final QueueCopy queue = new QueueCopy(1) {
            @Override
            void afterGrowth(Integer[] old) {
                Arrays.fill(old, null);
            }
        };
        final Growth growth = new Growth(queue, new QueueCopy(1));

        @Actor
        public void owner() {
            growth.owner();
        }

        @Actor
        public void thief() {
            growth.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            growth.drainThiefs();
            r.r1 = growth.judge(3);
        }
    }

    /** The thief comes twice, and takes all that it has stolen. */
    private static final class StolenTwice extends QueueScene {
        StolenTwice(AnyQueue queue, AnyQueue thiefs, int elements) {
            super(queue, thiefs, elements);
        }

        void thief() {
            meet();
            steal();
            drainThiefs();
            steal();
            drainThiefs();
        }
    }

    @Outcome(id = "each once, [0-4]", expect = ACCEPTABLE, desc = "elements taken, stolen: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements taken, stolen: one is lost, or taken twice, or out of order")
    private static final class EachOnce {}

    /** The ring is renewed, because it has grown old, while a thief reads it. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealAgainstRenewal {
        final StolenTwice stolenTwice = new StolenTwice(AnyQueue.real(4, RENEWAL - 2), AnyQueue.real(2), 2);

        @Actor
        public void owner() {
            stolenTwice.meet();
            stolenTwice.push(3, 3); // into a new ring
            stolenTwice.poll();
            stolenTwice.push(4, 4);
        }

        @Actor
        public void thief() {
            stolenTwice.thief();
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = stolenTwice.stolen.count();
            r.r1 = stolenTwice.judge(4);
        }
    }

    /** A ring that has grown shrinks, and slots that thieves have emptied are cleared, beside a thief. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealAgainstTidy {
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final StolenTwice stolenTwice = new StolenTwice(AnyQueue.real(queue), AnyQueue.real(4), 3);

        public StealAgainstTidy() {
            stolenTwice.poll();
            stolenTwice.poll();
        }

        @Actor
        public void owner() {
            stolenTwice.meet();
            queue.tidy(); // into a smaller ring
            queue.push(4);
            queue.tidy();
            queue.push(5);
        }

        @Actor
        public void thief() {
            stolenTwice.thief();
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = stolenTwice.stolen.count();
            r.r1 = stolenTwice.judge(5);
        }
    }
}
