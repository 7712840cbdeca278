package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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
    /** The ring has one slot, which is used again while a slow thief has read it. */
    private static final class Overwrite extends QueueScene {
        Overwrite(AnyQueue queue, AnyQueue thiefs) {
            super(queue, thiefs, 1);
        }

        void owner() {
            meet();
            for (int i = 2; i <= 6; i++) {
                poll();
                queue.push(i);
            }
        }

        void thief() {
            meet();
            for (int i = 0; i < 4; i++) steal();
        }
    }

    /** The ring has one slot, which is used again while a slow thief has read it. */
    @JCStressTest
    @Outcome(id = "each once, [0-4]", expect = ACCEPTABLE, desc = "elements taken, stolen: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements taken, stolen: one is lost, or taken twice, or out of order")
    @State
    public static class OverwriteAgainstSlowThief {
        final Overwrite overwrite = new Overwrite(AnyQueue.real(1), AnyQueue.real(1));

        @Actor
        public void owner() {
            overwrite.owner();
        }

        @Actor
        public void thief() {
            overwrite.thief();
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = overwrite.stolen.count();
            r.r1 = overwrite.judge(6);
        }
    }

    /** The mutant that {@link OverwriteAgainstSlowThief} sees: a head that has been round looks the same. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "elements taken: a thief claimed what it had not read")
    @State
    public static class NarrowIndexControl {
        final QueueCopy queue = new QueueCopy(1) {
            @Override
            boolean claimForThief(long first, int count) {
                long now = head.getVolatile();
                // one bit more than an index into the ring, instead of 64
                return (now & 1) == (first & 1) && head.compareAndSet(now, now + count);
            }
        };
        final Overwrite overwrite = new Overwrite(queue, new QueueCopy(1));

        @Actor
        public void owner() {
            overwrite.owner();
        }

        @Actor
        public void thief() {
            overwrite.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = overwrite.judge(6);
        }
    }

    /** The mutant that {@link OverwriteAgainstSlowThief} sees: claims, then copies. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "elements taken: the slot had been filled again")
    @State
    public static class ClaimBeforeCopyControl {
        final QueueCopy queue = new QueueCopy(1) {
            @Override
            Integer stealInto(AnyQueue thiefs) {
                for (; ; ) {
                    long first = head.getVolatile();
                    if (tail.getVolatile() - first <= 0) return null;
                    Integer[] slots = ring;
                    if (!claimForThief(first, 1)) continue;
                    Pause.spin(5);
                    return slots[index(slots, first)]; // not before the claim
                }
            }
        };
        final Overwrite overwrite = new Overwrite(queue, new QueueCopy(1));

        @Actor
        public void owner() {
            overwrite.owner();
        }

        @Actor
        public void thief() {
            overwrite.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = overwrite.judge(6);
        }
    }

    /** The indices go from the greatest long to the least while a thief compares them. */
    @JCStressTest
    @Outcome(id = "each once, [1-3]", expect = ACCEPTABLE, desc = "elements taken, stolen: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements taken, stolen: one is lost, or taken twice, or out of order")
    @State
    public static class IndexWrap {
        final QueueScene scene =
                new QueueScene(AnyQueue.real(2, Long.MAX_VALUE - 1), AnyQueue.real(2, Long.MAX_VALUE), 1);
        boolean seemsEmpty;

        @Actor
        public void owner() {
            scene.meet();
            scene.push(2, 3);
            scene.poll();
            scene.push(4, 4);
        }

        @Actor
        public void thief() {
            scene.meet();
            seemsEmpty = scene.queue.isEmpty(); // never
            scene.steal();
            scene.drainThiefs();
            scene.steal();
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = Math.min(scene.stolen.count(), 3);
            scene.drainThiefs();
            String result = scene.judge(4);
            r.r1 = seemsEmpty ? "seems empty" : result;
        }
    }

    /** The mutant that {@link IndexWrap} sees: compares the indices instead of their difference. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(id = "unseen", expect = ACCEPTABLE_INTERESTING, desc = "elements taken: the thief thinks there are none")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CompareControl {
        final QueueCopy queue = new QueueCopy(2, Long.MAX_VALUE - 1) {
            @Override
            boolean isEmpty() {
                long first = head.getVolatile();
                return tail.getVolatile() <= first; // not by subtraction
            }
        };
        final QueueScene scene = new QueueScene(queue, new QueueCopy(2), 1);

        @Actor
        public void owner() {
            scene.meet();
            scene.push(2, 3);
        }

        @Actor
        public void thief() {
            scene.meet();
            if (!queue.isEmpty()) scene.steal();
        }

        @Arbiter
        public void end(L_Result r) {
            boolean unseen = scene.stolen.count() == 0; // an element was there all the time
            scene.drainThiefs();
            r.r1 = unseen ? "unseen" : scene.judge(3);
        }
    }
}
