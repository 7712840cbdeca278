package dev.secretariat.impl;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.cooperative.CooperativeScheduler;
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
    /** The parts' ends, made by hand. */
    private static Parts<Integer> two(Waker[] ends) {
        Parts<Integer> parts = new Parts<>(2);
        for (int i = 0; i < 2; i++) ends[i] = parts.expect(HANDLE);
        return parts;
    }

    private static final TaskHandle<Integer> HANDLE = ended();

    private static TaskHandle<Integer> ended() {
        CooperativeScheduler scheduler = CooperativeScheduler.builder().build();
        TaskHandle<Integer> handle = scheduler.submit(Task.call(() -> 1));
        scheduler.runUntilIdle();
        return handle;
    }

    /** One part ends while the composition begins to wait. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "registered, and woken")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "refused: an end is there")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "refused, and woken besides")
    @Outcome(expect = FORBIDDEN, desc = "waits beside a part that has ended")
    @State
    public static class EndAgainstRegister {
        final Meeting meeting = new LateStoresMeeting();
        final Waker[] ends = new Waker[2];
        final Parts<Integer> parts = two(ends);
        final AtomicInteger wakes = new AtomicInteger();

        @Actor
        public void part() {
            meeting.join();
            ends[0].wake();
        }

        @Actor
        public void composition(II_Result r) {
            meeting.join();
            r.r1 = parts.register(wakes::getAndIncrement) ? 1 : 0;
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = wakes.get();
        }
    }

    /** Looks whether a part has ended, then says that it waits. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "woken, or refused")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "waits beside a part that has ended")
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
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are found")
    @Outcome(expect = FORBIDDEN, desc = "one was lost")
    @State
    public static class TwoEnds {
        final Meeting meeting = new Meeting(2);
        final Waker[] ends = new Waker[2];
        final Parts<Integer> parts = two(ends);

        @Actor
        public void one() {
            meeting.join();
            ends[0].wake();
        }

        @Actor
        public void other() {
            meeting.join();
            ends[1].wake();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = parts.takeEnded().size();
        }
    }

    /** A part ends while the composition takes another. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "2, 0"},
            expect = ACCEPTABLE,
            desc = "each is found once")
    @Outcome(expect = FORBIDDEN, desc = "one was lost, or found twice")
    @State
    public static class EndAgainstTake {
        final Meeting meeting = new Meeting(2);
        final Waker[] ends = new Waker[2];
        final Parts<Integer> parts = two(ends);

        public EndAgainstTake() {
            ends[0].wake();
        }

        @Actor
        public void part() {
            meeting.join();
            ends[1].wake();
        }

        @Actor
        public void composition(II_Result r) {
            meeting.join();
            r.r1 = parts.takeEnded().size();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = parts.takeEnded().size();
        }
    }

    /** Pushes by a store. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are found")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one was lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PushByStoreControl {
        private record Node(Node older) {}

        final Meeting meeting = new Meeting(2);
        final AtomicReference<Node> ended = new AtomicReference<>();

        @Actor
        public void one() {
            meeting.join();
            ended.set(new Node(ended.get())); // for compareAndSet
        }

        @Actor
        public void other() {
            meeting.join();
            ended.set(new Node(ended.get()));
        }

        @Arbiter
        public void end(I_Result r) {
            for (Node node = ended.get(); node != null; node = node.older) r.r1++;
        }
    }
}
