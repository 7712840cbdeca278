package dev.secretariat.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The count of a deadline's waiters: of several who leave at once, one finds that nobody is left, and tells the timers
 * to forget it; whoever comes beside one who leaves is not overlooked (T9).
 */
public class TimerNodeTests {
    @Outcome(
            id = {"true, false", "false, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "others for first, for second: the last one, at least, finds nobody")
    private static final class LastFindsNobody {}

    /** The two who wait leave at once. */
    @JCStressTest
    @JCStressMeta(LastFindsNobody.class)
    @Outcome(expect = FORBIDDEN, desc = "others for first, for second: each finds the other, and the deadline is kept")
    @State
    public static class TwoLeave {
        final Meeting meeting = new LateStoresMeeting();
        final Node node = new Node();
        final Object first = node.entered();
        final Object second = node.entered();

        /** Says whether others are left. */
        private boolean leave(Object waiter) {
            meeting.join();
            node.removeCountedWaiter(waiter);
            return node.isWaitedFor();
        }

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = leave(first);
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = leave(second);
        }
    }

    /** The mutant that {@link TwoLeave} sees: looks first, and then leaves. */
    @JCStressTest
    @JCStressMeta(LastFindsNobody.class)
    @Outcome(
            id = "true, true",
            expect = ACCEPTABLE_INTERESTING,
            desc = "others for first, for second: each finds the other")
    @State
    public static class LookThenLeaveControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger waiters = new AtomicInteger(2);

        private boolean leave() {
            meeting.join();
            boolean others = waiters.get() > 1; // after having left
            waiters.getAndDecrement();
            return others;
        }

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = leave();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = leave();
        }
    }

    /** Who has come is awaited from then on, whatever the other one does; so is the heap's mark its own. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "awaited, queued: both")
    @Outcome(expect = FORBIDDEN, desc = "awaited, queued: a waiter, or the mark, was lost")
    @State
    public static class OneComesBesideTheHeap {
        final Meeting meeting = new Meeting(2);
        final Node node = new Node();

        @Actor
        public void waiter(ZZ_Result r) {
            meeting.join();
            node.entered();
            r.r1 = node.isWaitedFor();
        }

        @Actor
        public void heap(ZZ_Result r) {
            meeting.join();
            node.enterQueue();
            node.leaveQueue();
            node.enterQueue();
            r.r2 = node.isQueued();
        }
    }

    static final class Node extends TimerNode {
        Node() {
            super(0);
        }

        @Override
        protected void wake(Object waker) {}

        Object entered() {
            Waiter waiter = new Waiter(this);
            addCountedWaiter(waiter);
            return waiter;
        }
    }

    /** With a node of its own, as tasks have: a walk for another waker may miss it beside one who leaves. */
    private static final class Waiter extends WaitNode {
        private final Object home;

        Waiter(Object home) {
            this.home = home;
        }

        @Override
        protected void wake() {}

        @Override
        protected Object home() {
            return home;
        }
    }
}
