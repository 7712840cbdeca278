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
 * A thief that forks against the owner of what it runs, which waits for it: the owner never parks beside forks
 * that it could steal back, unless it is woken or the thief publishes next (S5).
 */
public class ForkParkTests {
    /**
     * A thief forks while the owner of what it runs, having found nothing to steal back, is about to park. What
     * the owner says is whether it goes on: it has found something, or need not wait any more.
     */
    private abstract static class Scene {
        private final Meeting meeting;
        final AnyForks thiefs;
        private boolean goesOn;

        Scene(Meeting meeting, AnyForks thiefs) {
            this.meeting = meeting;
            this.thiefs = thiefs;
        }

        // ---- The thief ----

        /** Says whether it has woken the owner. */
        final boolean fork() {
            meeting.join();
            thiefs.fork(0);
            return hasWoken();
        }

        final void forkAndBalance() {
            meeting.join();
            thiefs.fork(4);
            thiefs.balance();
        }

        final void forkAndBalanceLate() {
            meeting.join();
            Pause.spin(3);
            thiefs.fork(4);
            thiefs.balance();
        }

        private boolean hasWoken() {
            return thiefs.wakes > 0;
        }

        // ---- The owner ----

        abstract boolean askToBeWoken();

        abstract boolean stealBack();

        final boolean askThenLook() {
            meeting.join();
            return !askToBeWoken() || stealBack();
        }

        final boolean lookThenAsk() {
            meeting.join();
            boolean found = stealBack();
            boolean asked = askToBeWoken(); // not before
            return found || !asked;
        }

        final void askThenLookAndRequest() {
            goesOn = askThenLook();
            thiefs.requestPublish();
        }

        final void requestThenAsk() {
            meeting.join();
            thiefs.requestPublish();
            Pause.spin(10);
            goesOn = !askToBeWoken(); // not before
        }

        // ---- At the end ----

        /** Tells whether the owner is awake, and whether the thief will publish next. */
        final void awakeAndRequested(ZZ_Result r) {
            r.r1 = goesOn || hasWoken();
            r.r2 = thiefs.isPublishRequested();
        }
    }

    private static final class Real extends Scene {
        private final ForkGround ground;
        private final ForkBox awaited;

        private Real(ForkGround thiefs, int before) {
            super(new LateStoresMeeting(), thiefs);
            ground = thiefs;
            ForkGround owners = new ForkGround();
            owners.push(1);
            awaited = owners.forks.steal(1, 0);
            thiefs.running = awaited;
            thiefs.push(before); // of which one is open
            awaited.begin(before); // and none belongs to the awaited fork
        }

        /** The thief has so many forks of its own. */
        static Scene with(int before) {
            return new Real(new ForkGround(), before);
        }

        @Override
        boolean askToBeWoken() {
            return awaited.askToBeWoken();
        }

        @Override
        boolean stealBack() {
            return ground.steal(0, awaited.mark()) != 0;
        }
    }

    private static final class OfCopy extends Scene {
        private final ForksCopy.Box awaited = new ForksCopy.Box();

        private OfCopy(ForksCopy thiefs, int before) {
            super(new Meeting(2), thiefs);
            awaited.take();
            thiefs.running = awaited;
            thiefs.forkAll(before);
        }

        /** The thief has so many forks of its own. */
        static Scene with(int before) {
            return new OfCopy(new ForksCopy(), before);
        }

        @Override
        boolean askToBeWoken() {
            return awaited.askToBeWoken();
        }

        @Override
        boolean stealBack() {
            return thiefs.stealAny();
        }
    }

    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "thief wakes the owner, owner goes on: one of them, or both")
    private static final class WokenOrGoesOn {}

    /** A thief forks while the owner asks to be woken and looks once more. */
    @JCStressTest
    @JCStressMeta(WokenOrGoesOn.class)
    @Outcome(
            expect = FORBIDDEN,
            desc = "thief wakes the owner, owner goes on: neither; parked beside forks that it could steal back")
    @State
    public static class PublishAgainstPark {
        final Scene scene = Real.with(0);

        @Actor
        public void thief(ZZ_Result r) {
            r.r1 = scene.fork();
        }

        @Actor
        public void owner(ZZ_Result r) {
            r.r2 = scene.askThenLook();
        }
    }

    /** The mutant that {@link PublishAgainstPark} sees: looks for forks, then asks to be woken. */
    @JCStressTest
    @JCStressMeta(WokenOrGoesOn.class)
    @Outcome(
            id = "false, false",
            expect = ACCEPTABLE_INTERESTING,
            desc = "thief wakes the owner, owner goes on: neither; parked beside forks")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookBeforeAskControl {
        final Scene scene = OfCopy.with(0);

        @Actor
        public void thief(ZZ_Result r) {
            r.r1 = scene.fork();
        }

        @Actor
        public void owner(ZZ_Result r) {
            r.r2 = scene.lookThenAsk();
        }
    }

    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "owner awake, publish requested: woken or not asleep, or the thief will publish next")
    private static final class AwakeOrRequested {}

    /** As {@link PublishAgainstPark}, with a second fork that may be hidden. */
    @JCStressTest
    @JCStressMeta(AwakeOrRequested.class)
    @Outcome(expect = FORBIDDEN, desc = "owner awake, publish requested: neither; the thief goes on with hidden forks")
    @State
    public static class RequestAgainstPark {
        final Scene scene = Real.with(4);

        @Actor
        public void thief() {
            scene.forkAndBalance();
        }

        @Actor
        public void owner() {
            scene.askThenLookAndRequest();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            scene.awakeAndRequested(r);
        }
    }

    /** The mutant that {@link RequestAgainstPark} sees: requests, then asks to be woken. */
    @JCStressTest
    @JCStressMeta(AwakeOrRequested.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "owner awake, publish requested: neither")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class RequestBeforeAskControl {
        final Scene scene = OfCopy.with(4);

        @Actor
        public void thief() {
            scene.forkAndBalanceLate();
        }

        @Actor
        public void owner() {
            scene.requestThenAsk();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            scene.awakeAndRequested(r);
        }
    }
}
