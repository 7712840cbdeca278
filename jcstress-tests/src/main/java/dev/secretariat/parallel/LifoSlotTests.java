package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The LIFO slot: its element is taken once, by its owner or by a thief (T1). */
public class LifoSlotTests {
    private static int number(Integer element) {
        return element == null ? 0 : element;
    }

    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "owner takes, thief takes: one of them has it")
    private static final class OneHasIt {}

    /** The owner wants what a thief steals. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "owner takes, thief takes: both or neither have it")
    @State
    public static class TakeAgainstTake {
        final Meeting meeting = new Meeting(2);
        final LifoSlot<Integer> slot = new LifoSlot<>();

        public TakeAgainstTake() {
            slot.put(1);
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = number(slot.take());
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            r.r2 = number(slot.take());
        }
    }

    /** The mutant that {@link TakeAgainstTake} sees: empties the slot by a store. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "owner takes, thief takes: both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TakeByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger slot = new AtomicInteger(1);

        private int take() {
            int now = slot.get();
            if (now != 0) slot.set(0); // for compareAndSet
            return now;
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = take();
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            r.r2 = take();
        }
    }

    /** The owner fills the slot while a thief looks. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "thief takes, still there: too early")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "thief takes, still there: stolen")
    @Outcome(expect = FORBIDDEN, desc = "thief takes, still there: lost, or taken twice")
    @State
    public static class PutAgainstTake {
        final Meeting meeting = new Meeting(2);
        final LifoSlot<Integer> slot = new LifoSlot<>();

        @Actor
        public void owner() {
            meeting.join();
            slot.put(1);
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            r.r1 = number(slot.take());
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = number(slot.take());
        }
    }

    /** The owner takes what is in the slot and puts the next one in, while a thief steals what it saw. */
    private static final class Next {
        private final Meeting meeting = new Meeting(2);
        private final LifoSlot<Integer> slot = new LifoSlot<>();
        private final Basket taken = new Basket();
        final Basket stolen = new Basket();

        Next() {
            slot.put(1);
        }

        void owner() {
            meeting.join();
            for (int i = 2; i <= 4; i++) {
                taken.add(slot.take());
                slot.put(i);
            }
        }

        void thief() {
            meeting.join();
            for (int i = 0; i < 3; i++) {
                Object seen = slot.peek();
                if (seen != null && slot.take(seen)) stolen.add((Integer) seen);
            }
        }

        void unseeingThief() {
            meeting.join();
            for (int i = 0; i < 3; i++) {
                Object seen = slot.peek();
                if (seen != null && slot.take() != null) stolen.add((Integer) seen); // for take(seen)
            }
        }

        String judge() {
            taken.add(slot.take());
            return Basket.judge(4, taken, stolen);
        }
    }

    /** The owner takes what is in the slot and puts the next one in, while a thief steals what it saw. */
    @JCStressTest
    @Outcome(id = "each once, [0-3]", expect = ACCEPTABLE, desc = "elements taken, stolen: the thief has what it saw")
    @Outcome(expect = FORBIDDEN, desc = "elements taken, stolen: one unseen, or lost, or taken twice")
    @State
    public static class NextAgainstSteal {
        final Next next = new Next();

        @Actor
        public void owner() {
            next.owner();
        }

        @Actor
        public void thief() {
            next.thief();
        }

        @Arbiter
        public void end(LI_Result r) {
            r.r2 = next.stolen.count();
            r.r1 = next.judge();
        }
    }

    /** The mutant that {@link NextAgainstSteal} sees: steals whatever is there after the look. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: the thief has what it saw, or nothing")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "elements taken: the thief stole what it had not seen")
    @State
    public static class StealUnseenControl {
        final Next next = new Next();

        @Actor
        public void owner() {
            next.owner();
        }

        @Actor
        public void thief() {
            next.unseeingThief();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = next.judge();
        }
    }

    /** The owner and two thieves want the only element. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0", "0, 0, 1"},
            expect = ACCEPTABLE,
            desc = "owner takes, first takes, second takes: one of them has it")
    @Outcome(expect = FORBIDDEN, desc = "owner takes, first takes, second takes: more than one has it, or nobody")
    @State
    public static class TakeAgainstTwoThieves {
        final LifoSlot<Integer> slot = new LifoSlot<>();

        public TakeAgainstTwoThieves() {
            slot.put(1);
        }

        @Actor
        public void owner(III_Result r) {
            r.r1 = number(slot.take());
        }

        @Actor
        public void first(III_Result r) {
            r.r2 = number(slot.take());
        }

        @Actor
        public void second(III_Result r) {
            r.r3 = number(slot.take());
        }
    }
}
