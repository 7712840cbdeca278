package dev.secretariat.fiber;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A thread that carries bodies is given the next one, or ends, and never both. */
public class PlatformThreadsTests {
    private static final class Scene {
        private final Meeting meeting = new Meeting(2);
        private final PlatformThreads.Carrying carrying = new PlatformThreads(1).new Carrying(null);
        private final PlatformThreads.Load load = new PlatformThreads.Load("body", () -> {}, null);
        private final AtomicReference<Object> next = new AtomicReference<>(); // of the controls

        boolean take() {
            meeting.join();
            return carrying.take(load);
        }

        boolean leave() {
            meeting.join();
            return carrying.leave();
        }

        boolean takeByCas() {
            meeting.join();
            return next.compareAndSet(null, load);
        }

        boolean leaveByStore() {
            meeting.join();
            if (next.get() != null) return false;
            Thread.onSpinWait();
            next.set(this); // for compareAndSet
            return true;
        }
    }

    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "taken, left: one of them")
    private static final class OneOfThem {}

    /** Somebody comes with the next body when the thread has been idle for long. */
    @JCStressTest
    @JCStressMeta(OneOfThem.class)
    @Outcome(expect = FORBIDDEN, desc = "taken, left: a body that nobody runs, or a thread that neither runs nor ends")
    @State
    public static class TakeAgainstLeave {
        final Scene scene = new Scene();

        @Actor
        public void starter(ZZ_Result r) {
            r.r1 = scene.take();
        }

        @Actor
        public void thread(ZZ_Result r) {
            r.r2 = scene.leave();
        }
    }

    /** The mutant that {@link TakeAgainstLeave} sees: leaves by a store, after a look. */
    @JCStressTest
    @JCStressMeta(OneOfThem.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "taken, left: a body that nobody runs")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LeaveByStoreControl {
        final Scene scene = new Scene();

        @Actor
        public void starter(ZZ_Result r) {
            r.r1 = scene.takeByCas();
        }

        @Actor
        public void thread(ZZ_Result r) {
            r.r2 = scene.leaveByStore();
        }
    }
}
