package dev.secretariat.impl;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A blocking call begins and ends while its task is cancelled: it is made or withdrawn, its end is told once, and an interrupt reaches nothing
 * but the call (T13).
 */
public class BlockingCallTests {
    private interface Maker {
        AnyCall make(Callable<Boolean> work, CallCount count, Runnable atEnd);
    }

    /** What a call has come to. */
    private static class Scene {
        final Meeting meeting = new Meeting(2);
        final CallCount count = new CallCount();
        final AtomicInteger made = new AtomicInteger();
        final AtomicInteger told = new AtomicInteger();
        final AtomicInteger withdrawn = new AtomicInteger();
        final AnyCall call;
        volatile boolean wasInterrupted;

        Scene(Maker maker) {
            call = maker.make(this::work, count, told::getAndIncrement);
        }

        Boolean work() {
            made.getAndIncrement();
            return true;
        }

        final void withdraw() {
            if (call.withdraw()) withdrawn.getAndIncrement();
        }
    }

    /** The thread meets the one that cancels in the call. */
    private static final class InCall extends Scene {
        InCall(Maker maker) {
            super(maker);
        }

        @Override
        Boolean work() {
            meeting.join();
            return wasInterrupted = Thread.interrupted();
        }

        /** Runs the call; returns whether it leaves the thread interrupted, for whatever comes next. */
        boolean run() {
            boolean ignored = Thread.interrupted(); // of a control's sample before this one
            call.run();
            Pause.spin(10);
            return Thread.interrupted();
        }

