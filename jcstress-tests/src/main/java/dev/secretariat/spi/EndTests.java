package dev.secretariat.spi;

import static dev.secretariat.spi.CellWord.ACTIVE;
import static dev.secretariat.spi.CellWord.CANCEL;
import static dev.secretariat.spi.CellWord.ENDED;
import static dev.secretariat.spi.CellWord.WAITING;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Outcome.Cancelled;
import dev.secretariat.Outcome.Succeeded;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.stress.Meeting;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZLI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The task cell's end: one outcome (T1, T7), which everyone who waits or asks comes to see. */
public class EndTests {
    static String how(TaskCell<?> cell) {
        if (!cell.isDone()) return "not done";
        if (cell.outcome() instanceof Succeeded) return "succeeded";
        return cell.outcome() instanceof Cancelled ? "cancelled" : "failed";
    }

    /** Counts what T7 promises. */
    static final class Counted implements Task<Void> {
        private final boolean waits;
        int cancels;

        Counted(boolean waits) {
            this.waits = waits;
        }

        @Override
        public Step<Void> step(Worker worker) {
            return waits ? HandScheduler.awaitTest() : Step.done();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            cancels++;
            return Step.done();
        }
    }

    /** Both find the task waiting. */
    @JCStressTest
    @Outcome(id = "true, cancelled, 1", expect = ACCEPTABLE, desc = "made ready once, cancelled")
    @Outcome(expect = FORBIDDEN, desc = "the request was lost, or handled twice")
    @State
    public static class WakeAgainstCancel {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final Counted task = new Counted(true);
        final TaskCell<?> cell = scheduler.begun(task);

        @Actor
        public void waker() {
            meeting.join();
            cell.wake();
        }

        @Actor
        public void canceller(ZLI_Result r) {
            meeting.join();
            r.r1 = cell.cancel();
        }

        @Arbiter
        public void end(ZLI_Result r) {
            scheduler.runAll();
            r.r2 = scheduler.doubles() == 0 ? how(cell) : "made ready twice";
            r.r3 = task.cancels;
        }
    }

    /** A cancel that leaves the waiting phase by a store, beside a correct wake. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "made ready once")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "made ready by both")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CancelOfWaitingByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger(WAITING);
        final AtomicInteger readies = new AtomicInteger();

        @Actor
        public void waker() {
            meeting.join();
            if (state.compareAndSet(WAITING, ACTIVE)) readies.getAndIncrement();
        }

        @Actor
        public void canceller() {
            meeting.join();
            int now = state.get();
            state.set(CANCEL); // for compareAndSet
            if (now == WAITING) readies.getAndIncrement();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = readies.get();
        }
    }

    /** The request comes before, while or after the only step runs. */
    @JCStressTest
    @Outcome(id = "true, succeeded, 0", expect = ACCEPTABLE, desc = "asked while the step ran")
    @Outcome(id = "true, cancelled, 1", expect = ACCEPTABLE, desc = "asked before the step")
    @Outcome(id = "false, succeeded, 0", expect = ACCEPTABLE, desc = "asked after the end")
    @Outcome(expect = FORBIDDEN, desc = "the answer does not fit the outcome, or onCancel ran wrongly")
    @State
    public static class CancelAgainstEnd {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final Counted task = new Counted(false);
        final TaskCell<?> cell = scheduler.submitted(task);

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void canceller(ZLI_Result r) {
            meeting.join();
            r.r1 = cell.cancel();
        }

        @Arbiter
        public void end(ZLI_Result r) {
            scheduler.runAll();
            r.r2 = how(cell);
            r.r3 = task.cancels;
        }
    }

