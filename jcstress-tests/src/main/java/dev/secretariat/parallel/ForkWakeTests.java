package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A deque against those who have nothing to do: its owner never goes on with hidden forks beside somebody who
 * has told that it is idle, and no open fork is left while all sleep (S5).
 */
public class ForkWakeTests {
    /** A worker falls asleep and requests forks, while the owner sets them. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "woken, or the owner will publish next")
    @Outcome(expect = FORBIDDEN, desc = "the owner goes on with hidden forks beside a sleeper")
    @State
    public static class RequestAgainstLimits {
        final Meeting meeting = new LateStoresMeeting();
        final ForkGround ground = new ForkGround();

        public RequestAgainstLimits() {
            ground.push(4);
        }

        @Actor
        public void owner() {
            meeting.join();
            ground.forks.balance();
        }

        @Actor
        public void sleeper() {
            meeting.join();
            ground.sleepers.fallAsleep(1, false);
            ground.forks.requestPublish();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = ground.wakes > 0;
            r.r2 = ground.isPublishRequested();
        }
    }

    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "woken, or the owner will publish next")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "the request is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class RequestLost {}

    /** The mutant that {@link RequestAgainstLimits} sees: no fence between the limits and the look. */
    @JCStressTest
    @JCStressMeta(RequestLost.class)
    @State
    public static class LimitsWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final ForksCopy forks = new ForksCopy() {
            @Override
            void fence() {}
        };

        public LimitsWithoutFenceControl() {
            for (int i = 0; i < 4; i++) forks.push(i);
        }

        @Actor
        public void owner() {
            meeting.join();
            forks.balance();
        }