        void interrupt() {
            meeting.join();
            call.interrupt();
        }
    }

    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "during, after: the call was interrupted")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "during, after: it had ended, or was about to")
    private static final class OnlyDuring {}

    /** A call ends while it is interrupted. */
    @JCStressTest
    @JCStressMeta(OnlyDuring.class)
    @Outcome(expect = FORBIDDEN, desc = "during, after: the interrupt has reached whatever came next")
    @State
    public static class EndAgainstInterrupt {
        final InCall scene = new InCall(AnyCall::real);

        @Actor
        public void runs(ZZ_Result r) {
            r.r2 = scene.run();
            r.r1 = scene.wasInterrupted;
        }

        @Actor
        public void interrupts() {
            scene.interrupt();
        }
    }

    /** The mutant that {@link EndAgainstInterrupt} sees: looks whether the thread is in the call, then interrupts it. */
    @JCStressTest
    @JCStressMeta(OnlyDuring.class)
    @Outcome(
            id = {"false, true", "true, true"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "during, after: the interrupt has reached whatever came next, perhaps the next sample")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class InterruptAfterALookControl {
        final InCall scene = new InCall(AnyCall::interruptedAfterALook);

        @Actor
        public void runs(ZZ_Result r) {
            r.r2 = scene.run();
            r.r1 = scene.wasInterrupted;
        }

        @Actor
        public void interrupts() {
            scene.interrupt();
        }
    }

    /** The thread and the one that interrupts meet before the call begins. */
    private static final class Begin extends Scene {
        private static final int TRIES = 200;

        Begin(Maker maker) {
            super(maker);
        }

        @Override
        Boolean work() {
            return wasInterrupted = Thread.interrupted();
        }

        /** Runs the call; returns whether it leaves the thread interrupted, for whatever comes next. */
        boolean run() {
            meeting.join();
            call.run();
            return Thread.interrupted();
        }

        /** Interrupts the call as soon as it has begun. */
        void interrupt() {
            meeting.join();
            for (int i = 0; i < TRIES; i++) call.interrupt();
        }
    }

    /** A call begins while it is interrupted. */
    @JCStressTest
    @JCStressMeta(OnlyDuring.class)
    @Outcome(expect = FORBIDDEN, desc = "during, after: the interrupt has reached whatever came next")
    @State
    public static class BeginAgainstInterrupt {
        final Begin scene = new Begin(AnyCall::real);

        @Actor
        public void runs(ZZ_Result r) {
            r.r2 = scene.run();
            r.r1 = scene.wasInterrupted;
        }

        @Actor
        public void interrupts() {
            scene.interrupt();
        }
    }

    /** The mutant that {@link BeginAgainstInterrupt} sees: begins, and then puts aside what it takes for somebody else's interrupt. */
    @JCStressTest
    @JCStressMeta(OnlyDuring.class)
    @Outcome(
            id = "false, true",
            expect = ACCEPTABLE_INTERESTING,
            desc = "during, after: put aside, and given back to whatever came next")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PutsAsideWhenBegunControl {
        final Begin scene = new Begin(AnyCall::putsAsideWhenBegun);

        @Actor
        public void runs(ZZ_Result r) {
            r.r2 = scene.run();
            r.r1 = scene.wasInterrupted;
        }

        @Actor
        public void interrupts() {
            scene.interrupt();
        }
    }

    /** The thread and the one that cancels meet before the call begins. */
    private static final class BeforeCall extends Scene {
        BeforeCall(Maker maker) {
            super(maker);
        }

        void run() {
            meeting.join();
            call.run();
        }

        void withdrawOnceMet() {
            meeting.join();
            withdraw();
        }

        /** Returns how many are counted that have neither been withdrawn nor ended, and a hundred for each end that was told in vain, or was not. */
        int left() {
            return count.waiting() + count.running() + 100 * Math.abs(told.get() - made.get());
        }
    }

    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "made, withdrawn, left: it has begun")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "made, withdrawn, left: it never begins")
    private static final class MadeOrWithdrawn {}

    /** A call begins while it is withdrawn. */
    @JCStressTest
    @JCStressMeta(MadeOrWithdrawn.class)
    @Outcome(expect = FORBIDDEN, desc = "made, withdrawn, left: both, or something is left")
    @State
    public static class BeginAgainstWithdraw {
        final BeforeCall scene = new BeforeCall(AnyCall::real);

        @Actor
        public void runs() {
            scene.run();
        }

        @Actor
        public void withdraws() {
            scene.withdrawOnceMet();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r1 = scene.made.get();
            r.r2 = scene.withdrawn.get();
            r.r3 = scene.left();
        }
    }

    /** The mutant that {@link BeginAgainstWithdraw} sees: looks whether it has begun, then withdraws it by a store. */
    @JCStressTest
    @JCStressMeta(MadeOrWithdrawn.class)
    @Outcome(id = "1, 1, .*", expect = ACCEPTABLE_INTERESTING, desc = "made, withdrawn, left: it is made all the same")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class WithdrawAfterALookControl {
        final BeforeCall scene = new BeforeCall(AnyCall::withdrawnAfterALook);

        @Actor
        public void runs() {
            scene.run();
        }

        @Actor
        public void withdraws() {
            scene.withdrawOnceMet();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r1 = scene.made.get();
            r.r2 = scene.withdrawn.get();
            r.r3 = scene.left();
        }
    }

    /** A call on one of the scheduler's threads, which the test has to wait for. */
    private static final class OnThread extends Scene {
        private static final int PATIENCE = 5_000;

        private final BlockingThreads threads = new BlockingThreads(1);
        private final AtomicInteger strays = new AtomicInteger();

        OnThread(Maker maker) {
            super(maker);
        }

        @Override
        Boolean work() {
            made.getAndIncrement();
            Pause.spin(2);
            return Thread.interrupted();
        }

        /** As the first step of its task does. */
        void start() {
            try {
                threads.start("a test", this::run);
            } catch (RejectedExecutionException closed) {
                withdraw();
            }
        }

        private void run() {
            call.run();
            Pause.spin(10);
            if (Thread.interrupted()) strays.getAndIncrement();
        }

        /** Waits for the begin of the call, but not for long: it may never come. */
        private void awaitBegin() {
            for (int i = 0; i < PATIENCE && made.get() == 0; i++) Thread.onSpinWait();
        }

        /** As a task does that is cancelled. */
        void cancel() {
            awaitBegin();
            withdraw();
            if (withdrawn.get() == 0) call.interrupt();
        }

        void close() {
            awaitBegin();
            threads.close();
        }

        /** Waits until no thread is left; returns how many interrupts have reached more than the call. */
        int strays() {
            while (threads.size() > 0) Thread.yield();
            return strays.get();
        }
    }

    @Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "made, told, withdrawn, stray interrupts: it has ended")
    @Outcome(id = "0, 0, 1, 0", expect = ACCEPTABLE, desc = "made, told, withdrawn, stray interrupts: it never begins")
    private static final class ToldOrWithdrawn {}

    /** A call ends while its task is cancelled and its threads are closed. */
    @JCStressTest
    @JCStressMeta(ToldOrWithdrawn.class)
    @Outcome(
            expect = FORBIDDEN,
            desc = "made, told, withdrawn, stray interrupts: told twice or never, or a stray interrupt")
    @State
    public static class EndAgainstCancelAgainstClose {
        final OnThread scene = new OnThread(AnyCall::real);

        @Actor
        public void starts() {
            scene.start();
        }

        @Actor
        public void cancels() {
            scene.cancel();
        }

        @Actor
        public void closes() {
            scene.close();
        }

        @Arbiter
        public void end(IIII_Result r) {
            r.r4 = scene.strays();
            r.r1 = scene.made.get();
            r.r2 = scene.told.get();
            r.r3 = scene.withdrawn.get();
        }
    }

    /** The mutant that {@link EndAgainstCancelAgainstClose} sees: as {@link InterruptAfterALookControl}. */
    @JCStressTest
    @JCStressMeta(ToldOrWithdrawn.class)
    @Outcome(
            id = "1, 1, 0, 1",
            expect = ACCEPTABLE_INTERESTING,
            desc = "made, told, withdrawn, stray interrupts: one has reached more than the call")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class InterruptOnThreadAfterALookControl {
        final OnThread scene = new OnThread(AnyCall::interruptedAfterALook);

        @Actor
        public void starts() {
            scene.start();
        }

        @Actor
        public void cancels() {
            scene.cancel();
        }

        @Actor
        public void closes() {
            scene.close();
        }

        @Arbiter
        public void end(IIII_Result r) {
            r.r4 = scene.strays();
            r.r1 = scene.made.get();
            r.r2 = scene.told.get();
            r.r3 = scene.withdrawn.get();
        }
    }
}
