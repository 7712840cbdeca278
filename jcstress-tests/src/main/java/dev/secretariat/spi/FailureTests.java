package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Task;
import dev.secretariat.Waker;
import dev.secretariat.stress.Meeting;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A failure that nobody has seen is reported once (rule T6). */
public class FailureTests {
    private static final RuntimeException FAILURE = new RuntimeException("on purpose", null, false, false) {
        private static final long serialVersionUID = 1;
    };
    private static final Task<Void> FAILING = worker -> {
        throw FAILURE;
    };

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "reports: one")
    private static final class ReportedOnce {}

    /** The second has passed when the scheduler terminates. */
    @JCStressTest
    @JCStressMeta(ReportedOnce.class)
    @Outcome(expect = FORBIDDEN, desc = "reports: two or none")
    @State
    public static class RingAgainstTermination {
        final TaskScene scene = TaskScene.begun(FAILING).due();

        @Actor
        public void timer() {
            scene.ring();
        }

        @Actor
        public void closer() {
            scene.shutdownNow();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = scene.scheduler.reported();
        }
    }

    /** The mutant that {@link RingAgainstTermination} sees: reports what is in the queue, then removes it. */
    @JCStressTest
    @JCStressMeta(ReportedOnce.class)
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "reports: two")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class RemoveWithoutAskingControl {
        final Meeting meeting = new Meeting(2);
        final Queue<Object> entries = new ConcurrentLinkedQueue<>();
        final AtomicInteger reports = new AtomicInteger();

        public RemoveWithoutAskingControl() {
            entries.add(FAILURE);
        }

        private void settle() {
            meeting.join();
            Object first = entries.peek();
            if (first == null) return;
            entries.remove(first); // without asking whether it was still there
            reports.getAndIncrement();
        }

        @Actor
        public void timer() {
            settle();
        }

        @Actor
        public void closer() {
            settle();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = reports.get();
        }
    }

    /** Somebody looks just when the second has passed. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "reports: none, as it was seen in time")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "reports: one, although seen in that instant")
    @Outcome(expect = FORBIDDEN, desc = "reports: two")
    @State
    public static class LookAgainstRing {
        final TaskScene scene = TaskScene.begun(FAILING).due();

        @Actor
        public void timer() {
            scene.ring();
        }

        @Actor
        public void reader() {
            scene.look();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = scene.reportedAtLast();
        }
    }

    @Outcome(id = "0", expect = ACCEPTABLE, desc = "reports: none, as the waiter has seen it")
    private static final class SeenByWaiter {}

    /** Somebody begins to wait while the task fails: woken or refused, they look. */
    @JCStressTest
    @JCStressMeta(SeenByWaiter.class)
    @Outcome(expect = FORBIDDEN, desc = "reports: one, although the waiter has looked")
    @State
    public static class WaiterAgainstFailure {
        final TaskScene scene = TaskScene.submitted(FAILING);

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void waiter() {
            scene.lookWhenDone();
        }

        @Arbiter
        public void end(I_Result r) {
            scene.advanceAndRing();
            r.r1 = scene.reportedAtLast();
        }
    }

    /** The mutant that {@link WaiterAgainstFailure} sees: counts the waiters before the list is closed. */
    @JCStressTest
    @JCStressMeta(SeenByWaiter.class)
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "reports: one, although there is a waiter")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CountedBeforeCloseControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger waiters = new AtomicInteger();
        private static final int CLOSED = -1;
        private boolean unseen;
        private boolean refused;

        @Actor
        public void worker() {
            meeting.join();
            boolean awaited = waiters.get() > 0;
            waiters.getAndSet(CLOSED); // without asking what was there
            unseen = !awaited;
        }

        @Actor
        public void waiter() {
            meeting.join();
            refused = !waiters.compareAndSet(0, 1);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = unseen && !refused ? 1 : 0;
        }
    }

    /** The only waiter leaves without a look, while the task that it waits for fails. */
    @JCStressTest
    @JCStressMeta(ReportedOnce.class)
    @Outcome(expect = FORBIDDEN, desc = "reports: two or none")
    @State
    public static class WaiterLeavesAgainstEnd {
        final Waker waiter = () -> {};
        final TaskScene scene = TaskScene.submitted(FAILING);

        public WaiterLeavesAgainstEnd() {
            scene.cell.register(waiter);
        }

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void waiter() {
            scene.deregister(waiter);
        }

        @Arbiter
        public void end(I_Result r) {
            scene.cell.deregister(waiter); // if it was there at the end, it leaves now
            r.r1 = scene.reportedAtLast();
        }
    }

    /** Both look whether the failure is watched, then put it on the watch. */
    @JCStressTest
    @JCStressMeta(ReportedOnce.class)
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "reports: two")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class WatchedByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger watched = new AtomicInteger();
        final AtomicInteger reports = new AtomicInteger();

        private void watch() {
            meeting.join();
            if (watched.get() != 0) return;
            watched.set(1); // for compareAndSet
            reports.getAndIncrement();
        }

        @Actor
        public void worker() {
            watch();
        }

        @Actor
        public void waiter() {
            watch();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = reports.get();
        }
    }
}
