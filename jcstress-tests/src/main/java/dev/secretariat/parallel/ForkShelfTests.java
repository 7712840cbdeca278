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
    private static final class Play {
        final ForkGround ground;
        final ForkGround.Counted[] made = new ForkGround.Counted[4];
        int kept;
        int stolen;

        Play(LocalQueue<ForkBox> shelf) {
            ground = new ForkGround(shelf);
            ground.sleepers.fallAsleep(1, false);
            ground.sleepers.wakeForWork(); // who searches from now on: all is published
        }

        void owner() {
            for (int i = 0; i < 4; i++) {
                made[i] = new ForkGround.Counted(i);
                ground.forks.push(made[i]);
            }
            kept = ground.takeBack(made[3]);
        }

        void thief() {
            for (int i = 0; i < 4; i++) stolen += ground.steal(1, 0);
        }

        /** Each fork has a bit, so twice the same carries over. */
        void end(I_Result r) {
            int left = 0;
            for (int i = 2; i >= 0; i--) left += ground.takeBack(made[i]);
            r.r1 = kept + stolen + left;
        }
    }

    @Outcome(id = "15", expect = ACCEPTABLE, desc = "each once")
    @Outcome(expect = FORBIDDEN, desc = "a fork was lost, or run twice")
    private static final class EachOnce {}

    /** The ring grows, again and again. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealAgainstGrowth {
        final Meeting meeting = new Meeting(2);
        final Play play = new Play(new LocalQueue<>(1));

        @Actor
        public void owner() {
            meeting.join();
            play.owner();
        }

        @Actor
        public void thief() {
            meeting.join();
            play.thief();
        }

        @Arbiter
        public void end(I_Result r) {
            play.end(r);
        }
    }

    /** The ring is renewed on account of its age. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class StealAgainstRenewal {
        final Meeting meeting = new Meeting(2);
        final Play play = new Play(new LocalQueue<>(8, (1 << 12) - 2));

        @Actor
        public void owner() {
            meeting.join();
            play.owner();
        }

        @Actor
        public void thief() {
            meeting.join();
            play.thief();
        }

        @Arbiter
        public void end(I_Result r) {
            play.end(r);
        }
    }

    /** The indices go from the greatest long to the least. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class IndexWrap {
        final Meeting meeting = new Meeting(2);
        final Play play = new Play(new LocalQueue<>(2, Long.MAX_VALUE - 1));

        @Actor
        public void owner() {
            meeting.join();
            play.owner();
        }

        @Actor
        public void thief() {
            meeting.join();
            play.thief();
        }

        @Arbiter
        public void end(I_Result r) {
            play.end(r);
        }
    }

    /** What {@link Play} is, on a copy of the queue. */
    private static final class Growth {
        final QueueCopy queue;
        final Basket polled = new Basket();
        final Basket stolen = new Basket();

        Growth(QueueCopy queue) {
            this.queue = queue;
            queue.push(1);
        }

        void owner() {
            for (int i = 2; i <= 4; i++) queue.push(i);
            polled.add(queue.poll());
        }

        void thief() {
            for (int i = 0; i < 3; i++) stolen.add(queue.stealIf(element -> true));
        }

        void end(L_Result r) {
            polled.drain(queue);
            r.r1 = Basket.judge(4, polled, stolen);
        }
    }

    /** The mutant that {@link StealAgainstGrowth} and {@link StealAgainstRenewal} see: reads the ring first. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "what came later was looked for in the old ring")
    @State
    public static class RingBeforeTailControl {
        final Meeting meeting = new Meeting(2);
        final Growth growth = new Growth(new QueueCopy(1) {
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
            meeting.join();
            growth.owner();
        }

        @Actor
        public void thief() {
            meeting.join();
            growth.thief();
        }

        @Arbiter
        public void end(L_Result r) {
            growth.end(r);
        }
    }

    /** The mutant that {@link IndexWrap} sees: compares the indices instead of their difference. */
    @JCStressTest
    @Outcome(id = "[1-9]", expect = ACCEPTABLE, desc = "the thief has found something")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "a queue with elements seemed empty")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CompareControl {
        final Meeting meeting = new Meeting(2);
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

        public CompareControl() {
            queue.push(1);
        }

        @Actor
        public void owner() {
            meeting.join();
            queue.push(2);
        }

        @Actor
        public void thief(I_Result r) {
            meeting.join();
            Integer stolen = queue.stealIf(element -> true);
            r.r1 = stolen == null ? 0 : stolen;
        }
    }

    private static int polls(Integer element, int before) {
        return 10 * before + (element == null ? 0 : element);
    }

    @Outcome(
            id = {"12, 0", "11, 2"},
            expect = ACCEPTABLE,
            desc = "nothing, or what meets it")
    private static final class WhatMeetsIt {}

    /** A thief that wants only what is greater than 1, while the owner takes the 1 and adds others. */
    @JCStressTest
    @JCStressMeta(WhatMeetsIt.class)
    @Outcome(expect = FORBIDDEN, desc = "a thief has what it does not want, or both have the same")
    @State
    public static class ChoiceAgainstPoll {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(2);

        public ChoiceAgainstPoll() {
            queue.push(1);
            queue.push(2);
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = polls(queue.poll(), 0);
            queue.push(1); // over a slot that may just be read
            r.r1 = polls(queue.poll(), r.r1);
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            Integer stolen = queue.stealIf(element -> element > 1);
            r.r2 = stolen == null ? 0 : stolen;
        }
    }

    /** The mutant that {@link ChoiceAgainstPoll} sees: chooses one, and claims what is the oldest by then. */
    @JCStressTest
    @JCStressMeta(WhatMeetsIt.class)
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "not what was chosen")
    @State
    public static class ChooseThenTakeAnyControl {
        final Meeting meeting = new Meeting(2);
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

        public ChooseThenTakeAnyControl() {
            queue.push(1);
            queue.push(2);
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = polls(queue.poll(), 0);
            queue.push(1);
            r.r1 = polls(queue.poll(), r.r1);
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            Integer stolen = queue.stealIf(element -> element > 1);
            r.r2 = stolen == null ? 0 : stolen;
        }
    }
}