        @Actor
        public void sleeper() {
            meeting.join();
            forks.sleepers.fallAsleep(1, false);
            forks.requestPublish();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = forks.wakes > 0;
            r.r2 = forks.isPublishRequested();
        }
    }

    /** The mutant that {@link RequestAgainstLimits} sees: the owner does not look again who is idle. */
    @JCStressTest
    @JCStressMeta(RequestLost.class)
    @State
    public static class NoLookForIdleControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy() {
            @Override
            boolean isAnybodyIdleNow() {
                return false;
            }
        };

        public NoLookForIdleControl() {
            for (int i = 0; i < 4; i++) forks.push(i);
        }

        @Actor
        public void owner() {
            meeting.join();
            forks.balance();
        }

        @Actor
        public void sleeper() {
            meeting.join();
            forks.sleepers.fallAsleep(1, false);
            forks.requestPublish();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = forks.wakes > 0;
            r.r2 = forks.isPublishRequested();
        }
    }

    /** The mutant that {@link RequestAgainstLimits} sees: the sleeper requests, then announces itself. */
    @JCStressTest
    @JCStressMeta(RequestLost.class)
    @State
    public static class RequestBeforeAnnouncementControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy();

        public RequestBeforeAnnouncementControl() {
            for (int i = 0; i < 4; i++) forks.push(i);
        }

        @Actor
        public void owner() {
            meeting.join();
            Pause.spin(3);
            forks.balance();
        }

        @Actor
        public void sleeper() {
            meeting.join();
            forks.requestPublish();
            Pause.spin(10);
            forks.sleepers.fallAsleep(1, false); // not before
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = forks.wakes > 0;
            r.r2 = forks.isPublishRequested();
        }
    }

    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "something is open, or the owner will publish next")
    private static final class OpenOrRequested {}

    /** A thief takes the last open fork while the owner sets its limits. True: something is open; requested. */
    @JCStressTest
    @JCStressMeta(OpenOrRequested.class)
    @Outcome(expect = FORBIDDEN, desc = "the owner goes on with hidden forks, and none is open")
    @State
    public static class TakeOfLastAgainstLimits {
        final Meeting meeting = new Meeting(2);
        final ForkGround ground = new ForkGround();

        public TakeOfLastAgainstLimits() {
            ground.push(4);
        }

        @Actor
        public void owner() {
            meeting.join();
            ground.forks.balance();
        }

        @Actor
        public void thief() {
            meeting.join();
            ground.steal(1, 0);
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = ground.isPublishRequested();
            r.r1 = ground.steal(1, 0) != 0;
        }
    }

    /** The mutant that {@link TakeOfLastAgainstLimits} sees: the owner does not look again what is open. */
    @JCStressTest
    @JCStressMeta(OpenOrRequested.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "the request is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class NoLookForOpenControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy forks = new ForksCopy() {
            @Override
            boolean hasOpen() {
                boolean open = super.hasOpen();
                Pause.spin(5);
                return open;
            }

            @Override
            boolean hasOpenStill(boolean before) {
                return before;
            }
        };

        public NoLookForOpenControl() {
            for (int i = 0; i < 4; i++) forks.push(i);
        }

        @Actor
        public void owner() {
            meeting.join();
            forks.balance();
        }

        @Actor
        public void thief() {
            meeting.join();
            forks.steal(0);
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = forks.isPublishRequested();
            r.r1 = forks.steal(0) != null;
        }
    }

    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one of them sees to it")
    private static final class SeenToByOne {}

    /** A worker forks while another falls asleep, which looks at the shelf once more. */
    @JCStressTest
    @JCStressMeta(SeenToByOne.class)
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a fork and nobody was woken, or two were")
    @State
    public static class PublishAgainstSleep {
        final Meeting meeting = new LateStoresMeeting();
        final ForkGround ground = new ForkGround();

        @Actor
        public void owner(ZZ_Result r) {
            meeting.join();
            ground.push(1);
            r.r1 = ground.wakes > 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            ground.sleepers.fallAsleep(1, false);
            if (!ground.forks.isShelfEmpty()) r.r2 = ground.sleepers.wakeForWork() == 1;
        }
    }

    /** The mutant that {@link PublishAgainstSleep} sees: no fence between shelf and look. */
    @JCStressTest
    @JCStressMeta(SeenToByOne.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a fork")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PublishWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final ForksCopy forks = new ForksCopy() {
            @Override
            void fence() {}
        };

        @Actor
        public void owner(ZZ_Result r) {
            meeting.join();
            forks.push(1);
            r.r1 = forks.wakes > 0;
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            meeting.join();
            forks.sleepers.fallAsleep(1, false);
            if (!forks.shelf.isEmpty()) r.r2 = forks.sleepers.wakeForWork() == 1;
        }
    }

    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "one of them sees to it, or both")
    private static final class SeenToByOneOrBoth {}

    /**
     * A thief forks while the owner of what it runs, having found nothing to steal back, is about to park.
     * True: the owner is woken; it has found something or is not asleep.
     */
    @JCStressTest
    @JCStressMeta(SeenToByOneOrBoth.class)
    @Outcome(expect = FORBIDDEN, desc = "parked beside forks that it could steal back")
    @State
    public static class PublishAgainstPark {
        final Meeting meeting = new LateStoresMeeting();
        final ForkGround owners = new ForkGround();
        final ForkGround thiefs = new ForkGround();
        final ForkBox awaited;

        public PublishAgainstPark() {
            owners.push(1);
            awaited = owners.forks.steal(1, 0);
            thiefs.running = awaited;
            awaited.begin(0);
        }

        @Actor
        public void thief(ZZ_Result r) {
            meeting.join();
            thiefs.push(1);
            r.r1 = thiefs.wakes > 0;
        }

        @Actor
        public void owner(ZZ_Result r) {
            meeting.join();
            r.r2 = !awaited.askToBeWoken() || thiefs.steal(0, awaited.mark()) != 0;
        }
    }

    /** The mutant that {@link PublishAgainstPark} sees: looks for forks, then asks to be woken. */
    @JCStressTest
    @JCStressMeta(SeenToByOneOrBoth.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "parked beside forks")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookBeforeAskControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy thiefs = new ForksCopy();
        final ForksCopy.Box awaited = new ForksCopy.Box();

        public LookBeforeAskControl() {
            awaited.take();
            thiefs.running = awaited;
        }

        @Actor
        public void thief(ZZ_Result r) {
            meeting.join();
            thiefs.push(1);
            r.r1 = thiefs.wakes > 0;
        }

        @Actor
        public void owner(ZZ_Result r) {
            meeting.join();
            boolean found = thiefs.steal(0) != null;
            boolean asked = awaited.askToBeWoken(); // not before
            r.r2 = found || !asked;
        }
    }

    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "woken or not asleep, or the thief will publish next")
    private static final class WokenOrRequested {}

    /** As {@link PublishAgainstPark}, with a second fork that may be hidden. True: as there; will publish next. */
    @JCStressTest
    @JCStressMeta(WokenOrRequested.class)
    @Outcome(expect = FORBIDDEN, desc = "parked, and the thief goes on with hidden forks")
    @State
    public static class RequestAgainstPark {
        final Meeting meeting = new LateStoresMeeting();
        final ForkGround owners = new ForkGround();
        final ForkGround thiefs = new ForkGround();
        final ForkBox awaited;
        boolean found;

        public RequestAgainstPark() {
            owners.push(1);
            awaited = owners.forks.steal(1, 0);
            thiefs.running = awaited;
            thiefs.push(4); // one of them is open
            awaited.begin(4); // and none of them belongs to the awaited fork
        }

        @Actor
        public void thief() {
            meeting.join();
            thiefs.forks.push(new ForkGround.Counted(4));
            thiefs.forks.balance();
        }

        @Actor
        public void owner() {
            meeting.join();
            found = !awaited.askToBeWoken() || thiefs.steal(0, awaited.mark()) != 0;
            thiefs.forks.requestPublish();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = found || thiefs.wakes > 0;
            r.r2 = thiefs.isPublishRequested();
        }
    }

    /** The mutant that {@link RequestAgainstPark} sees: requests, then asks to be woken. */
    @JCStressTest
    @JCStressMeta(WokenOrRequested.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "the request is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class RequestBeforeAskControl {
        final Meeting meeting = new Meeting(2);
        final ForksCopy thiefs = new ForksCopy();
        final ForksCopy.Box awaited = new ForksCopy.Box();
        boolean found;

        public RequestBeforeAskControl() {
            awaited.take();
            thiefs.running = awaited;
            for (int i = 0; i < 4; i++) thiefs.push(i);
        }

        @Actor
        public void thief() {
            meeting.join();
            Pause.spin(3);
            thiefs.push(4);
            thiefs.balance();
        }

        @Actor
        public void owner() {
            meeting.join();
            thiefs.requestPublish();
            Pause.spin(10);
            found = !awaited.askToBeWoken(); // not before
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = found || thiefs.wakes > 0;
            r.r2 = thiefs.isPublishRequested();
        }
    }
}
