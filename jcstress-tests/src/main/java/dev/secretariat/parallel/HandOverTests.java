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

    private static final String ELEMENT = "element";

    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "data before, data with the task: nothing there yet")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "data before, data with the task: seen")
    @Outcome(expect = FORBIDDEN, desc = "data before, data with the task: not seen")
    private static final class SeenByReceiver {}

    /** A task goes from one to another. */
    private abstract static class HandOver {
        private int data;

        abstract void give();

        /** Says whether it has come. */
        abstract boolean take();

        final void giveAway() {
            data = 1;
            give();
        }

        final void receive(II_Result r) {
            r.r1 = data;
            r.r2 = take() ? data : -1;
        }
    }

    private static final class ByQueue extends HandOver {
        private final LocalQueue<String> queue = new LocalQueue<>(2);
        private final LocalQueue<String> thiefs = new LocalQueue<>(2);

        @Override
        void give() {
            queue.push(ELEMENT);
        }

        @Override
        boolean take() {
            return thiefs.stealFrom(queue) != null;
        }
    }

    private static final class BySlot extends HandOver {
        private final LifoSlot<String> slot = new LifoSlot<>();

        @Override
        void give() {
            slot.put(ELEMENT);
        }

        @Override
        boolean take() {
            return slot.take() != null;
        }
    }

    private static final class ByInjection extends HandOver {
        private final InjectionQueue<String> injection = new InjectionQueue<>();
        private final LocalQueue<String> workers = new LocalQueue<>(2);

        @Override
        void give() {
            injection.add(ELEMENT);
        }

        @Override
        boolean take() {
            return injection.moveTo(workers, 1) != 0 && workers.poll() != null;
        }
    }

    /** From the queue of its owner to a thief: what the owner's step wrote. */
    @JCStressTest
    @JCStressMeta(SeenByReceiver.class)
    @State
    public static class WrittenBeforePush {
        final HandOver queue = new ByQueue();

        @Actor
        public void owner() {
            queue.giveAway();
        }

        @Actor
        public void thief(II_Result r) {
            queue.receive(r);
        }
    }

    /** Through a slot. */
    @JCStressTest
    @JCStressMeta(SeenByReceiver.class)
    @State
    public static class WrittenBeforePut {
        final HandOver slot = new BySlot();

        @Actor
        public void owner() {
            slot.giveAway();
        }

        @Actor
        public void thief(II_Result r) {
            slot.receive(r);
        }
    }

    /** Through the injection queue. */
    @JCStressTest
    @JCStressMeta(SeenByReceiver.class)
    @State
    public static class WrittenBeforeInjection {
        final HandOver injection = new ByInjection();

        @Actor
        public void submitter() {
            injection.giveAway();
        }

        @Actor
        public void worker(II_Result r) {
            injection.receive(r);
        }
    }

    /** As {@link WrittenBeforePush} and the others, by a plain flag. */
    @JCStressTest
    @Outcome(
            id = {"0, -1", "1, -1", "0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "data before, data with the task: nothing there yet, or seen")
    @Outcome(
            id = "0, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc = "data before, data with the task: there, but the write is not seen")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PlainHandOverControl {
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
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "seen by the second thief: it has found nothing")
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "seen by the second thief: what owner and first thief wrote")
    @Outcome(expect = FORBIDDEN, desc = "seen by the second thief: not all")
    @State
    public static class WrittenBeforeTwoThefts {
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
