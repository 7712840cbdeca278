package dev.secretariat.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicReference;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The queue of arrivals: whoever has added something finds the queue not empty, whatever others are about to add. */
public class ArrivalQueueTests {
    @Outcome(
            id = {"1, 2", "2, 1", "2, 0"},
            expect = ACCEPTABLE,
            desc = "first poll, second: what was added is there")
    private static final class AddedFound {}

    /** The consumer adds, then takes, while another thread adds. */
    @JCStressTest
    @JCStressMeta(AddedFound.class)
    @Outcome(expect = FORBIDDEN, desc = "first poll, second: hidden behind another's addition, or lost")
    @State
    public static class AddedIsThere {
        final Meeting meeting = new Meeting(2);
        final ArrivalQueue<Integer> queue = new ArrivalQueue<>();

        @Actor
        public void other() {
            meeting.join();
            queue.add(1);
        }

        @Actor
        public void consumer(II_Result r) {
            meeting.join();
            queue.add(2);
            r.r1 = orZero(queue.poll());
            r.r2 = orZero(queue.poll());
        }
    }

    private static int orZero(Integer element) {
        return element == null ? 0 : element;
    }

    /** The mutant that {@link AddedIsThere} sees: a producer first takes its place and then fills it. */
    @JCStressTest
    @JCStressMeta(AddedFound.class)
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "first poll, second: hidden behind another's addition")
    @State
    public static class PlaceBeforeElementControl {
        final Meeting meeting = new Meeting(2);
        final MpscUnboundedVarHandleArrayQueue<Integer> queue = new MpscUnboundedVarHandleArrayQueue<>(4);

        @Actor
        public void other() {
            meeting.join();
            queue.offer(1);
        }

        @Actor
        public void consumer(II_Result r) {
            meeting.join();
            queue.offer(2);
            r.r1 = orZero(queue.relaxedPoll());
            r.r2 = orZero(queue.relaxedPoll());
        }
    }

    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "empty, taken last: not yet taken, and seen")
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "empty, taken last: taken, and not seen to be")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "empty, taken last: taken, and seen to be")
    private static final class SeenOrTaken {}

    /** One element is in the consumer's line; another comes, and its producer asks. */
    @JCStressTest
    @JCStressMeta(SeenOrTaken.class)
    @Outcome(expect = FORBIDDEN, desc = "empty, taken last: neither seen nor taken")
    @State
    public static class EmptyBehindTheLine extends Lined {
        @Actor
        public void producer(II_Result r) {
            add();
            r.r1 = queue.isEmpty() ? 1 : 0;
        }

        @Actor
        public void consumer(II_Result r) {
            r.r2 = takeTwo();
        }
    }

    /** The mutant that {@link EmptyBehindTheLine} sees: only the line is looked at. */
    @JCStressTest
    @JCStressMeta(SeenOrTaken.class)
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "empty, taken last: neither seen nor taken")
    @State
    public static class OnlyTheLineControl extends Lined {
        @Actor
        public void producer(II_Result r) {
            add();
            r.r1 = queue.taken() == 1 ? 1 : 0; // one is, or was, in the line
        }

        @Actor
        public void consumer(II_Result r) {
            r.r2 = takeTwo();
        }
    }

    /** A queue whose consumer has one element in its line, and takes it, and what comes next if that is there. */
    private abstract static class Lined {
        final Meeting meeting = new Meeting(2);
        final ArrivalQueue<Integer> queue = new ArrivalQueue<>();

        Lined() {
            queue.add(1);
            queue.peek();
        }

        final void add() {
            meeting.join();
            queue.add(2);
        }

        final int takeTwo() {
            meeting.join();
            queue.poll();
            return orZero(queue.poll());
        }
    }

    @Outcome(id = "12", expect = ACCEPTABLE, desc = "order: the first one's first")
    @Outcome(id = "21", expect = ACCEPTABLE, desc = "order: the second one's first")
    private static final class EitherOrder {}

    /** Two threads add, nothing is lost. */
    @JCStressTest
    @JCStressMeta(EitherOrder.class)
    @Outcome(expect = FORBIDDEN, desc = "order: one was lost")
    @State
    public static class TwoProducers {
        final Meeting meeting = new Meeting(2);
        final ArrivalQueue<Integer> queue = new ArrivalQueue<>();

        @Actor
        public void first() {
            meeting.join();
            queue.add(1);
        }

        @Actor
        public void second() {
            meeting.join();
            queue.add(2);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = 10 * orZero(queue.poll()) + orZero(queue.poll());
        }
    }

    /** The mutant that {@link TwoProducers} sees: becomes the newest by a store. */
    @JCStressTest
    @JCStressMeta(EitherOrder.class)
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "order: one was lost")
    @State
    public static class NewestByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicReference<Node> newest = new AtomicReference<>();

        static final class Node {
            final int element;
            final Node before;

            Node(int element, Node before) {
                this.element = element;
                this.before = before;
            }
        }

        private void add(int element) {
            meeting.join();
            newest.set(new Node(element, newest.get())); // for compareAndSet
        }

        @Actor
        public void first() {
            add(1);
        }

        @Actor
        public void second() {
            add(2);
        }

        @Arbiter
        public void end(I_Result r) {
            for (Node node = newest.get(); node != null; node = node.before) {
                r.r1 = node.before == null ? 10 * node.element + r.r1 : node.element;
            }
        }
    }
}
