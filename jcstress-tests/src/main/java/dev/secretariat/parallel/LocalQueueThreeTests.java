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
            desc = "owner takes, first takes, second takes: one of them has it")
    @Outcome(expect = FORBIDDEN, desc = "owner takes, first takes, second takes: more than one has it, or nobody")
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

    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements taken: one is lost, or taken twice, or out of order")
    private static final class EachOnce {}

    /** A queue of the numbers from 1 on, two thieves with small ones, and what each of the three has taken. */
    private static final class Scene {
        final AnyQueue queue;
        final AnyQueue firsts = AnyQueue.real(1);
        final AnyQueue seconds = AnyQueue.real(1);
        final Basket polled = new Basket();
        final Basket first = new Basket();
        final Basket second = new Basket();

        Scene(int capacity, int elements) {
            queue = AnyQueue.real(capacity);
            for (int i = 1; i <= elements; i++) queue.push(i);
        }

        void poll() {
            polled.add(queue.poll());
        }

        void stealFirst() {
            first.add(queue.stealInto(firsts));
        }

        void stealSecond(AnyQueue from) {
            second.add(from.stealInto(seconds));
        }

        String judge(int elements) {
            polled.drain(queue);
            return Basket.judge(elements, polled, first, second);
        }
    }

    /** The ring has one slot; the owner uses it again while two thieves steal twice. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class OverwriteAgainstTwoThieves {
        final Scene scene = new Scene(1, 1);

        @Actor
        public void owner() {
            scene.poll();
            scene.queue.push(2);
            scene.poll();
            scene.queue.push(3);
        }

        @Actor
        public void first() {
            scene.stealFirst();
            scene.stealFirst();
        }

        @Actor
        public void second() {
            scene.stealSecond(scene.queue);
            scene.stealSecond(scene.queue);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = scene.judge(3);
        }
    }

    /** The ring grows while one thief takes a single element and another takes half. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class GrowthAgainstTwoThieves {
        final Scene scene = new Scene(2, 2);

        @Actor
        public void owner() {
            for (int i = 3; i <= 5; i++) scene.queue.push(i);
        }

        @Actor
        public void first() {
            scene.stealFirst();
            scene.first.drain(scene.firsts);
        }

        @Actor
        public void second() {
            scene.stealSecond(scene.queue);
            scene.second.drain(scene.seconds);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = scene.judge(5);
        }
    }

    /** What a thief has stolen is stolen from it in turn, while the first owner goes on. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealFromThief {
        final Scene scene = new Scene(4, 4);

        @Actor
        public void owner() {
            scene.poll();
            scene.queue.push(5);
        }

        @Actor
        public void first() {
            scene.stealFirst();
            scene.first.add(scene.firsts.poll());
        }

        @Actor
        public void second() {
            scene.stealSecond(scene.firsts);
            scene.stealSecond(scene.firsts);
        }

        @Arbiter
        public void end(L_Result r) {
            scene.first.drain(scene.firsts);
            r.r1 = scene.judge(5);
        }
    }
}
