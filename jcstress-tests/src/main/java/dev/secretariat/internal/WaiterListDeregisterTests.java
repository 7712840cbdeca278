package dev.secretariat.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.internal.WaiterScene.PlainList;
import dev.secretariat.internal.WaiterScene.Waiter;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IZI_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Whoever leaves is not woken any more, and those who go on waiting are; its node, lent or not, can be used again. */
public class WaiterListDeregisterTests {
    /** The event comes while somebody leaves. The one below must be woken, the node free again. */
    @JCStressTest
    @Outcome(id = "0, true, 1", expect = ACCEPTABLE, desc = "wakes, free, others woken: left in time")
    @Outcome(id = "1, true, 1", expect = ACCEPTABLE, desc = "wakes, free, others woken: woken in the last moment")
    @Outcome(expect = FORBIDDEN, desc = "wakes, free, others woken: woken twice, or the node or another waiter lost")
    @State
    public static class DeregisterAgainstClose {
        final WaiterScene scene = WaiterScene.oneWaits();

        @Actor
        public void waiter() {
            scene.remove(scene.one);
        }

        @Actor
        public void closer() {
            scene.close();
        }

        @Arbiter
        public void end(IZI_Result r) {
            r.r1 = scene.one.wakes();
            r.r2 = scene.one.isFree();
            r.r3 = scene.list.wokenOnce();
        }
    }

    /** Two who wait leave: the older one cannot unlink itself until it is on top. */
    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "older's wakes, newer's, others woken: only who has stayed")
    @Outcome(expect = FORBIDDEN, desc = "older's wakes, newer's, others woken: one who has left, or not the other")
    @State
    public static class TwoDeregisters {
        final WaiterScene scene = WaiterScene.bothWait();

        @Actor
        public void older() {
            scene.remove(scene.one);
        }

        @Actor
        public void newer() {
            scene.remove(scene.two);
        }

        @Arbiter
        public void end(III_Result r) {
            scene.judge(r);
        }
    }

    /** A waker without a node of its own leaves, beside another one; the walk that finds it may stray. */
    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "foreign's wakes, top's, others woken: both have left")
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "foreign's wakes, top's, others woken: the walk has missed it")
    @Outcome(expect = FORBIDDEN, desc = "foreign's wakes, top's, others woken: twice, or another left waiting")
    @State
    public static class ForeignDeregisterAgainstUnlink {
        final WaiterScene scene = new WaiterScene(1);
        final AtomicInteger wakes = new AtomicInteger();
        final Runnable foreign = wakes::getAndIncrement;

        public ForeignDeregisterAgainstUnlink() {
            scene.list.addWaiter(foreign, foreign);
            scene.list.add(scene.one);
        }

        @Actor
        public void foreign() {
            scene.remove(foreign);
        }

        @Actor
        public void waiter() {
            scene.remove(scene.one);
        }

        @Arbiter
        public void end(III_Result r) {
            scene.list.close();
            r.r1 = wakes.get();
            r.r2 = scene.one.wakes();
            r.r3 = scene.list.wokenOnce();
        }
    }

    /** A waiter whose node is lent leaves one list, and waits with that node in its own, while the first closes. */
    @JCStressTest
    @Outcome(
            id = {"1, true, 1", "2, true, 1"},
            expect = ACCEPTABLE,
            desc = "wakes, free, others woken: woken by its own list, and by the first or not")
    @Outcome(expect = FORBIDDEN, desc = "wakes, free, others woken: a waiter lost from its own list, or the node lost")
    @State
    public static class LoanEndsAgainstClose {
        final PlainList first = new PlainList(0);
        final WaiterScene own = new WaiterScene(1);
        final Waiter waiter = own.one;

        public LoanEndsAgainstClose() {
            first.add(waiter);
        }

        @Actor
        public void waiter() {
            own.moveFrom(first, waiter);
        }

        @Actor
        public void closer() {
            own.close(first);
        }

        @Arbiter
        public void end(IZI_Result r) {
            own.list.close();
            r.r1 = waiter.wakes();
            r.r2 = waiter.isFree();
            r.r3 = own.list.wokenOnce();
        }
    }

    /**
     * The mutant that {@link LoanEndsAgainstClose} sees: the closer ends the loan by stores, after a look whose it is.
     */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "linked: those below are still there")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "linked: cut off by the one who ended the loan late")
    @State
    public static class LoanEndsByStoreControl {
        private static final int LIVE = 1;
        private static final int LENT = 3;
        final Meeting meeting = new Meeting(2);
        final Link standIn = new Link(null);
        final Link below = new Link(null);
        final Link lent = new Link(standIn);
        final AtomicInteger mark = new AtomicInteger(LENT);

        @Actor
        public void waiter() {
            meeting.join();
            if (mark.compareAndSet(LENT, LIVE)) lent.next = below; // claimed and pushed
        }

        @Actor
        public void closer() {
            meeting.join();
            if (mark.get() != LENT || lent.next != standIn) return;
            Pause.spin(10);
            lent.next = null; // without a CAS of the mark before
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = lent.next == below;
        }
    }

    /** What the control needs of a node. */
    private static final class Link {
        Link next;

        Link(Link next) {
            this.next = next;
        }
    }
}
