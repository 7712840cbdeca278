package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A deque of forks with three at it at once. */
public class ForkThreeTests {
    /** Owner and two thieves want the only fork. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0", "0, 0, 1"},
            expect = ACCEPTABLE,
            desc = "owner runs it, first runs it, second runs it: one of them")
    @Outcome(expect = FORBIDDEN, desc = "owner runs it, first runs it, second runs it: more than one, or nobody")
    @State
    public static class ReclaimAgainstTwoThieves {
        final ForkGround ground = new ForkGround();
        final ForkGround.Counted[] made = ground.push(1);

        @Actor
        public void owner(III_Result r) {
            r.r1 = ground.takeBack(made[0]);
        }

        @Actor
        public void first(III_Result r) {
            r.r2 = ground.steal(1, 0);
        }

        @Actor
        public void second(III_Result r) {
            r.r3 = ground.steal(2, 0);
        }
    }

    /**
     * A worker forks, a thief steals, another worker falls asleep. In the end that one has been woken, or there
     * is no open fork and the owner will publish next.
     */
    @JCStressTest
    @Outcome(id = "awake", expect = ACCEPTABLE, desc = "woken, by itself or another")
    @Outcome(id = "requested", expect = ACCEPTABLE, desc = "asleep, but the owner will publish next")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside an open fork, or one that the owner goes on to hide")
    @State
    public static class PublishAgainstStealAgainstSleep {
        final ForkGround ground = new ForkGround();

        @Actor
        public void owner() {
            ground.push(3);
        }

        @Actor
        public void thief() {
            ground.steal(0, 0);
            ground.steal(0, 0);
        }

        @Actor
        public void sleeper() {
            ground.sleepers.fallAsleep(1, false);
            if (!ground.forks.isShelfEmpty()) ground.sleepers.wakeForWork();
            ground.forks.requestPublish();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(ground.isAnybodyAsleep(), ground.isPublishRequested(), ground.forks.isShelfEmpty());
        }
    }

    private static String judge(boolean asleep, boolean requested, boolean nothingOpen) {
        if (!asleep) return "awake";
        if (!nothingOpen) return "beside an open fork";
        return requested ? "requested" : "beside hidden forks";
    }

    /** The mutant that {@link PublishAgainstStealAgainstSleep} sees: looks and requests, then announces that it sleeps. */
    @JCStressTest
    @Outcome(
            id = {"awake", "requested"},
            expect = ACCEPTABLE,
            desc = "woken, or the owner will publish next")
    @Outcome(
            id = {"beside an open fork", "beside hidden forks"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "asleep beside work")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookAndRequestBeforeSleepControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy();

        @Actor
        public void owner() {
            meeting.join();
            Pause.spin(20);
            for (int i = 0; i < 3; i++) forks.push(i);
        }

        /** The thief is one that falls asleep next: two processors do not run three actors at once. */
        @Actor
        public void sleeper() {
            meeting.join();
            forks.steal(0);
            forks.steal(0);
            boolean found = !forks.shelf.isEmpty();
            forks.requestPublish();
            Pause.spin(40);
            forks.sleepers.fallAsleep(1, false); // not before
            if (found) forks.sleepers.wakeForWork();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(forks.isAnybodyAsleep(), forks.isPublishRequested(), forks.shelf.isEmpty());
        }
    }

    /**
     * A thief has taken a fork beside older ones of its own, and forks; the owner of what it has taken steals
     * back, another steals anything. Each runs once, and nobody steals back what lies below.
     */
    @JCStressTest
    @Outcome(
            id = "7, true",
            expect = ACCEPTABLE,
            desc = "bits of the forks taken, back only its own: each once, and none unrelated was stolen back")
    @Outcome(
            expect = FORBIDDEN,
            desc =
                    "bits of the forks taken, back only its own: one was lost or run twice, or an unrelated one was stolen back")
    @State
    public static class StealBackAgainstSteal {
        final ForkGround owners = new ForkGround();
        final ForkGround thiefs = new ForkGround();
        final ForkGround.Counted[] made = new ForkGround.Counted[3];
        final ForkBox awaited;
        int kept;
        int back;
        int stolen;

