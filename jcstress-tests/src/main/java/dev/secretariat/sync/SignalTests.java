package dev.secretariat.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.stress.Meeting;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Signals and barriers: no signal is lost with one who leaves, and no arrival is missed. */
public class SignalTests {
    private static <A> A inStep(Function<Worker, A> request) {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<A> asked = scheduler.submit(worker -> Step.done(request.apply(worker)));
        scheduler.runUntilIdle();
        return asked.result();
    }

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the other one has it")
    private static final class OtherHasIt {}

    /** The first of two that wait leaves while a signal is given: the other one gets it, in any case. */
    @JCStressTest
    @JCStressMeta(OtherHasIt.class)
    @Outcome(id = "false", expect = FORBIDDEN, desc = "it is lost")
    @State
    public static class LeavesAgainstOne {
        final Meeting meeting = new Meeting(2);
        final Signal signal = new Signal();
        final Signal.Wait first = inStep(signal::request);
        final Signal.Wait second = inStep(signal::request);

        @Actor
        public void leaves() {
            meeting.join();
            first.close();
        }

        @Actor
        public void gives() {
            meeting.join();
            signal.one();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = second.isGiven();
        }
    }

    /** The mutant that {@link LeavesAgainstOne} sees: each looks what the other has done, and then does its own by a store. */
    @JCStressTest
    @JCStressMeta(OtherHasIt.class)
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "it is lost")
    @State
    public static class GivesAfterALookControl {
        final Meeting meeting = new Meeting(2);
        volatile boolean firstHasLeft;
        volatile boolean firstHasIt;
        volatile boolean secondHasIt;

        @Actor
        public void leaves() {
            meeting.join();
            if (firstHasIt) secondHasIt = true; // hands it on
            else firstHasLeft = true;
        }

        @Actor
        public void gives() {
            meeting.join();
            if (firstHasLeft) secondHasIt = true;
            else firstHasIt = true;
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = secondHasIt;
        }
    }

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "both go on")
    private static final class BothGoOn {}

    /** Two come to a barrier at once: both go on. */
    @JCStressTest
    @JCStressMeta(BothGoOn.class)
    @Outcome(id = "false", expect = FORBIDDEN, desc = "each waits for the other")
    @State
    public static class ComesAgainstComes {
        final Meeting meeting = new Meeting(2);
        final Barrier barrier = new Barrier(2);
        volatile boolean mayGoOn;
        volatile boolean otherMayGoOn;

        @Actor
        public void comes() {
            meeting.join();
            Barrier.Arrival arrival = barrier.arrive("a test");
            if (!arrival.register(() -> mayGoOn = true)) mayGoOn = true;
        }

        @Actor
        public void comesToo() {
            meeting.join();
            Barrier.Arrival arrival = barrier.arrive("another one");
            if (!arrival.register(() -> otherMayGoOn = true)) otherMayGoOn = true;
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = mayGoOn && otherMayGoOn;
        }
    }

    /** The mutant that {@link ComesAgainstComes} sees: looks how many have come, then counts itself. */
    @JCStressTest
    @JCStressMeta(BothGoOn.class)
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "each waits for the other")
    @State
    public static class LooksThenComesControl {
        final Meeting meeting = new Meeting(2);
        volatile int come;
        volatile boolean open;

        private void arrive() {
            meeting.join();
            int before = come;
            come = before + 1;
            if (before == 1) open = true;
        }

        @Actor
        public void comes() {
            arrive();
        }

        @Actor
        public void comesToo() {
            arrive();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = open;
        }
    }
}
