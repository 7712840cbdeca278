package dev.secretariat.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Whoever drops cancelled timers drops no other, and none twice, beside those who set and the owner who takes. */
public class RecentTimersTests {
    static final class Timer extends TimerNode {
        private final Object waker = new Object();

        Timer() {
            super(100);
        }

        Timer awaited() {
            addCountedWaiter(waker);
            return this;
        }

        @Override
        protected void wake(Object waker) {}
    }

    /** One cancelled timer is there, the owner sleeps, and whoever sets the second culls. */
    private static final class Scene {
        private final Meeting meeting = new Meeting(2);
        private final RecentTimers<Timer> recent = new RecentTimers<>(2, 1000);
        private final Timer cancelled = new Timer();
        private final Timer first = new Timer().awaited();
        private final Timer second = new Timer().awaited();
        private final List<Timer> taken = new ArrayList<>();

        Scene() {
            recent.announceLook(50);
            recent.becomeIdle(null);
            recent.set(cancelled);
        }

        void set(Timer timer) {
            meeting.join();
            recent.set(timer);
        }

        void take() {
            meeting.join();
            takeRest();
        }

        void takeRest() {
            recent.take();
            for (Timer next = recent.peek(); next != null; next = recent.peek()) {
                taken.add(next);
                recent.poll();
            }
        }

        int count(Timer timer) {
            return (int) taken.stream().filter(one -> one == timer).count();
        }
    }

    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "first, second: each is there, once")
    @Outcome(expect = FORBIDDEN, desc = "first, second: lost, or there twice")
    private static final class EachOnce {}

    /** Two set a timer at once; one of them culls, or each. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class CullAgainstSet {
        final Scene scene = new Scene();

        @Actor
        public void first() {
            scene.set(scene.first);
        }

        @Actor
        public void second() {
            scene.set(scene.second);
        }

        @Arbiter
        public void end(II_Result r) {
            scene.takeRest();
            r.r1 = scene.count(scene.first);
            r.r2 = scene.count(scene.second);
        }
    }

    /** The owner takes beside one who sets and culls. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "there, once")
    @Outcome(expect = FORBIDDEN, desc = "lost, or there twice")
    @State
    public static class CullAgainstTake {
        final Scene scene = new Scene();

        @Actor
        public void setter() {
            scene.set(scene.first);
        }

        @Actor
        public void owner() {
            scene.take();
        }

        @Arbiter
        public void end(I_Result r) {
            scene.takeRest();
            r.r1 = scene.count(scene.first);
        }
    }

    /** Somebody begins to wait for the cancelled timer while another culls. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "there")
    @Outcome(expect = FORBIDDEN, desc = "awaited, but lost")
    @State
    public static class CullAgainstWaiter {
        final Scene scene = new Scene();

        @Actor
        public void culler() {
            scene.set(scene.first);
        }

        @Actor
        public void waiter() {
            scene.meeting.join();
            scene.cancelled.awaited();
            scene.recent.set(scene.cancelled);
        }

        @Arbiter
        public void end(I_Result r) {
            scene.takeRest();
            r.r1 = Math.min(1, scene.count(scene.cancelled)); // twice, if the first entry was not dropped: harmless
        }
    }

    /** The mutant that {@link CullAgainstWaiter} sees: sets the timer, then is counted. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "there")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "awaited, but lost")
    @State
    public static class SetBeforeWaiterControl {
        final Scene scene = new Scene();

        @Actor
        public void culler() {
            scene.set(scene.first);
        }

        @Actor
        public void waiter() {
            scene.meeting.join();
            scene.recent.set(scene.cancelled);
            Pause.spin(20);
            scene.cancelled.awaited();
        }

        @Arbiter
        public void end(I_Result r) {
            scene.takeRest();
            r.r1 = Math.min(1, scene.count(scene.cancelled));
        }
    }

    /** A stack that is culled by a store. */
    private static final class CulledByStore {
        private record Entry(Object timer, Entry next) {}

        private final Meeting meeting = new Meeting(2);
        private final Object live = new Object();
        private final AtomicReference<Entry> newest = new AtomicReference<>(new Entry("cancelled", null));

        void set(Object timer) {
            newest.updateAndGet(below -> new Entry(timer, below));
        }

        void setAndCull() {
            meeting.join();
            set(live);
            Entry top = newest.get();
            Entry kept = null;
            for (Entry entry = top; entry != null; entry = entry.next()) {
                if (!"cancelled".equals(entry.timer())) kept = new Entry(entry.timer(), kept);
            }
            Pause.spin(20);
            if (newest.get() == top) newest.set(kept); // for compareAndSet
        }

        static int count(Entry top, Object timer) {
            int count = 0;
            for (Entry entry = top; entry != null; entry = entry.next()) {
                if (entry.timer() == timer) count++;
            }
            return count;
        }
    }

    /** The mutant that {@link CullAgainstSet} sees. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "first, second: each is there, once")
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "first, second: one was lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CullByStoreControl {
        final CulledByStore stack = new CulledByStore();
        final Object second = new Object();

        @Actor
        public void first() {
            stack.setAndCull();
        }

        @Actor
        public void second() {
            stack.meeting.join();
            Pause.spin(20);
            stack.set(second);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = CulledByStore.count(stack.newest.get(), stack.live);
            r.r2 = CulledByStore.count(stack.newest.get(), second);
        }
    }

    /** The mutant that {@link CullAgainstTake} sees. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "there, once")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "there after it was taken")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CullByStoreAgainstTakeControl {
        final CulledByStore stack = new CulledByStore();
        CulledByStore.Entry taken;

        @Actor
        public void setter() {
            stack.setAndCull();
        }

        @Actor
        public void owner() {
            stack.meeting.join();
            Pause.spin(20);
            taken = stack.newest.getAndSet(null);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = CulledByStore.count(taken, stack.live) + CulledByStore.count(stack.newest.get(), stack.live);
        }
    }
}
