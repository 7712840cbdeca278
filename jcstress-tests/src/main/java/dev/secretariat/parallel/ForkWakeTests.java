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
    /** The owner of a deque goes on while another worker takes what is there, or falls asleep. */
    private static final class Scene {
        private final Meeting meeting;
        private final AnyForks forks;

        private Scene(Meeting meeting, AnyForks forks) {
            this.meeting = meeting;
            this.forks = forks;
        }

        static Scene of(AnyForks forks) {
            return new Scene(new Meeting(2), forks);
        }

        /** For what depends on a fence. */
        static Scene withLateStores(AnyForks forks) {
            return new Scene(new LateStoresMeeting(), forks);
        }

        // ---- The owner ----

        void balance() {
            meeting.join();
            forks.balance();
        }

        void balanceLate() {
            meeting.join();
            Pause.spin(3);
            forks.balance();
        }

        /** Says whether it has woken somebody. */
        boolean fork() {
            meeting.join();
            forks.fork(0);
            return hasWoken();
        }

        // ---- The other worker ----

        void steal() {
            meeting.join();
            forks.stealAny();
        }

        void sleepThenRequest() {
            meeting.join();
            forks.sleepers.fallAsleep(1, false);
            forks.requestPublish();
        }

        void requestThenSleep() {
            meeting.join();
            forks.requestPublish();
            Pause.spin(10);
            forks.sleepers.fallAsleep(1, false); // not before
        }

        /** Says whether it wakes itself, since something is open. */
        boolean sleepThenLook() {
            meeting.join();
            forks.sleepers.fallAsleep(1, false);
            return !forks.isShelfEmpty() && forks.sleepers.wakeForWork() == 1;
        }

        // ---- At the end ----

        /** Tells whether the sleeper was woken, and whether the owner will publish next. */
        void wokenAndRequested(ZZ_Result r) {
            r.r1 = hasWoken();
            r.r2 = forks.isPublishRequested();
        }

        /** Tells whether something is open, and whether the owner will publish next. */
        void openAndRequested(ZZ_Result r) {
            r.r2 = forks.isPublishRequested();
            r.r1 = forks.stealAny(); // may request
        }

        private boolean hasWoken() {
            return forks.wakes > 0;
        }
    }

    /** A worker falls asleep and requests forks, while the owner sets them. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "sleeper woken, publish requested: woken, or the owner will publish next")
    @Outcome(
            expect = FORBIDDEN,
            desc = "sleeper woken, publish requested: neither; the owner goes on with hidden forks")
    @State
    public static class RequestAgainstLimits {
        final Scene scene = Scene.withLateStores(new ForkGround().with(4));

        @Actor
        public void owner() {
            scene.balance();
        }

        @Actor
        public void sleeper() {
            scene.sleepThenRequest();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            scene.wokenAndRequested(r);
        }
    }

    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "sleeper woken, publish requested: woken, or the owner will publish next")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "sleeper woken, publish requested: neither")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class RequestLost {}

    /** The mutant that {@link RequestAgainstLimits} sees: no fence between the limits and the look. */
    @JCStressTest
    @JCStressMeta(RequestLost.class)
    @State
    public static class LimitsWithoutFenceControl {
        final ForksCopy forks = new ForksCopy() {
            @Override
            void fence() {}
        };
        final Scene scene = Scene.withLateStores(forks.with(4));

        @Actor
        public void owner() {
            scene.balance();
        }

        @Actor
        public void sleeper() {
            scene.sleepThenRequest();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            scene.wokenAndRequested(r);
        }
    }

    /** The mutant that {@link RequestAgainstLimits} sees: the owner does not look again who is idle. */
    @JCStressTest
    @JCStressMeta(RequestLost.class)
    @State
    public static class NoLookForIdleControl {
        final ForksCopy forks = new ForksCopy() {
            @Override
            boolean isAnybodyIdleNow() {
                return false;
            }
        };
        final Scene scene = Scene.of(forks.with(4));

        @Actor
        public void owner() {
            scene.balance();
        }

        @Actor
        public void sleeper() {
            scene.sleepThenRequest();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            scene.wokenAndRequested(r);
        }
    }

    /** The mutant that {@link RequestAgainstLimits} sees: the sleeper requests, then announces itself. */
    @JCStressTest
    @JCStressMeta(RequestLost.class)
    @State
    public static class RequestBeforeAnnouncementControl {
        final Scene scene = Scene.of(new ForksCopy().with(4));

        @Actor
        public void owner() {
            scene.balanceLate();
        }

        @Actor
        public void sleeper() {
            scene.requestThenSleep();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            scene.wokenAndRequested(r);
        }
    }

    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "any open, publish requested: something is open, or the owner will publish next")
    private static final class OpenOrRequested {}

    /** A thief takes the last open fork while the owner sets its limits. */
    @JCStressTest
    @JCStressMeta(OpenOrRequested.class)
    @Outcome(expect = FORBIDDEN, desc = "any open, publish requested: neither; the owner goes on with hidden forks")
    @State
    public static class TakeOfLastAgainstLimits {
        final Scene scene = Scene.of(new ForkGround().with(4));

        @Actor
        public void owner() {
            scene.balance();
        }

        @Actor
        public void thief() {
            scene.steal();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            scene.openAndRequested(r);
        }
    }

    /** The mutant that {@link TakeOfLastAgainstLimits} sees: the owner does not look again what is open. */
    @JCStressTest
    @JCStressMeta(OpenOrRequested.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "any open, publish requested: neither")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class NoLookForOpenControl {
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
        final Scene scene = Scene.of(forks.with(4));

        @Actor
        public void owner() {
            scene.balance();
        }

        @Actor
        public void thief() {
            scene.steal();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            scene.openAndRequested(r);
        }
    }

    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "owner wakes, sleeper wakes itself: one of them sees to the fork")
    private static final class SeenToByOne {}

    /** A worker forks while another falls asleep, which looks at the shelf once more. */
    @JCStressTest
    @JCStressMeta(SeenToByOne.class)
    @Outcome(expect = FORBIDDEN, desc = "owner wakes, sleeper wakes itself: neither, or two were woken")
    @State
    public static class PublishAgainstSleep {
        final Scene scene = Scene.withLateStores(new ForkGround());

        @Actor
        public void owner(ZZ_Result r) {
            r.r1 = scene.fork();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.sleepThenLook();
        }
    }

    /** The mutant that {@link PublishAgainstSleep} sees: no fence between shelf and look. */
    @JCStressTest
    @JCStressMeta(SeenToByOne.class)
    @Outcome(
            id = "false, false",
            expect = ACCEPTABLE_INTERESTING,
            desc = "owner wakes, sleeper wakes itself: neither; asleep beside a fork")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PublishWithoutFenceControl {
        final Scene scene = Scene.withLateStores(new ForksCopy() {
            @Override
            void fence() {}
        });

        @Actor
        public void owner(ZZ_Result r) {
            r.r1 = scene.fork();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = scene.sleepThenLook();
        }
    }
}
