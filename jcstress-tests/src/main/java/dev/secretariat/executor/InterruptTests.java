package dev.secretariat.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.Worker;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A thread begins and leaves a callable while another one interrupts it: the interrupt comes while the callable
 * runs, or not at all, and never afterwards (S9).
 */
public class InterruptTests {
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "during, after: the callable was interrupted")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "during, after: it was not yet, or no longer, running")
    private static final class OnlyDuring {}

    /** The callable begins and is over while it is interrupted. */
    @JCStressTest
    @JCStressMeta(OnlyDuring.class)
    @Outcome(expect = FORBIDDEN, desc = "during, after: the interrupt has reached whoever came next")
    @State
    public static class InterruptAgainstBegin {
        final Meeting meeting = new Meeting(2);
        final Work work = new Work();

        @Actor
        public void runner(ZZ_Result r) {
            meeting.join();
            work.begin(false);
            r.r1 = Thread.interrupted();
            work.finish(ViewTask.Phase.OVER);
            r.r2 = Thread.interrupted();
        }

        @Actor
        public void interrupter() {
            meeting.join();
            work.interrupt();
        }
    }

    /**
     * The mutant that {@link InterruptAgainstBegin} sees: claims the callable, and then sets aside an interrupt that it
     * takes for a stranger's.
     */
    @JCStressTest
    @JCStressMeta(OnlyDuring.class)
    @Outcome(
            id = "false, true",
            expect = ACCEPTABLE_INTERESTING,
            desc = "during, after: swallowed, and given back too late")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ClaimThenSetAsideControl {
        private static final Object NEW = "new";
        private static final Object INTERRUPTING = "interrupting";
        private static final Object INTERRUPTED = "interrupted";
        private static final Object OVER = "over";

        final Meeting meeting = new Meeting(2);
        final AtomicReference<Object> state = new AtomicReference<>(NEW);

        @Actor
        public void runner(ZZ_Result r) {
            meeting.join();
            state.compareAndSet(NEW, Thread.currentThread());
            Pause.spin(10);
            boolean foreign = Thread.interrupted(); // before the claim
            r.r1 = Thread.interrupted();
            Object now = state.get();
            while (now == INTERRUPTING || !state.compareAndSet(now, OVER)) now = state.get();
            if (now == INTERRUPTED) Thread.interrupted();
            if (foreign) Thread.currentThread().interrupt();
            r.r2 = Thread.interrupted();
        }

        @Actor
        public void interrupter() {
            meeting.join();
            Pause.spin(5);
            if (!(state.get() instanceof Thread runner) || !state.compareAndSet(runner, INTERRUPTING)) return;
            runner.interrupt();
            state.set(INTERRUPTED);
        }
    }

    /** The callable itself does nothing here. */
    static final class Work extends ViewTask {
        Work() {
            super(null); // no view made it
        }

        @Override
        Step<Void> work(Worker worker) {
            return Step.done();
        }

        @Override
        void forget() {}

        @Override
        Runnable takenBack() {
            return () -> {};
        }

        @Override
        public Class<?> madeOf() {
            return Work.class;
        }
    }
}
