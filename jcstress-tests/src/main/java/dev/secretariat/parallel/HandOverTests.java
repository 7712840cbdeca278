package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What a worker wrote before it gave a task away is seen by the worker that gets it (T2), in plain fields.
 *
 * <p>Some readers read the data once before they look for the element. Without order between the look and
 * the read that follows, the compiler may use the first value again.
 */
public class HandOverTests {
    /** Zero, after some divisions: puts time between a read and the look that needs this index. */
    private static int zeroLater(int from) {
        int rest = from;
        for (int i = 0; i < 20; i++) rest = (rest + 1_000_003) % ((rest & 7) + 3);
        return rest > 10 ? 1 : 0; // never: the last divisor was 10 at most
    }

    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "nothing there yet")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "the thief sees what the owner wrote")
    @Outcome(expect = FORBIDDEN, desc = "the thief does not see it")
    private static final class SeenByThief {}

    /** From the queue of its owner to a thief: what the owner's step wrote. */
    @JCStressTest
    @JCStressMeta(SeenByThief.class)
    @State
    public static class WrittenBeforePush {
        private static final String ELEMENT = "element";
        final LocalQueue<String> queue = new LocalQueue<>(2);
        final LocalQueue<String> thiefs = new LocalQueue<>(2);
        int data;

        @Actor
        public void owner() {
            data = 1;
            queue.push(ELEMENT);
        }

        @Actor
        public void thief(II_Result r) {
            r.r1 = data;
            r.r2 = thiefs.stealFrom(queue) == null ? -1 : data;
        }
    }

    /** Through a slot. */
    @JCStressTest
    @JCStressMeta(SeenByThief.class)
    @State
    public static class WrittenBeforePut {
        private static final String ELEMENT = "element";
        final LifoSlot<String> slot = new LifoSlot<>();
        int data;

        @Actor
        public void owner() {
            data = 1;
            slot.put(ELEMENT);
        }

        @Actor
        public void thief(II_Result r) {
            r.r1 = data;
            r.r2 = slot.take() == null ? -1 : data;
        }
    }

    /** Through the injection queue. */
    @JCStressTest
    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "nothing there yet")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "the worker sees what the submitter wrote")
    @Outcome(expect = FORBIDDEN, desc = "the worker does not see it")
    @State
    public static class WrittenBeforeInjection {
        private static final String ELEMENT = "element";
        final InjectionQueue<String> injection = new InjectionQueue<>();
        final LocalQueue<String> workers = new LocalQueue<>(2);
        int data;

        @Actor
        public void submitter() {
            data = 1;
            injection.add(ELEMENT);
        }

        @Actor
        public void worker(II_Result r) {
            r.r1 = data;
            r.r2 = injection.moveTo(workers, 1) == 0 || workers.poll() == null ? -1 : data;
        }
    }

    /** As {@link WrittenBeforePush} and the others, by a plain flag. */
    @JCStressTest
    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "nothing there yet")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "seen")
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "there, but the write is not seen")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PlainHandOverControl {
        private static final String ELEMENT = "element";
        final String[] slot = new String[1];
        int data;

        @Actor
        public void owner() {
            data = 1;
            slot[0] = ELEMENT;
        }

        @Actor
        public void thief(II_Result r) {
            int before = data;
            r.r2 = slot[zeroLater(before)] == null ? -1 : data;
            r.r1 = before;
        }
    }

    /** Through two thieves: the second steals it out of the batch of the first. */
    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "the second thief has found nothing")
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "it sees what owner and first thief wrote")
    @Outcome(expect = FORBIDDEN, desc = "it does not see all")
    @State
    public static class WrittenBeforeTwoThefts {
        private static final String ELEMENT = "element";
        final LocalQueue<String> queue = new LocalQueue<>(4);
        final LocalQueue<String> firsts = new LocalQueue<>(2);
        final LocalQueue<String> seconds = new LocalQueue<>(1);
        int byOwner;
        int byFirst;

        @Actor
        public void owner() {
            byOwner = 1;
            for (int i = 0; i < 4; i++) queue.push(ELEMENT);
        }

        @Actor
        public void first() {
            byFirst = 2;
            firsts.stealFrom(queue);
            firsts.stealFrom(queue);
        }

        @Actor
        public void second(I_Result r) {
            r.r1 = seconds.stealFrom(firsts) == null ? -1 : byOwner + byFirst;
        }
    }
}
