package dev.secretariat.spi;

import static dev.secretariat.spi.CellWord.ACTIVE;
import static dev.secretariat.spi.CellWord.ENDED;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

/** The task cell's end, which everyone who waits or asks comes to see (T1). */
public class EndTests {
    /** Somebody begins to wait for the task's end while it ends. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "registered, wakes: registered, and woken once")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "registered, wakes: refused, and the outcome is there")
    @Outcome(expect = FORBIDDEN, desc = "registered, wakes: left waiting, woken for nothing, or refused too early")
    @State
    public static class RegisterAgainstEnd {
        final TaskScene scene = TaskScene.submitted(Counted.ending());
        final AtomicInteger wakes = new AtomicInteger();

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void waiter(II_Result r) {
            r.r1 = scene.register(wakes::getAndIncrement);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = wakes.get();
        }
    }

    /** Somebody joins while the task ends. */
    @JCStressTest
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "joined: the task had ended")
    @Outcome(id = "timed out", expect = ACCEPTABLE, desc = "joined: it had not")
    @Outcome(expect = FORBIDDEN, desc = "joined: join told its caller to call join")
    @State
    public static class JoinAgainstEnd {
        final TaskScene scene = TaskScene.submitted(Counted.ending());

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void joiner(L_Result r) {
            scene.meeting.join();
            try {
                scene.cell.handle().join(Duration.ZERO);
                r.r1 = "ended";
            } catch (TimeoutException e) {
                r.r1 = "timed out";
            } catch (IllegalStateException | InterruptedException e) {
                r.r1 = e.toString();
            }
        }
    }

    /**
     * The mutant that {@link JoinAgainstEnd} sees: takes away the way to the scheduler, then says that the task has
     * ended.
     */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "found: the task had ended")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "found: timed out, since it had not")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "found: no scheduler to wait with, but not ended")
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
            desc = "done, answers: before or after the end")
    @Outcome(expect = FORBIDDEN, desc = "done, answers: a broken answer")
    @State
    public static class LookAgainstEnd {
        final TaskScene scene = TaskScene.named("named", Counted.ending());

        @Actor
        public void worker() {
            scene.runStep();
        }

        @Actor
        public void reader(IL_Result r) {
            scene.meeting.join();
            TaskCell<?> cell = scene.cell;
            String name = cell.name();
            String state = cell.state().toString();
            r.r1 = cell.isDone() ? 1 : 0;
            boolean known = !state.equals("FAILED") && !state.equals("CANCELLED");
            r.r2 = known && name.equals("named") && cell.name().equals("named") ? "ok" : name + state;
        }
    }
}
