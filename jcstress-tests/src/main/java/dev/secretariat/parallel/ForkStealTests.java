package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.LongForkBody;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** One fork between its owner and a thief: it runs once, and the thief sees what the owner wrote. */
public class ForkStealTests {
    /** A thief sees body, argument, and what was written before the fork. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "first result, second result: nothing there yet")
    @Outcome(id = "42, 0", expect = ACCEPTABLE, desc = "first result, second result: the older one, whole")
    @Outcome(id = "42, 7", expect = ACCEPTABLE, desc = "first result, second result: both, whole")
    @Outcome(expect = FORBIDDEN, desc = "first result, second result: one was not seen whole, or not in order")
    @State
    public static class PublishAgainstSteal {
        final Meeting meeting = new Meeting(2);
        private static final LongForkBody SAME = (worker, argument) -> argument;
        final ForkGround ground = new ForkGround();

        @Actor
        public void owner() {
            meeting.join();
            ForkGround.Counted fork = new ForkGround.Counted(0);
            fork.data = 42;
            ground.forks.push(fork);
            ground.forks.requestPublish();
            ground.forks.push(SAME, 7);
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            ForkBox first = ground.forks.steal(1, 0);
            ForkBox second = ground.forks.steal(1, 0);
            if (first == null && second != null) {
                first = second;
                second = ground.forks.steal(1, 0);
            }
            if (first != null) {
                ForkGround.run(first);
                r.r1 = first.<Integer>resultOrThrow();
            }
            if (second != null) {
                ForkGround.run(second);
                r.r2 = (int) second.longOrThrow();
            }
        }
    }

    /** The mutant that {@link PublishAgainstSteal} sees: the box is on the shelf before it is filled. */
    @JCStressTest
    @Outcome(
            id = {"0", "42"},
            expect = ACCEPTABLE,
            desc = "argument seen: nothing there yet, or whole")
    @Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "argument seen: not what was written")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ShelfBeforeFieldsControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy() {
            @Override
            void put(Box box, int index, int argument) {
                shelf.push(box);
                Pause.spin(20);
                box.index = index; // not before
                box.argument = argument;
            }
        };

        @Actor
        public void owner() {
            meeting.join();
            forks.push(42);
        }

        @Actor
        public void thief(I_Result r) {
            meeting.join();
            Pause.spin(10);
            ForksCopy.Box box = forks.steal(0);
            if (box == null) box = forks.steal(0);
            if (box != null) r.r1 = box.argument == 0 ? -1 : box.argument;
        }
    }

    /** There is one fork. Its owner and a thief say how many they are to run. */
    private static final class OneFork {
        private final Meeting meeting = new Meeting(2);
        private final AnyForks forks;

        OneFork(AnyForks forks) {
            this.forks = forks.with(1);
        }

        int owner() {
            meeting.join();
            return forks.takeBackYoungest() ? 1 : 0;
        }

        int thief() {
            meeting.join();
            return forks.stealAny() ? 1 : 0;
        }
    }

    /** Owner and thief want the only fork. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "owner runs it, thief runs it: one of them")
    @Outcome(expect = FORBIDDEN, desc = "owner runs it, thief runs it: both, or neither")
    @State
    public static class ReclaimAgainstSteal {
        final OneFork oneFork = new OneFork(new ForkGround());

        @Actor
        public void owner(II_Result r) {
            r.r1 = oneFork.owner();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = oneFork.thief();
        }
    }

    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "owner runs it, thief runs it: one of them")
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "owner runs it, thief runs it: both")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class BothRunIt {}

    /** The mutant that {@link ReclaimAgainstSteal} sees: the owner looks, then closes the box by a store. */
    @JCStressTest
    @JCStressMeta(BothRunIt.class)
    @State
    public static class CloseByStoreControl {
        final OneFork oneFork = new OneFork(new ForksCopy(() -> new ForksCopy.Box() {
            @Override
            boolean close() {
                if (state != ForksCopy.OPEN) return false;
                state = ForksCopy.CLOSED; // for compareAndSet
                return true;
            }
        }));

        @Actor
        public void owner(II_Result r) {
            r.r1 = oneFork.owner();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = oneFork.thief();
        }
    }

    /** The mutant that {@link ForkThreeTests.ReclaimAgainstTwoThieves} sees: a thief takes by a store. */
    @JCStressTest
    @JCStressMeta(BothRunIt.class)
    @State
    public static class TakeByStoreControl {
        final OneFork oneFork = new OneFork(new ForksCopy(() -> new ForksCopy.Box() {
            @Override
            boolean take() {
                if (state != ForksCopy.OPEN) return false;
                state = ForksCopy.TAKEN; // for compareAndSet
                return true;
            }
        }));

        @Actor
        public void owner(II_Result r) {
            r.r1 = oneFork.owner();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = oneFork.thief();
        }
    }
}
