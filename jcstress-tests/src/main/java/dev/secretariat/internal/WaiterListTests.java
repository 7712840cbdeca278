package dev.secretariat.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Outcome.Succeeded;
import dev.secretariat.Promise;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZI_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Who waits is woken once, unless it has left; whatever purges and unlinks happen beside it. */
public class WaiterListTests {
    /** The waiters that a list keeps before a push purges it. */
    static final int BUDGET = 16;

    private static final int LISTS = 8;

    private static final MethodHandle PURGE;

    static {
        try {
            PURGE = MethodHandles.privateLookupIn(WaiterList.class, MethodHandles.lookup())
                    .findVirtual(WaiterList.class, "purge", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A list with nothing but waiters. */
    static final class PlainList extends WaiterList {
        final Waiter[] before;

        /** A list in which so many wait already. */
        PlainList(int waiters) {
            before = new Waiter[waiters];
            for (int i = 0; i < waiters; i++) {
                before[i] = new Waiter(this);
                add(before[i]);
            }
        }

        boolean add(Waiter waiter) {
            return addWaiter(waiter, waiter::wake);
        }

        void remove(Waiter waiter) {
            removeWaiter(waiter);
        }

        boolean close() {
            return closeAndWake();
        }

        /** As a third thread whose push has used up the budget. */
        void purgeNow() {
            try {
                PURGE.invokeExact((WaiterList) this);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        /** How many of those who waited from the beginning have been woken just once. */
        int wokenOnce() {
            int count = 0;
            for (Waiter waiter : before) {
                if (waiter.wakes() == 1) count++;
            }
            return count;
        }
    }

    static final class Waiter extends WaitNode {
        private final WaiterList list;
        private final AtomicInteger wakes = new AtomicInteger();

        Waiter(WaiterList list) {
            this.list = list;
        }

        @Override
        protected void wake() {
            wakes.getAndIncrement();
        }

        @Override
        protected Object home() {
            return list;
        }

        int wakes() {
            return wakes.get();
        }
    }

    /** The event comes while somebody begins to wait. */
    @JCStressTest
    @Outcome(id = "true, true, 1", expect = ACCEPTABLE, desc = "enlisted and woken")
    @Outcome(id = "false, false, 0", expect = ACCEPTABLE, desc = "refused")
    @Outcome(expect = FORBIDDEN, desc = "left waiting, or refused and woken")
    @State
    public static class RegisterAgainstClose {
        final Meeting meeting = new Meeting(2);
        final PlainList list = new PlainList(0);
        final Waiter waiter = new Waiter(list);

        @Actor
        public void waiter(ZZI_Result r) {
            meeting.join();
            r.r1 = list.add(waiter);
        }

        @Actor
        public void closer(ZZI_Result r) {
            meeting.join();
            r.r2 = list.close();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = waiter.wakes();
        }
    }

    /** The same through a promise, whose value must be there for whoever is refused. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "registered and woken")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "refused: the value is there")
    @Outcome(expect = FORBIDDEN, desc = "left waiting, or refused without a value")
    @State
    public static class PromiseRegisterAgainstComplete {
        final Meeting meeting = new Meeting(2);
        final Promise<String> promise = new Promise<>();
        final AtomicInteger wakes = new AtomicInteger();

        @Actor
        public void waiter(II_Result r) {
            meeting.join();
            r.r1 = promise.register(wakes::getAndIncrement) ? 1 : promise.isDone() ? 0 : -1;
        }

        @Actor
        public void completer() {
            meeting.join();
            promise.complete(new Succeeded<>("value"));
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = wakes.get();
        }
    }

    /** Pushes by a store, after a look whether the list is closed. */
    @JCStressTest
    @Outcome(
            id = {"true, 1", "false, 0"},
            expect = ACCEPTABLE,
            desc = "woken, or refused")
    @Outcome(id = "true, 0", expect = ACCEPTABLE_INTERESTING, desc = "left waiting")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PushByStoreControl {
        final Meeting meeting = new Meeting(2);
        private static final String CLOSED = "closed";
        final AtomicReference<String> top = new AtomicReference<>();
        int wakes;

        @Actor
        public void waiter(ZI_Result r) {
            meeting.join();
            if (top.get() == CLOSED) return;
            top.set("waiter"); // for compareAndSet
            r.r1 = true;
        }

        @Actor
        public void closer() {
            meeting.join();
            if (top.getAndSet(CLOSED) != null) wakes++;
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r2 = wakes;
        }
    }

    /** The event comes while somebody leaves. The one below must be woken, the node free again. */
    @JCStressTest
    @Outcome(id = "0, true, 1", expect = ACCEPTABLE, desc = "left in time")
    @Outcome(id = "1, true, 1", expect = ACCEPTABLE, desc = "woken in the last moment")
    @Outcome(expect = FORBIDDEN, desc = "woken twice, its node lost, or another left waiting")
    @State
    public static class DeregisterAgainstClose {
        final Meeting meeting = new Meeting(2);
        final PlainList list = new PlainList(1);
        final Waiter waiter = new Waiter(list);

        public DeregisterAgainstClose() {
            list.add(waiter);
        }

        @Actor
        public void waiter() {
            meeting.join();
            list.remove(waiter);
        }

        @Actor
        public void closer() {
            meeting.join();
            list.close();
        }

        @Arbiter
        public void end(IZI_Result r) {
            r.r1 = waiter.wakes();
            r.r2 = waiter.isFree();
            r.r3 = list.wokenOnce();
        }
    }

    /** Two begin to wait. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each woken once")
    @Outcome(expect = FORBIDDEN, desc = "one was lost")
    @State
    public static class TwoRegisters {
        final Meeting meeting = new Meeting(2);
        final PlainList list = new PlainList(0);
        final Waiter one = new Waiter(list);
        final Waiter two = new Waiter(list);

        @Actor
        public void one() {
            meeting.join();
            list.add(one);
        }

        @Actor
        public void two() {
            meeting.join();
            list.add(two);
        }

        @Arbiter
        public void end(II_Result r) {
            list.close();
            r.r1 = one.wakes();
            r.r2 = two.wakes();
        }
    }

    /** Two who wait leave: the older one cannot unlink itself until it is on top. */
    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "nobody woken who has left")
    @Outcome(expect = FORBIDDEN, desc = "woken after leaving, or another left waiting")
    @State
    public static class TwoDeregisters {
        final Meeting meeting = new Meeting(2);
        final PlainList list = new PlainList(1);
        final Waiter older = new Waiter(list);
        final Waiter newer = new Waiter(list);

        public TwoDeregisters() {
            list.add(older);
            list.add(newer);
        }

        @Actor
        public void older() {
            meeting.join();
            list.remove(older);
        }

        @Actor
        public void newer() {
            meeting.join();
            list.remove(newer);
        }

        @Arbiter
        public void end(III_Result r) {
            list.close();
            r.r1 = older.wakes();
            r.r2 = newer.wakes();
            r.r3 = list.wokenOnce();
        }
    }

    /** Two begin to wait where the first push purges; the second one leaves at once. */
    @JCStressTest
    @Outcome(id = "1, 0, 16", expect = ACCEPTABLE, desc = "all woken but the one who has left")
    @Outcome(expect = FORBIDDEN, desc = "one left waiting, woken twice, or woken after leaving")
    @State
    public static class RegisterAndLeaveAgainstPurge {
        final Meeting meeting = new Meeting(2);
        final PlainList list = new PlainList(BUDGET);
        final Waiter stays = new Waiter(list);
        final Waiter leaves = new Waiter(list);

        @Actor
        public void stays() {
            meeting.join();
            list.add(stays);
        }

        @Actor
        public void leaves() {
            meeting.join();
            list.add(leaves);
            list.remove(leaves);
        }

        @Arbiter
        public void end(III_Result r) {
            list.close();
            r.r1 = stays.wakes();
            r.r2 = leaves.wakes();
            r.r3 = list.wokenOnce();
        }
    }

    /**
     * The top leaves while a purge drops the dead node below it. Some lists at once, which the actors go
     * through in opposite directions, so that they meet.
     */
    @JCStressTest
    @Outcome(id = "0, 8, 8", expect = ACCEPTABLE, desc = "those below are woken, the tops are not")
    @Outcome(expect = FORBIDDEN, desc = "one below is lost, or a top woken after leaving")
    @State
    public static class DeregisterAgainstPurge {
        final Meeting meeting = new Meeting(2);
        final PlainList[] lists = new PlainList[LISTS];
        final Waiter[] tops = new Waiter[LISTS];

        public DeregisterAgainstPurge() {
            for (int i = 0; i < LISTS; i++) {
                lists[i] = new PlainList(1);
                tops[i] = new Waiter(lists[i]);
                Waiter dead = new Waiter(lists[i]);
                lists[i].add(dead);
                lists[i].add(tops[i]);
                lists[i].remove(dead); // is not on top, so stays
            }
        }

        @Actor
        public void waiter() {
            meeting.join();
            for (int i = 0; i < LISTS; i++) lists[i].remove(tops[i]);
        }

        @Actor
        public void purger() {
            meeting.join();
            for (int i = LISTS - 1; i >= 0; i--) lists[i].purgeNow();
        }

        @Arbiter
        public void end(III_Result r) {
            for (int i = 0; i < LISTS; i++) {
                lists[i].close();
                r.r1 += tops[i].wakes();
                r.r2 += tops[i].isFree() ? 1 : 0;
                r.r3 += lists[i].wokenOnce();
            }
        }
    }

    /** The same, and the top comes back at once: its node may be used again or not. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both are woken once")
    @Outcome(expect = FORBIDDEN, desc = "one is lost, or woken twice")
    @State
    public static class ReturnAgainstPurge {
        final Meeting meeting = new Meeting(2);
        final PlainList list = new PlainList(1);
        final Waiter top = new Waiter(list);

        public ReturnAgainstPurge() {
            Waiter dead = new Waiter(list);
            list.add(dead);
            list.add(top);
            list.remove(dead);
        }

        @Actor
        public void waiter() {
            meeting.join();
            list.remove(top);
            list.add(top);
        }

        @Actor
        public void purger() {
            meeting.join();
            list.purgeNow();
        }

        @Arbiter
        public void end(II_Result r) {
            list.close();
            r.r1 = top.wakes();
            r.r2 = list.wokenOnce();
        }
    }

    /** Unlinks the top without killing it first. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "those below are still there")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "some below are lost")
    @State
    public static class UnlinkWithoutKillControl {
        final Meeting meeting = new Meeting(2);
        final Links[] lists = new Links[LISTS];

        public UnlinkWithoutKillControl() {
            for (int i = 0; i < LISTS; i++) lists[i] = new Links();
        }

        @Actor
        public void waiter() {
            meeting.join();
            for (int i = 0; i < LISTS; i++) lists[i].unlink();
        }

        @Actor
        public void purger() {
            meeting.join();
            for (int i = LISTS - 1; i >= 0; i--) lists[i].purge();
        }

        @Arbiter
        public void end(I_Result r) {
            for (Links list : lists) {
                if (!list.isBelowThere()) r.r1++;
            }
        }
    }

    /** A list with three nodes, of which the one on top leaves. */
    static final class Links {
        final AtomicReference<Link> top = new AtomicReference<>();
        final Link below = new Link(null);
        final Link dead = new Link(below);
        final Link leaving = new Link(dead);

        Links() {
            dead.dead = true;
            top.set(leaving);
        }

        void unlink() {
            // without 'leaving.dead = true'
            Link next = leaving.next;
            Pause.spin(10);
            top.compareAndSet(leaving, next);
        }

        void purge() {
            Link detached = top.get();
            if (!top.compareAndSet(detached, null)) return;
            Link kept = null;
            Link last = null;
            for (Link link = detached, next; link != null; link = next) {
                next = link.next;
                link.next = null;
                Pause.spin(3);
                if (link.dead) continue;
                if (last == null) kept = link;
                else last.next = link;
                last = link;
            }
            if (kept != null) top.compareAndSet(null, kept);
        }

        boolean isBelowThere() {
            Link link = top.get();
            while (link != null && link != below) link = link.next;
            return link != null;
        }
    }

    /** What a control needs of a node. */
    static final class Link {
        Link next;
        volatile boolean dead;

        Link(Link next) {
            this.next = next;
        }
    }

    /** The event comes while a purge has the waiters in its hands. */
    @JCStressTest
    @Outcome(id = "1, true, 16", expect = ACCEPTABLE, desc = "all are woken once")
    @Outcome(id = "0, false, 16", expect = ACCEPTABLE, desc = "the last one was refused")
    @Outcome(expect = FORBIDDEN, desc = "one left waiting, or woken twice")
    @State
    public static class PurgeAgainstClose {
        final Meeting meeting = new Meeting(2);
        final PlainList list = new PlainList(BUDGET);
        final Waiter last = new Waiter(list);
        private boolean added;

        @Actor
        public void waiter() {
            meeting.join();
            added = list.add(last);
        }

        @Actor
        public void closer() {
            meeting.join();
            list.close();
        }

        @Arbiter
        public void end(IZI_Result r) {
            r.r1 = last.wakes();
            r.r2 = added;
            r.r3 = list.wokenOnce();
        }
    }

    /** Gives the kept nodes back by a store, over the mark of a closed list. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "woken")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "left waiting in a closed list")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ReattachByStoreControl {
        final Meeting meeting = new Meeting(2);
        private static final String CLOSED = "closed";
        private static final String WAITER = "waiter";
        final AtomicReference<String> top = new AtomicReference<>(WAITER);
        final AtomicInteger wakes = new AtomicInteger();

        @Actor
        public void purger() {
            meeting.join();
            if (!top.compareAndSet(WAITER, null)) return;
            if (top.get() == CLOSED) {
                wakes.getAndIncrement();
            } else {
                Pause.spin(10);
                top.set(WAITER); // for compareAndSet
            }
        }

        @Actor
        public void closer() {
            meeting.join();
            if (top.getAndSet(CLOSED) == WAITER) wakes.getAndIncrement();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = wakes.get();
        }
    }

    /** A waker without a node of its own leaves, beside another one; the walk that finds it may stray. */
    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "both have left")
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the walk has missed it: woken once more")
    @Outcome(expect = FORBIDDEN, desc = "woken twice, or another left waiting")
    @State
    public static class ForeignDeregisterAgainstUnlink {
        final Meeting meeting = new Meeting(2);
        final PlainList list = new PlainList(1);
        final AtomicInteger wakes = new AtomicInteger();
        final Runnable foreign = wakes::getAndIncrement;
        final Waiter top = new Waiter(list);

        public ForeignDeregisterAgainstUnlink() {
            list.addWaiter(foreign, foreign);
            list.add(top);
        }

        @Actor
        public void foreign() {
            meeting.join();
            list.removeWaiter(foreign);
        }

        @Actor
        public void waiter() {
            meeting.join();
            list.remove(top);
        }

        @Arbiter
        public void end(III_Result r) {
            list.close();
            r.r1 = wakes.get();
            r.r2 = top.wakes();
            r.r3 = list.wokenOnce();
        }
    }

    /** A waiter whose node is lent leaves one list, and waits with that node in its own, while the first closes. */
    @JCStressTest
    @Outcome(
            id = {"1, true, 1", "2, true, 1"},
            expect = ACCEPTABLE,
            desc = "woken by its own list, and by the first or not")
    @Outcome(expect = FORBIDDEN, desc = "lost from its own list, its node lost, or another left waiting")
    @State
    public static class LoanEndsAgainstClose {
        final Meeting meeting = new Meeting(2);
        final PlainList first = new PlainList(0);
        final PlainList own = new PlainList(1);
        final Waiter waiter = new Waiter(own);

        public LoanEndsAgainstClose() {
            first.add(waiter);
        }

        @Actor
        public void waiter() {
            meeting.join();
            first.remove(waiter);
            own.add(waiter);
        }

        @Actor
        public void closer() {
            meeting.join();
            first.close();
        }

        @Arbiter
        public void end(IZI_Result r) {
            own.close();
            r.r1 = waiter.wakes();
            r.r2 = waiter.isFree();
            r.r3 = own.wokenOnce();
        }
    }

    /** The closer ends the loan by stores, after a look whose it is. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "those below are still there")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "cut off by the one who ended the loan late")
    @State
    public static class LoanEndsByStoreControl {
        final Meeting meeting = new Meeting(2);
        private static final int LIVE = 1;
        private static final int LENT = 3;
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
}
