package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.util.function.Predicate;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The shelf of published forks: a small one, an old one, one whose indices wrap round; and a steal that chooses. */
public class ForkShelfTests {
    /** An owner that publishes all its forks and takes back the youngest, and a thief. */
    private static final class Forks {
        private final Meeting meeting = new Meeting(2);
        private final ForkGround ground;
        private final ForkGround.Counted[] made = new ForkGround.Counted[4];
        private int kept;
        private int stolen;

        Forks(LocalQueue<ForkBox> shelf) {
            ground = new ForkGround(shelf);
            ground.sleepers.fallAsleep(1, false);
            ground.sleepers.wakeForWork(); // who searches from now on: all is published
        }

        void owner() {
            meeting.join();
            ground.push(made);
            kept = ground.takeBack(made[3]);
        }

        void thief() {
            meeting.join();
            for (int i = 0; i < 4; i++) stolen += ground.steal(1, 0);
        }

        /** The bits of those that were taken, by anybody; twice the same carries over. */
        int bits() {
            int left = 0;
            for (int i = 2; i >= 0; i--) left += ground.takeBack(made[i]);
            return kept + stolen + left;
        }
    }

    @Outcome(id = "15", expect = ACCEPTABLE, desc = "bits of the forks taken: each once")
    @Outcome(expect = FORBIDDEN, desc = "bits of the forks taken: one was lost, or taken twice")
    private static final class EachOnce {}

    /** The ring grows, again and again. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealAgainstGrowth {
        final Forks forks = new Forks(new LocalQueue<>(1));

        @Actor
        public void owner() {
            forks.owner();
        }

        @Actor
        public void thief() {
            forks.thief();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = forks.bits();
        }
    }

    /** The ring is renewed on account of its age. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealAgainstRenewal {
        final Forks forks = new Forks(new LocalQueue<>(8, (1 << 12) - 2));

        @Actor
        public void owner() {
            forks.owner();
        }

        @Actor
        public void thief() {
            forks.thief();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = forks.bits();
        }
    }

    /** The indices go from the greatest long to the least. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class IndexWrap {
        final Forks forks = new Forks(new LocalQueue<>(2, Long.MAX_VALUE - 1));

        @Actor
        public void owner() {
            forks.owner();
        }

        @Actor
        public void thief() {
            forks.thief();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = forks.bits();
        }
    }

    /** What {@link Forks} is, on a copy of the queue. */
    private static final class Numbers extends QueueScene {
        Numbers(QueueCopy queue) {
            super(queue, null, 1);
        }

        void owner() {
            meet();
            push(2, 4);
            poll();
        }

        void thief() {
            meet();
            for (int i = 0; i < 3; i++) stolen.add(queue.stealIf(element -> true));
        }

        String judge() {
            return judge(4);
        }
    }

    /** The mutant that {@link StealAgainstGrowth} and {@link StealAgainstRenewal} see: reads the ring first. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "elements taken: each once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "elements taken: what came later was looked for in the old ring")
    @State
    public static class RingBeforeTailControl {
        final Numbers numbers = new Numbers(new QueueCopy(1) {
            @Override
            Integer stealIf(Predicate<Integer> condition) {
                for (; ; ) {
                    Integer[] slots = ring; // not after the tail
                    long first = head.getVolatile();
                    if (tail.getVolatile() - first <= 0) return null;
                    Integer oldest = slots[index(slots, first)];
                    if (oldest != null && !condition.test(oldest)) return null;
                    if (claimForThief(first, 1)) return oldest;
                }
            }
        });

        @Actor
        public void owner() {
            numbers.owner();
        }

        @Actor
        public void thief() {
            numbers.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = numbers.judge();
        }
    }

    /** The mutant that {@link IndexWrap} sees: compares the indices instead of their difference. */
    @JCStressTest
    @Outcome(id = "[1-9]", expect = ACCEPTABLE, desc = "element stolen: there is one")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "element stolen: a queue with elements seemed empty")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CompareControl {
        final QueueCopy queue = new QueueCopy(4, Long.MAX_VALUE) {
            @Override
            Integer stealIf(Predicate<Integer> condition) {
                long first = head.getVolatile();
                if (tail.getVolatile() <= first) return null; // not the difference
                Integer[] slots = ring;
                Integer oldest = slots[index(slots, first)];
                return condition.test(oldest) && claimForThief(first, 1) ? oldest : null;
            }
        };
        final QueueScene scene = new QueueScene(queue, null, 1);

        @Actor
        public void owner() {
            scene.meet();
            queue.push(2);
        }

        @Actor
        public void thief(I_Result r) {
            scene.meet();
            r.r1 = number(queue.stealIf(element -> true));
        }
    }

    private static int number(Integer element) {
        return element == null ? 0 : element;
    }

    /** A thief wants only what is greater than 1, while the owner takes the 1 and adds others. */
    private static final class Choice extends QueueScene {
        Choice(AnyQueue queue) {
            super(queue, null, 2);
        }

        /** Says what it has polled, a digit each. */
        int owner() {
            meet();
            int polled = number(queue.poll());
            queue.push(1); // over a slot that may just be read
            return 10 * polled + number(queue.poll());
        }

        int thief() {
            meet();
            return number(queue.stealIf(element -> element > 1));
        }
    }

    @Outcome(
            id = {"12, 0", "11, 2"},
            expect = ACCEPTABLE,
            desc = "polled, stolen: nothing, or what the thief wants")
    private static final class WhatIsWanted {}

    /** A thief that wants only what is greater than 1, while the owner takes the 1 and adds others. */
    @JCStressTest
    @JCStressMeta(WhatIsWanted.class)
    @Outcome(expect = FORBIDDEN, desc = "polled, stolen: what the thief does not want, or both have the same")
    @State
    public static class ChoiceAgainstPoll {
        final Choice choice = new Choice(AnyQueue.real(2));

        @Actor
        public void owner(II_Result r) {
            r.r1 = choice.owner();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = choice.thief();
        }
    }

    /** The mutant that {@link ChoiceAgainstPoll} sees: chooses one, and claims what is the oldest by then. */
    @JCStressTest
    @JCStressMeta(WhatIsWanted.class)
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "polled, stolen: not what was chosen")
    @State
    public static class ChooseThenTakeAnyControl {
        final QueueCopy queue = new QueueCopy(2) {
            @Override
            Integer stealIf(Predicate<Integer> condition) {
                for (; ; ) {
                    long first = head.getVolatile();
                    if (tail.getVolatile() - first <= 0) return null;
                    Integer[] slots = ring;
                    Integer oldest = slots[index(slots, first)];
                    if (oldest != null && !condition.test(oldest)) return null;
                    first = head.getVolatile(); // not the one that was looked at
                    if (tail.getVolatile() - first <= 0) return null;
                    if (claimForThief(first, 1)) return slots[index(slots, first)];
                }
            }
        };
        final Choice choice = new Choice(queue);

        @Actor
        public void owner(II_Result r) {
            r.r1 = choice.owner();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = choice.thief();
        }
    }
}