    /** A cancel that looks, then stores: the end is overwritten. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the task has ended")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "an ended task that is not done")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class CancelByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger();

        @Actor
        public void worker() {
            meeting.join();
            for (; ; ) {
                int now = state.get();
                if (state.compareAndSet(now, now | ENDED)) return;
            }
        }

        @Actor
        public void canceller() {
            meeting.join();
            int now = state.get();
            if (now != ENDED) state.set(now | CANCEL); // for compareAndSet
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = (state.get() & ENDED) != 0 ? 1 : 0;
        }
    }

    /** Two requests: one of them made it. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1"},
            expect = ACCEPTABLE,
            desc = "one made it")
    @Outcome(expect = FORBIDDEN, desc = "none or both made it, or onCancel did not run once")
    @State
    public static class TwoCancels {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final Counted task = new Counted(true);
        final TaskCell<?> cell = scheduler.begun(task);

        @Actor
        public void first(ZZI_Result r) {
            meeting.join();
            r.r1 = cell.cancel();
        }

        @Actor
        public void second(ZZI_Result r) {
            meeting.join();
            r.r2 = cell.cancel();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            scheduler.runAll();
            r.r3 = task.cancels + 10 * scheduler.doubles();
        }
    }

    /** A request that looks whether another was made, then stores. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one made it")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "both think they made it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TwoCancelsByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger();

        private boolean cancel() {
            if ((state.get() & CANCEL) != 0) return false;
            state.set(CANCEL); // for compareAndSet
            return true;
        }

        @Actor
        public void first(ZZ_Result r) {
            meeting.join();
            r.r1 = cancel();
        }

        @Actor
        public void second(ZZ_Result r) {
            meeting.join();
            r.r2 = cancel();
        }
    }

    /** Somebody begins to wait for the task's end while it ends. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "registered, and woken once")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "refused: the outcome is there")
    @Outcome(expect = FORBIDDEN, desc = "left waiting, woken for nothing, or refused without an outcome")
    @State
    public static class RegisterAgainstEnd {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final AtomicInteger wakes = new AtomicInteger();
        final TaskCell<?> cell = scheduler.submitted(new Counted(false));

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void waiter(II_Result r) {
            meeting.join();
            r.r1 = cell.register(wakes::getAndIncrement) ? 1 : cell.isDone() ? 0 : -1;
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = wakes.get();
        }
    }

    /** Somebody joins while the task ends. */
    @JCStressTest
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "the task had ended")
    @Outcome(id = "timed out", expect = ACCEPTABLE, desc = "it had not")
    @Outcome(expect = FORBIDDEN, desc = "join told its caller to call join")
    @State
    public static class JoinAgainstEnd {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final TaskCell<?> cell = scheduler.submitted(new Counted(false));

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void joiner(L_Result r) {
            meeting.join();
            try {
                cell.handle().join(Duration.ZERO);
                r.r1 = "ended";
            } catch (TimeoutException e) {
                r.r1 = "timed out";
            } catch (IllegalStateException | InterruptedException e) {
                r.r1 = e.toString();
            }
        }
    }

    /** Takes the way to the scheduler away before the state says that the task has ended. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "the task had ended")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "timed out: it had not")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "no scheduler to wait with, but not ended")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class SchedulerForgottenFirstControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger state = new AtomicInteger();
        Object scheduler = this;

        @Actor
        public void worker() {
            meeting.join();
            scheduler = null;
            state.compareAndSet(ACTIVE, ENDED);
        }

        @Actor
        public void joiner(I_Result r) {
            meeting.join();
            boolean known = scheduler != null;
            boolean ended = state.get() == ENDED;
            r.r1 = ended ? 0 : known ? 1 : 2;
        }
    }

    /** A foreign thread asks for a name and a state while the task ends. */
    @JCStressTest
    @Outcome(
            id = {"0, ok", "1, ok"},
            expect = ACCEPTABLE,
            desc = "before or after the end")
    @Outcome(expect = FORBIDDEN, desc = "a broken answer")
    @State
    public static class LookAgainstEnd {
        final Meeting meeting = new Meeting(2);
        final HandScheduler scheduler = new HandScheduler();
        final TaskCell<?> cell = scheduler.cellOf(scheduler.submit("named", new Counted(false)));

        @Actor
        public void worker() {
            meeting.join();
            scheduler.runReady(scheduler.worker);
        }

        @Actor
        public void reader(IL_Result r) {
            meeting.join();
            String name = cell.name();
            String state = cell.state().toString();
            r.r1 = cell.isDone() ? 1 : 0;
            boolean known = !state.equals("FAILED") && !state.equals("CANCELLED");
            r.r2 = known && name.equals("named") && cell.name().equals("named") ? "ok" : name + state;
        }
    }
}