        public StealBackAgainstSteal() {
            owners.push(1);
            awaited = owners.forks.steal(1, 0);
            for (int i = 0; i < 3; i++) made[i] = new ForkGround.Counted(i);
            thiefs.forks.push(made[0]);
        }

        @Actor
        public void thief() {
            awaited.begin(thiefs.forks.top);
            thiefs.forks.push(made[1]);
            thiefs.forks.push(made[2]);
            kept = thiefs.takeBack(made[2]);
        }

        @Actor
        public void owner() {
            back = thiefs.steal(0, awaited.mark()) + thiefs.steal(0, awaited.mark());
        }

        @Actor
        public void other() {
            stolen = thiefs.steal(2, 0);
        }

        @Arbiter
        public void end(IZ_Result r) {
            int left = 0;
            for (int i = 1; i >= 0; i--) left += thiefs.takeBack(made[i]);
            r.r1 = kept + back + stolen + left;
            r.r2 = (back & 1) == 0;
        }
    }

    /** The mutant that {@link StealBackAgainstSteal} sees: a fork that has not begun seems to begin at the bottom. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "unrelated one stolen back: no")
    @Outcome(id = "true", expect = ACCEPTABLE_INTERESTING, desc = "unrelated one stolen back: yes")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class MarkedBeforeItBeginsControl {
        final ForksCopy thiefs = new ForksCopy();
        final ForksCopy.Box awaited = new ForksCopy.Box();

        public MarkedBeforeItBeginsControl() {
            awaited.mark = 0; // not the greatest number
            awaited.take();
            thiefs.push(0);
        }

        @Actor
        public void thief() {
            awaited.begin(thiefs.top);
            thiefs.push(1);
        }

        @Actor
        public void owner(L_Result r) {
            ForksCopy.Box back = thiefs.steal(awaited.mark());
            r.r1 = back != null && back.index == 0;
        }

        @Actor
        public void other() {
            thiefs.shelf.isEmpty();
        }
    }

    /** Two thieves empty a small shelf while the owner fills it and takes back: the ring grows meanwhile. */
    @JCStressTest
    @Outcome(id = "15, true", expect = ACCEPTABLE, desc = "bits of the forks taken, in order: each once")
    @Outcome(
            expect = FORBIDDEN,
            desc = "bits of the forks taken, in order: one was lost or taken twice, or the youngest came first")
    @State
    public static class GrowthAgainstTwoThieves {
        final ForkGround ground = new ForkGround(new LocalQueue<>(1));
        final ForkGround.Counted[] made = new ForkGround.Counted[4];
        int kept;
        final int[] first = new int[2];
        final int[] second = new int[2];

        public GrowthAgainstTwoThieves() {
            ground.sleepers.fallAsleep(1, false);
            ground.sleepers.wakeForWork(); // who searches from now on: all is published
        }

        @Actor
        public void owner() {
            ground.push(made);
            kept = ground.takeBack(made[3]);
        }

        @Actor
        public void first() {
            for (int i = 0; i < 2; i++) first[i] = ground.steal(1, 0);
        }

        @Actor
        public void second() {
            for (int i = 0; i < 2; i++) second[i] = ground.steal(2, 0);
        }

        @Arbiter
        public void end(IZ_Result r) {
            int left = 0;
            for (int i = 2; i >= 0; i--) left += ground.takeBack(made[i]);
            r.r1 = kept + first[0] + first[1] + second[0] + second[1] + left;
            r.r2 = inOrder(first) && inOrder(second);
        }

        private static boolean inOrder(int[] stolen) {
            return stolen[1] == 0 || stolen[0] < stolen[1];
        }
    }
}
