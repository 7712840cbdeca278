package dev.secretariat.cooperative;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.lang.reflect.Field;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * The driver's seat: nobody parks for ever beside a free seat. No test can see a thread's permit, so the
 * seat's queue is replaced by one that notes who was looked up to be unparked.
 */
public class SeatTests {
    private static final Field WAITING;

    static {
        try {
            WAITING = DriversSeat.class.getDeclaredField("waiting");
            WAITING.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Notes whether a thread was looked up; that look is always followed by its unpark. */
    static final class Waiting extends ConcurrentLinkedQueue<Thread> {
        private static final long serialVersionUID = 1;
        private final Thread whom;
        private volatile boolean rung;

        /** Notes it for one thread, or for any if null. */
        Waiting(Thread whom) {
            this.whom = whom;
        }

        @Override
        public Thread peek() {
            Thread first = super.peek();
            if (first != null && (whom == null || first == whom)) rung = true;
            return first;
        }

        static Waiting in(DriversSeat seat, Thread whom) {
            try {
                Waiting waiting = new Waiting(whom);
                WAITING.set(seat, waiting);
                return waiting;
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The driver leaves while somebody begins to wait for the seat. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "took the seat")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "parks with a permit")
    @Outcome(expect = FORBIDDEN, desc = "parks for ever beside a free seat")
    @State
    public static class LeaveAgainstQueueUp {
        final Meeting meeting = new LateStoresMeeting();
        final DriversSeat seat = new DriversSeat();
        final Waiting waiting = Waiting.in(seat, null);

        public LeaveAgainstQueueUp() {
            seat.tryTake();
        }

        @Actor
        public void driver() {
            meeting.join();
            seat.leave();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            meeting.join();
            seat.queueUp();
            r.r1 = seat.tryTake();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = waiting.rung;
        }
    }

    /** Tries the seat, then queues up. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "took the seat")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "parks with a permit")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "parks for ever beside a free seat")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class NoTryAfterQueueUpControl {
        final Meeting meeting = new Meeting(2);
        final DriversSeat seat = new DriversSeat();
        final Waiting waiting = Waiting.in(seat, null);

        public NoTryAfterQueueUpControl() {
            seat.tryTake();
        }

        @Actor
        public void driver() {
            meeting.join();
            seat.leave();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            meeting.join();
            r.r1 = seat.tryTake();
            Pause.spin(5);
            seat.queueUp(); // without a second try
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = waiting.rung;
        }
    }

    /** Frees the seat without a fence before the look into the queue. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "took the seat")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "parks with a permit")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "parks for ever beside a free seat")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class OpaqueLeaveControl {
        final Meeting meeting = new LateStoresMeeting();
        final AtomicBoolean taken = new AtomicBoolean(true);
        final AtomicBoolean queued = new AtomicBoolean();
        boolean rung;

        @Actor
        public void driver() {
            meeting.join();
            taken.setOpaque(false); // for a volatile store
            rung = queued.get();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            meeting.join();
            queued.set(true);
            r.r1 = !taken.get() && taken.compareAndSet(false, true);
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = rung;
        }
    }

    /** The first in the queue gives up while the driver leaves: the second must hear of it. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the second in the queue is unparked")
    @Outcome(expect = FORBIDDEN, desc = "the second parks for ever beside a free seat")
    @State
    public static class LeaveAgainstGiveUp {
        final Meeting meeting = new Meeting(2);
        private static final Thread SECOND = new Thread(() -> {});
        final DriversSeat seat = new DriversSeat();
        final Waiting waiting = Waiting.in(seat, SECOND);

        public LeaveAgainstGiveUp() {
            seat.tryTake();
        }

        @Actor
        public void driver() {
            meeting.join();
            seat.leave();
        }

        @Actor
        public void first() {
            meeting.join();
            seat.queueUp();
            waiting.add(SECOND);
            seat.giveUp();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = waiting.rung;
        }
    }

    /** Gives up without passing a wake on. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the second in the queue is unparked")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "the second parks for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class GiveUpSilentlyControl {
        final Meeting meeting = new Meeting(2);
        private static final Thread SECOND = new Thread(() -> {});
        final DriversSeat seat = new DriversSeat();
        final Waiting waiting = Waiting.in(seat, SECOND);

        public GiveUpSilentlyControl() {
            seat.tryTake();
        }

        @Actor
        public void driver() {
            meeting.join();
            seat.leave();
        }

        @Actor
        public void first() {
            meeting.join();
            seat.queueUp();
            waiting.add(SECOND);
            waiting.remove(Thread.currentThread()); // without a look whether the seat is free
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = waiting.rung;
        }
    }

    /** Two want the free seat. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one has it")
    @Outcome(expect = FORBIDDEN, desc = "none or both have it")
    @State
    public static class TwoTakers {
        final Meeting meeting = new Meeting(2);
        final DriversSeat seat = new DriversSeat();

        @Actor
        public void first(ZZ_Result r) {
            meeting.join();
            r.r1 = seat.tryTake();
        }

        @Actor
        public void second(ZZ_Result r) {
            meeting.join();
            r.r2 = seat.tryTake();
        }
    }

    /** Takes the seat by a store. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one has it")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TakeByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicBoolean taken = new AtomicBoolean();

        private boolean tryTake() {
            if (taken.get()) return false;
            taken.set(true); // for compareAndSet
            return true;
        }

        @Actor
        public void first(ZZ_Result r) {
            meeting.join();
            r.r1 = tryTake();
        }

        @Actor
        public void second(ZZ_Result r) {
            meeting.join();
            r.r2 = tryTake();
        }
    }
}
