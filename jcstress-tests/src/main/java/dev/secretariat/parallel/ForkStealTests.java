package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.LongForkBody;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** One fork between its owner and a thief: it runs once, and each sees what the other wrote. */
public class ForkStealTests {
    /** A thief sees body, argument, and what was written before the fork. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nothing there yet")
    @Outcome(id = "42, 0", expect = ACCEPTABLE, desc = "the older one, whole")
    @Outcome(id = "42, 7", expect = ACCEPTABLE, desc = "both, whole")
    @Outcome(expect = FORBIDDEN, desc = "a thief has not seen what it has taken, or not in order")
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
            desc = "nothing there yet, or whole")
    @Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "an argument was not seen")
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

    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one runs it")
    private static final class OneRunsIt {}

    /** Owner and thief want the only fork. */
    @JCStressTest
    @JCStressMeta(OneRunsIt.class)
    @Outcome(expect = FORBIDDEN, desc = "both or neither run it")
    @State
    public static class ReclaimAgainstSteal {
        final Meeting meeting = new Meeting(2);
        final ForkGround ground = new ForkGround();
        final ForkGround.Counted[] made = ground.push(1);

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = ground.takeBack(made[0]);
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            r.r2 = ground.steal(1, 0);
        }
    }

    /** The mutant that {@link ReclaimAgainstSteal} sees: the owner looks, then closes the box by a store. */
    @JCStressTest
    @JCStressMeta(OneRunsIt.class)
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "both run it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CloseByStoreControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy() {
            @Override
            Box newBox() {
                return new Box() {
                    @Override
                    boolean close() {
                        if (state != OPEN) return false;
                        state = CLOSED; // for compareAndSet
                        return true;
                    }
                };
            }
        };

        public CloseByStoreControl() {
            forks.push(1);
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = forks.take() == null ? 1 : 0;
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            r.r2 = forks.steal(0) != null ? 1 : 0;
        }
    }

    /** The mutant that {@link ForkThreeTests.ReclaimAgainstTwoThieves} sees: a thief takes by a store. */
    @JCStressTest
    @JCStressMeta(OneRunsIt.class)
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "both run it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TakeByStoreControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy() {
            @Override
            Box newBox() {
                return new Box() {
                    @Override
                    boolean take() {
                        if (state != OPEN) return false;
                        state = TAKEN; // for compareAndSet
                        return true;
                    }
                };
            }
        };

        public TakeByStoreControl() {
            forks.push(1);
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            r.r1 = forks.take() == null ? 1 : 0;
        }

        @Actor
        public void thief(II_Result r) {
            meeting.join();
            r.r2 = forks.steal(0) != null ? 1 : 0;
        }
    }

    /** The owner waits for a stolen fork: it sees its result, and what its body wrote. */
    @JCStressTest
    @Outcome(id = "5, 1", expect = ACCEPTABLE, desc = "the result, and one run")
    @Outcome(expect = FORBIDDEN, desc = "the join came too early, or the fork ran twice or never")
    @State
    public static class JoinAgainstEnd {
        final Meeting meeting = new Meeting(2);
        final ForkGround ground = new ForkGround();
        final ForkGround.Counted fork = ground.push(1)[0];

        public JoinAgainstEnd() {
            fork.data = 5;
        }

        @Actor
        public void owner(II_Result r) {
            meeting.join();
            ForkBox taken = ground.forks.reclaim(fork, 0);
            if (taken == null) {
                r.r1 = fork.run(null);
            } else {
                while (!taken.isDone()) Thread.onSpinWait();
                ground.forks.remove(taken);
                r.r1 = taken.<Integer>resultOrThrow();
            }
            r.r2 = fork.runs;
        }

        @Actor
        public void thief() {
            meeting.join();
            ForkBox box = ground.forks.steal(1, 0);
            if (box == null) return;
            ForkGround.run(box);
            box.end(null);
        }
    }

    /** The mutant that {@link JoinAgainstEnd} sees: ends, then keeps the result. */
    @JCStressTest
    @Outcome(id = "6", expect = ACCEPTABLE, desc = "the result")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "the result was not there")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class EndBeforeResultControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy() {
            @Override
            Box newBox() {
                return new Box() {
                    @Override
                    boolean end() {
                        boolean wakes = (int) STATE.getAndSet(this, DONE) == AWAITED;
                        result = argument + 1; // not before
                        return wakes;
                    }
                };
            }
        };

        public EndBeforeResultControl() {
            forks.push(5);
        }

        @Actor
        public void owner(I_Result r) {
            meeting.join();
            ForksCopy.Box taken = forks.take();
            if (taken == null) {
                r.r1 = 6;
            } else {
                while (taken.state != ForksCopy.DONE) Thread.onSpinWait();
                r.r1 = taken.result;
            }
        }

        @Actor
        public void thief() {
            meeting.join();
            ForksCopy.Box box = forks.steal(0);
            if (box != null) box.end();
        }
    }

    /** The owner parks while the thief ends: it is unparked. */
    @JCStressTest
    @Outcome(id = "5, true", expect = ACCEPTABLE, desc = "woken, or not asleep at all")
    @Outcome(expect = FORBIDDEN, desc = "nobody woke the owner, or the result was not there")
    @State
    public static class ParkAgainstEnd {
        final Meeting meeting = new Meeting(2);
        private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
        final ForkGround ground = new ForkGround();
        volatile boolean pushed;

        @Actor
        public void owner(IZ_Result r) {
            meeting.join();
            ForkGround.Counted fork = new ForkGround.Counted(0);
            fork.data = 5;
            ground.forks.push(fork);
            pushed = true;
            ForkBox taken = ground.forks.reclaim(fork, 0);
            r.r2 = true;
            if (taken == null) {
                r.r1 = fork.run(null);
                return;
            }
            long begin = System.nanoTime();
            while (!taken.isDone()) {
                if (taken.askToBeWoken()) LockSupport.parkNanos(PATIENCE_NANOS);
                if (System.nanoTime() - begin >= PATIENCE_NANOS) r.r2 = false;
            }
            r.r1 = taken.<Integer>resultOrThrow();
        }

        @Actor
        public void thief() {
            meeting.join();
            while (!pushed) Thread.onSpinWait();
            ForkBox box = ground.forks.steal(1, 0);
            if (box == null) return;
            ForkGround.run(box);
            box.end(null);
        }
    }

    /** A box that its thief has taken already: whether the owner would park, and whether it is unparked. */
    private static ForksCopy.Box taken(ForksCopy.Box box) {
        box.take();
        return box;
    }

    @Outcome(
            id = {"false, false", "true, true"},
            expect = ACCEPTABLE,
            desc = "woken, or not asleep at all")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "nobody wakes the owner")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class WokenOrAwake {}

    /** The mutant that {@link ParkAgainstEnd} sees: the owner asks by a store. */
    @JCStressTest
    @JCStressMeta(WokenOrAwake.class)
    @State
    public static class AskByStoreControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy.Box box = taken(new ForksCopy.Box() {
            @Override
            boolean askToBeWoken() {
                if (state == ForksCopy.DONE) return false;
                state = ForksCopy.AWAITED; // for compareAndSet
                return true;
            }
        });

        @Actor
        public void owner(ZZ_Result r) {
            meeting.join();
            r.r1 = box.askToBeWoken();
        }

        @Actor
        public void thief(ZZ_Result r) {
            meeting.join();
            r.r2 = box.end();
        }
    }

    /** The mutant that {@link ParkAgainstEnd} sees: the thief looks who waits, then ends by a store. */
    @JCStressTest
    @JCStressMeta(WokenOrAwake.class)
    @State
    public static class EndByStoreControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy.Box box = taken(new ForksCopy.Box() {
            @Override
            boolean end() {
                boolean wakes = state == ForksCopy.AWAITED;
                state = ForksCopy.DONE; // for getAndSet
                return wakes;
            }
        });

        @Actor
        public void owner(ZZ_Result r) {
            meeting.join();
            r.r1 = box.askToBeWoken();
        }

        @Actor
        public void thief(ZZ_Result r) {
            meeting.join();
            r.r2 = box.end();
        }
    }
}
