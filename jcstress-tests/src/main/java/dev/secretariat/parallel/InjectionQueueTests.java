package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The injection queue and its token: each task of an external thread is moved once, none is left unnoticed. */
public class InjectionQueueTests {
    private static InjectionQueue<Integer> filled(int elements) {
        InjectionQueue<Integer> queue = new InjectionQueue<>();
        for (int i = 1; i <= elements; i++) queue.add(i);
        return queue;
    }

    /** Two workers look; one takes one by one and has no line to move them to. */
    @JCStressTest
    @Outcome(id = "each once, [0-3]", expect = ACCEPTABLE, desc = "elements moved, by the first: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements moved, by the first: one is lost, or moved twice, or out of order")
    @State
    public static class TwoConsumers {
        final Meeting meeting = new Meeting(2);
        final InjectionQueue<Integer> queue = filled(3);
        final LocalQueue<Integer> firsts = new LocalQueue<>(4);
        final LocalQueue<Integer> seconds = new LocalQueue<>(4);

        @Actor
        public void first() {
            meeting.join();
            queue.moveTo(firsts, 1);
            queue.moveTo(firsts, 1);
        }

        @Actor
        public void second() {
            meeting.join();
            for (int i = 0; i < 2; i++) {
                Integer element = queue.poll();
                if (element != null) seconds.push(element);
            }
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = firsts.size();
            queue.moveTo(firsts, 3);
            Basket first = new Basket();
            first.drain(AnyQueue.real(firsts));
            Basket second = new Basket();
            second.drain(AnyQueue.real(seconds));
            r.r1 = Basket.judge(3, first, second);
        }
    }

    /** A queue with a token, of which a control weakens one method. */
    static class Weak {
        final MpscUnboundedVarHandleArrayQueue<Integer> queue = new MpscUnboundedVarHandleArrayQueue<>(4);
        final AtomicBoolean taken = new AtomicBoolean();

        Weak(int elements) {
            for (int i = 1; i <= elements; i++) queue.offer(i);
        }

        boolean take() {
            return !taken.get() && taken.compareAndSet(false, true);
        }

        final Integer poll() {
            if (!take()) return null;
            Integer element = queue.relaxedPoll();
            taken.set(false);
            return element;
        }
    }

    /** The mutant that {@link TwoConsumers} sees: takes the token by a store. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements moved: each once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "elements moved: two took them at once")
    @State
    public static class TokenByStoreControl {
        final Meeting meeting = new Meeting(2);
        final Basket first = new Basket();
        final Basket second = new Basket();
        final Weak weak = new Weak(3) {
            @Override
            boolean take() {
                if (taken.get()) return false;
                taken.set(true); // for compareAndSet
                return true;
            }
        };

        @Actor
        public void first() {
            meeting.join();
            first.add(weak.poll());
        }

        @Actor
        public void second() {
            meeting.join();
            second.add(weak.poll());
        }

        @Arbiter
        public void end(L_Result r) {
            for (Integer left = weak.poll(); left != null; left = weak.poll()) first.add(left);
            r.r1 = Basket.judge(3, first, second);
        }
    }

    /** Two threads submit while a worker moves: each element is moved in its submitter's order. */
    @JCStressTest
    @Outcome(id = "each once, [0-4]", expect = ACCEPTABLE, desc = "elements moved, by the worker: each once")
    @Outcome(expect = FORBIDDEN, desc = "elements moved, by the worker: one is lost, or moved twice, or out of order")
    @State
    public static class TwoSubmittersAgainstMove {
        final InjectionQueue<Integer> queue = new InjectionQueue<>();
        final LocalQueue<Integer> workers = new LocalQueue<>(1);

        @Actor
        public void first() {
            queue.add(1);
            queue.add(2);
        }

        @Actor
        public void second() {
            queue.add(3);
            queue.add(4);
        }

        @Actor
        public void worker() {
            queue.moveTo(workers, 2);
            queue.moveTo(workers, 2);
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = workers.size();
            queue.moveTo(workers, 4);
            Basket first = new Basket();
            Basket second = new Basket();
            for (Integer element = workers.poll(); element != null; element = workers.poll()) {
                (element < 3 ? first : second).add(element);
            }
            r.r1 = Basket.judge(4, first, second);
        }
    }

    @Outcome(
            id = "true, false",
            expect = ACCEPTABLE,
            desc = "holder wakes, sleeper moves: noticed by whoever put the token back")
    @Outcome(
            id = {"false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "holder wakes, sleeper moves: moved by the one about to sleep")
    private static final class NoticedOrMoved {}

    /**
     * A worker that goes to sleep finds the token taken, and looks only for that; the worker that has it
     * leaves something, and looks when it has put the token back. Either notices.
     */
    @JCStressTest
    @JCStressMeta(NoticedOrMoved.class)
    @Outcome(expect = FORBIDDEN, desc = "holder wakes, sleeper moves: neither; asleep beside an element")
    @State
    public static class ReleaseAgainstSleep {
        final Meeting meeting = new Meeting(2);
        final InjectionQueue<Integer> queue = filled(2);
        final LocalQueue<Integer> holders = new LocalQueue<>(2);
        final LocalQueue<Integer> sleepers = new LocalQueue<>(2);
        final Sleepers word = new Sleepers(2);

        @Actor
        public void holder(ZZ_Result r) {
            meeting.join();
            // The second look that moveTo() asks for.
            if (queue.moveTo(holders, 1) > 0 && !queue.isEmpty()) r.r1 = word.wakeForWork() == 1;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            word.fallAsleep(1, false);
            r.r2 = queue.moveTo(sleepers, 1) > 0;
        }
    }

    /** The mutant that {@link ReleaseAgainstSleep} sees: looks, then puts the token back. */
    @JCStressTest
    @JCStressMeta(NoticedOrMoved.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "holder wakes, sleeper moves: neither")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookBeforeReleaseControl {
        final Meeting meeting = new Meeting(2);
        final Weak weak = new Weak(2);
        final Sleepers word = new Sleepers(2);

        @Actor
        public void holder(ZZ_Result r) {
            meeting.join();
            if (!weak.take()) return;
            weak.queue.relaxedPoll();
            if (!weak.queue.isEmpty()) r.r1 = word.wakeForWork() == 1;
            weak.taken.set(false); // not before the look
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            word.fallAsleep(1, false);
            r.r2 = weak.poll() != null;
        }
    }
}
