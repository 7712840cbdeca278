package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The local queue's indices: a slot used again, and the wrap-around, beside a thief. */
public class LocalQueueIndexTests {
    private static String judge(int elements, LocalQueue<Integer> queue, Basket polled, Basket stolen) {
        polled.drain(queue);
        return Basket.judge(elements, polled, stolen);
    }

    /** The ring has one slot, which is used again while a slow thief has read it. */
    @JCStressTest
    @Outcome(id = "each once, [0-4]", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = FORBIDDEN, desc = "an element was lost, or taken twice, or out of order")
    @State
    public static class OverwriteAgainstSlowThief {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(1);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(1);
        final Basket polled = new Basket();
        final Basket stolen = new Basket();

        public OverwriteAgainstSlowThief() {
            queue.push(1);
        }

        @Actor
        public void owner() {
            meeting.join();
            for (int i = 2; i <= 6; i++) {
                polled.add(queue.poll());
                queue.push(i);
            }
        }

        @Actor
        public void thief() {
            meeting.join();
            for (int i = 0; i < 4; i++) stolen.add(thiefs.stealFrom(queue));
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = stolen.count();
            r.r1 = judge(6, queue, polled, stolen);
        }
    }

    /** The scenario of {@link OverwriteAgainstSlowThief} with a copy. */
    static final class Overwrite {
        private final QueueCopy queue;
        private final QueueCopy thiefs = new QueueCopy(1);
        private final Basket polled = new Basket();
        private final Basket stolen = new Basket();

        Overwrite(QueueCopy queue) {
            this.queue = queue;
            queue.push(1);
        }

        void owner() {
            for (int i = 2; i <= 6; i++) {
                polled.add(queue.poll());
                queue.push(i);
            }
        }

        void thief() {
            for (int i = 0; i < 4; i++) stolen.add(queue.stealInto(thiefs));
        }

        void end(L_Result r) {
            polled.drain(queue);
            r.r1 = Basket.judge(6, polled, stolen);
        }
    }

    /** The mutant that {@link OverwriteAgainstSlowThief} sees: a head that has been round looks the same. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a thief claimed what it had not read")
    @State
    public static class NarrowIndexControl {
        final Meeting meeting = new Meeting(2);
        final Overwrite overwrite = new Overwrite(new QueueCopy(1) {
            @Override
            boolean claimForThief(long first, int count) {
                long now = head.getVolatile();
                // one bit more than an index into the ring, instead of 64
                return (now & 1) == (first & 1) && head.compareAndSet(now, now + count);
            }
        });

        @Actor
        public void owner() {
            meeting.join();
            overwrite.owner();
        }

        @Actor
        public void thief() {
            meeting.join();
            overwrite.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            overwrite.end(r);
        }
    }

    /** The mutant that {@link OverwriteAgainstSlowThief} sees: claims, then copies. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the slot had been filled again")
    @State
    public static class ClaimBeforeCopyControl {
        final Meeting meeting = new Meeting(2);
        final Overwrite overwrite = new Overwrite(new QueueCopy(1) {
            @Override
            Integer stealInto(QueueCopy own) {
                for (; ; ) {
                    long first = head.getVolatile();
                    if (tail.getVolatile() - first <= 0) return null;
                    Integer[] slots = ring;
                    if (!claimForThief(first, 1)) continue;
                    Pause.spin(5);
                    return slots[index(slots, first)]; // not before the claim
                }
            }
        });

        @Actor
        public void owner() {
            meeting.join();
            overwrite.owner();
        }

        @Actor
        public void thief() {
            meeting.join();
            overwrite.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            overwrite.end(r);
        }
    }

    /** The indices go from the greatest long to the least while a thief compares them. */
    @JCStressTest
    @Outcome(id = "each once, [1-3]", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = FORBIDDEN, desc = "an element was lost, or taken twice, or out of order")
    @State
    public static class IndexWrap {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(2, Long.MAX_VALUE - 1);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(2, Long.MAX_VALUE);
        final Basket polled = new Basket();
        final Basket stolen = new Basket();
        boolean seemsEmpty;

        public IndexWrap() {
            queue.push(1);
        }

        @Actor
        public void owner() {
            meeting.join();
            queue.push(2);
            queue.push(3);
            polled.add(queue.poll());
            queue.push(4);
        }

        @Actor
        public void thief() {
            meeting.join();
            seemsEmpty = queue.isEmpty(); // never
            stolen.add(thiefs.stealFrom(queue));
            stolen.drain(thiefs);
            stolen.add(thiefs.stealFrom(queue));
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = Math.min(stolen.count(), 3);
            stolen.drain(thiefs);
            String result = judge(4, queue, polled, stolen);
            r.r1 = seemsEmpty ? "seems empty" : result;
        }
    }

    /** The mutant that {@link IndexWrap} sees: compares the indices instead of their difference. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(id = "unseen", expect = ACCEPTABLE_INTERESTING, desc = "a thief thinks there is nothing")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CompareControl {
        final Meeting meeting = new Meeting(2);
        final Basket polled = new Basket();
        final Basket stolen = new Basket();
        final QueueCopy thiefs = new QueueCopy(2);
        final QueueCopy queue = new QueueCopy(2, Long.MAX_VALUE - 1) {
            @Override
            boolean isEmpty() {
                long first = head.getVolatile();
                return tail.getVolatile() <= first; // not by subtraction
            }
        };

        public CompareControl() {
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
            if (!queue.isEmpty()) stolen.add(queue.stealInto(thiefs));
        }

        @Arbiter
        public void end(L_Result r) {
            if (stolen.count() == 0) {
                r.r1 = "unseen"; // an element was there all the time
                return;
            }
            stolen.drain(thiefs);
            polled.drain(queue);
            r.r1 = Basket.judge(3, polled, stolen);
        }
    }
}
