package dev.secretariat.internal;

import static dev.secretariat.internal.WaiterScene.BUDGET;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZI_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A purge, which takes the nodes out and gives back those that are not dead, loses nobody. */
public class WaiterListPurgeTests {
    /** Two begin to wait where the first push purges; the second one leaves at once. */
    @JCStressTest
    @Outcome(id = "1, 0, 16", expect = ACCEPTABLE, desc = "wakes of one, of the leaver, others woken: all who stayed")
    @Outcome(expect = FORBIDDEN, desc = "wakes of one, of the leaver, others woken: one too few, or too many")
    @State
    public static class RegisterAndLeaveAgainstPurge {
        final WaiterScene scene = new WaiterScene(BUDGET);

        @Actor
        public void stays() {
            scene.add(scene.one);
        }

        @Actor
        public void leaves() {
            scene.addAndRemove(scene.two);
        }

        @Arbiter
        public void end(III_Result r) {
            scene.judge(r);
        }
    }

    /** The top leaves while a purge drops the dead node below it. */
    @JCStressTest
    @Outcome(id = "0, 8, 8", expect = ACCEPTABLE, desc = "tops' wakes, free, others woken: those below, not the tops")
    @Outcome(expect = FORBIDDEN, desc = "tops' wakes, free, others woken: one below is lost, or a top was woken")
    @State
    public static class DeregisterAgainstPurge {
        final Several<RealList> several = new Several<>(RealList::new);

        @Actor
        public void waiter() {
            several.leave();
        }

        @Actor
        public void purger() {
            several.purge();
        }

        @Arbiter
        public void end(III_Result r) {
            for (RealList list : several.lists) list.judge(r);
        }
    }

    /** The mutant that {@link DeregisterAgainstPurge} sees: unlinks the top without killing it first. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "lost: those below are still there")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "lost: some below are not there")
    @State
    public static class UnlinkWithoutKillControl {
        final Several<Links> several = new Several<>(Links::new);

        @Actor
        public void waiter() {
            several.leave();
        }

        @Actor
        public void purger() {
            several.purge();
        }

        @Arbiter
        public void end(I_Result r) {
            for (Links list : several.lists) {
                if (!list.isBelowThere()) r.r1++;
            }
        }
    }

    /** A list whose top leaves beside a purge. A dead node is below the top, and below that somebody who waits. */
    private interface Topped {
        void leave();

        void purge();
    }

    /** Some lists at once, which the actors go through in opposite directions, so that they meet. */
    private static final class Several<T extends Topped> {
        private static final int LISTS = 8;

        final Meeting meeting = new Meeting(2);
        final List<T> lists;

        Several(Supplier<T> list) {
            lists = Stream.generate(list).limit(LISTS).toList();
        }

        void leave() {
            meeting.join();
            for (int i = 0; i < LISTS; i++) lists.get(i).leave();
        }

        void purge() {
            meeting.join();
            for (int i = LISTS - 1; i >= 0; i--) lists.get(i).purge();
        }
    }

    private static final class RealList implements Topped {
        private final WaiterScene scene = WaiterScene.oneHasLeft();

        @Override
        public void leave() {
            scene.list.remove(scene.two);
        }

        @Override
        public void purge() {
            scene.list.purgeNow();
        }

        void judge(III_Result r) {
            scene.list.close();
            r.r1 += scene.two.wakes();
            r.r2 += scene.two.isFree() ? 1 : 0;
            r.r3 += scene.list.wokenOnce();
        }
    }

    /** A list in which whoever leaves does not mark its node as dead. */
    private static final class Links implements Topped {
        final AtomicReference<Link> top = new AtomicReference<>();
        final Link below = new Link(null);
        final Link dead = new Link(below);
        final Link leaving = new Link(dead);

        Links() {
            dead.dead = true;
            top.set(leaving);
        }

        @Override
        public void leave() {
            // without 'leaving.dead = true'
            Link next = leaving.next;
            Pause.spin(10);
            top.compareAndSet(leaving, next);
        }

        @Override
        public void purge() {
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

    /** What the control needs of a node. */
    private static final class Link {
        Link next;
        volatile boolean dead;

        Link(Link next) {
            this.next = next;
        }
    }

    /** The top leaves beside a purge, and comes back at once: its node may be used again or not. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "top's wakes, others woken: each was woken once")
    @Outcome(expect = FORBIDDEN, desc = "top's wakes, others woken: one was lost, or woken twice")
    @State
    public static class ReturnAgainstPurge {
        final WaiterScene scene = WaiterScene.oneHasLeft();

        @Actor
        public void waiter() {
            scene.removeAndAdd(scene.two);
        }

        @Actor
        public void purger() {
            scene.purge();
        }

        @Arbiter
        public void end(II_Result r) {
            scene.list.close();
            r.r1 = scene.two.wakes();
            r.r2 = scene.list.wokenOnce();
        }
    }

    /** The event comes while a purge has the waiters in its hands. */
    @JCStressTest
    @Outcome(id = "1, true, 16", expect = ACCEPTABLE, desc = "wakes, added, others woken: each was woken once")
    @Outcome(id = "0, false, 16", expect = ACCEPTABLE, desc = "wakes, added, others woken: the last one was refused")
    @Outcome(expect = FORBIDDEN, desc = "wakes, added, others woken: one was left waiting, or woken twice")
    @State
    public static class PurgeAgainstClose {
        final WaiterScene scene = new WaiterScene(BUDGET);

        @Actor
        public void waiter(IZI_Result r) {
            r.r2 = scene.add(scene.one);
        }

        @Actor
        public void closer() {
            scene.close();
        }

        @Arbiter
        public void end(IZI_Result r) {
            r.r1 = scene.one.wakes();
            r.r3 = scene.list.wokenOnce();
        }
    }

    /** The mutant that {@link PurgeAgainstClose} sees: gives nodes back by a store, over the mark of a closed list. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "wakes: woken")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "wakes: left waiting in a closed list")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ReattachByStoreControl {
        private static final String CLOSED = "closed";
        private static final String WAITER = "waiter";
        final Meeting meeting = new Meeting(2);
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
}
