package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The local queue with three at it at once: each element is taken once, in order (T1). */
public class LocalQueueThreeTests {
    /** Owner and two thieves want the only element. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0", "0, 0, 1"},
            expect = ACCEPTABLE,
            desc = "one has it")
    @Outcome(expect = FORBIDDEN, desc = "more than one has it, or nobody")
    @State
    public static class LastElementAgainstTwoThieves {
        final LocalQueue<Integer> queue = new LocalQueue<>(1);
        final LocalQueue<Integer> firsts = new LocalQueue<>(1);
        final LocalQueue<Integer> seconds = new LocalQueue<>(1);

        public LastElementAgainstTwoThieves() {
            queue.push(1);
        }

        @Actor
        public void owner(III_Result r) {
            r.r1 = queue.poll() != null ? 1 : 0;
        }

        @Actor
        public void first(III_Result r) {
            r.r2 = firsts.stealFrom(queue) != null ? 1 : 0;
        }

        @Actor
        public void second(III_Result r) {
            r.r3 = seconds.stealFrom(queue) != null ? 1 : 0;
        }
    }

    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each element was taken once")
    @Outcome(expect = FORBIDDEN, desc = "an element was lost, or taken twice, or out of order")
    private static final class EachOnce {}

    /** The ring has one slot; the owner uses it again while two thieves steal twice. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class OverwriteAgainstTwoThieves {
        final LocalQueue<Integer> queue = new LocalQueue<>(1);
        final LocalQueue<Integer> firsts = new LocalQueue<>(1);
        final LocalQueue<Integer> seconds = new LocalQueue<>(1);
        final Basket polled = new Basket();
        final Basket first = new Basket();
        final Basket second = new Basket();

        public OverwriteAgainstTwoThieves() {
            queue.push(1);
        }

        @Actor
        public void owner() {
            polled.add(queue.poll());
            queue.push(2);
            polled.add(queue.poll());
            queue.push(3);
        }

        @Actor
        public void first() {
            first.add(firsts.stealFrom(queue));
            first.add(firsts.stealFrom(queue));
        }

        @Actor
        public void second() {
            second.add(seconds.stealFrom(queue));
            second.add(seconds.stealFrom(queue));
        }

        @Arbiter
        public void end(L_Result r) {
            polled.drain(queue);
            r.r1 = Basket.judge(3, polled, first, second);
        }
    }

    /** The ring grows while one thief takes a single element and another takes half. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class GrowthAgainstTwoThieves {
        final LocalQueue<Integer> queue = new LocalQueue<>(2);
        final LocalQueue<Integer> firsts = new LocalQueue<>(1);
        final LocalQueue<Integer> seconds = new LocalQueue<>(1);
        final Basket polled = new Basket();
        final Basket first = new Basket();
        final Basket second = new Basket();

        public GrowthAgainstTwoThieves() {
            queue.push(1);
            queue.push(2);
        }

        @Actor
        public void owner() {
            queue.push(3);
            queue.push(4);
            queue.push(5);
        }

        @Actor
        public void first() {
            first.add(firsts.stealFrom(queue));
            first.drain(firsts);
        }

        @Actor
        public void second() {
            second.add(seconds.stealFrom(queue));
            second.drain(seconds);
        }

        @Arbiter
        public void end(L_Result r) {
            polled.drain(queue);
            r.r1 = Basket.judge(5, polled, first, second);
        }
    }

    /** What a thief has stolen is stolen from it in turn, while the first owner goes on. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealFromThief {
        final LocalQueue<Integer> queue = new LocalQueue<>(4);
        final LocalQueue<Integer> firsts = new LocalQueue<>(1);
        final LocalQueue<Integer> seconds = new LocalQueue<>(1);
        final Basket polled = new Basket();
        final Basket first = new Basket();
        final Basket second = new Basket();

        public StealFromThief() {
            for (int i = 1; i <= 4; i++) queue.push(i);
        }

        @Actor
        public void owner() {
            polled.add(queue.poll());
            queue.push(5);
        }

        @Actor
        public void first() {
            first.add(firsts.stealFrom(queue));
            first.add(firsts.poll());
        }

        @Actor
        public void second() {
            second.add(seconds.stealFrom(firsts));
            second.add(seconds.stealFrom(firsts));
        }

        @Arbiter
        public void end(L_Result r) {
            first.drain(firsts);
            polled.drain(queue);
            r.r1 = Basket.judge(5, polled, first, second);
        }
    }
}
