package dev.secretariat.impl;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Waker;
import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The parts of a composition: each end is found once, and wakes whoever waits. */
public class PartsTests {
    /** A composition of two parts, whose ends are made by hand. */
    private static final class Scene {
        private final Meeting meeting;
        private final Parts<Integer> parts = new Parts<>(2);
        private final Waker[] ends = new Waker[2];

        Scene(Meeting meeting) {
            this.meeting = meeting;
            for (int i = 0; i < 2; i++) ends[i] = new Parts.Part<>(parts, i, i);
        }

        static Scene firstHasEnded() {
            Scene scene = new Scene(new Meeting(2));
            scene.ends[0].wake();
            return scene;
        }

        void end(int part) {
            meeting.join();
            ends[part].wake();
        }

        boolean register(Waker waker) {
            meeting.join();
            return parts.register(waker);
        }

        int takeOnceMet() {
            meeting.join();
            return take();
        }

        /** Says how many ends were found. */
        int take() {
            int taken = 0;
            for (Parts.Part<Integer> part = parts.takeEnded(); part != null; part = part.next) taken++;
            return taken;
        }
    }

    /** One part ends while the composition begins to wait. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "registered, wakes: registered, and woken")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "registered, wakes: refused, since an end is there")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "registered, wakes: refused, and woken besides")
    @Outcome(expect = FORBIDDEN, desc = "registered, wakes: waits beside a part that has ended")
    @State
    public static class EndAgainstRegister {
        final Scene scene = new Scene(new LateStoresMeeting());
        final AtomicInteger wakes = new AtomicInteger();

        @Actor
        public void part() {
            scene.end(0);
        }

        @Actor
        public void composition(II_Result r) {
            r.r1 = scene.register(wakes::getAndIncrement) ? 1 : 0;
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = wakes.get();
        }
    }

    /** The mutant that {@link EndAgainstRegister} sees: looks whether a part has ended, then says that it waits. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "refused or woken: it knows of the end")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "refused or woken: waits beside a part that has ended")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LookBeforeAnnouncementControl {
        final Meeting meeting = new Meeting(2);
        final AtomicReference<Object> ended = new AtomicReference<>();
        final AtomicReference<Object> waiter = new AtomicReference<>();
        private boolean refused;
        private boolean woken;

        @Actor
        public void part() {
            meeting.join();
            ended.set(this);
            woken = waiter.get() != null;
        }

        @Actor
        public void composition() {
            meeting.join();
            refused = ended.get() != null;
            waiter.set(this); // for the other order
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = refused || woken ? 1 : 0;
        }
    }

    /** Two parts end at once. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "found: both")
    @Outcome(expect = FORBIDDEN, desc = "found: one, and the other was lost")
    @State
    public static class TwoEnds {
        final Scene scene = new Scene(new Meeting(2));

        @Actor
        public void one() {
            scene.end(0);
        }

        @Actor
        public void other() {
            scene.end(1);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = scene.take();
        }
    }

    /** A part ends while the composition takes another. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "2, 0"},
            expect = ACCEPTABLE,
            desc = "found at once, afterwards: each is found once")
    @Outcome(expect = FORBIDDEN, desc = "found at once, afterwards: one was lost, or found twice")
    @State
    public static class EndAgainstTake {
        final Scene scene = Scene.firstHasEnded();

        @Actor
        public void part() {
            scene.end(1);
        }

        @Actor
        public void composition(II_Result r) {
            r.r1 = scene.takeOnceMet();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = scene.take();
        }
    }

    /** The mutant that {@link TwoEnds} sees: pushes by a store. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "found: both")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "found: one, and the other was lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PushByStoreControl {
        private record Node(Node older) {}

        final Meeting meeting = new Meeting(2);
        final AtomicReference<Node> ended = new AtomicReference<>();

        private void push() {
            meeting.join();
            ended.set(new Node(ended.get())); // for compareAndSet
        }

        @Actor
        public void one() {
            push();
        }

        @Actor
        public void other() {
            push();
        }

        @Arbiter
        public void end(I_Result r) {
            for (Node node = ended.get(); node != null; node = node.older) r.r1++;
        }
    }
}
