package dev.secretariat.cooperative;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The driver's seat: one thread has it, and nobody parks for ever beside a free one. */
public class SeatTests {
    @Outcome(
            id = {"true, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "taken, rung: the waiter took the seat")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "taken, rung: the waiter parks with a permit")
    private static final class TakenOrRung {}

    /** The driver leaves while somebody begins to wait for the seat. */
    @JCStressTest
    @JCStressMeta(TakenOrRung.class)
    @Outcome(expect = FORBIDDEN, desc = "taken, rung: the waiter parks for ever beside a free seat")
    @State
    public static class LeaveAgainstQueueUp {
        final Meeting meeting = new LateStoresMeeting();
        final Seats.Awaited awaited = Seats.Awaited.byOne();

        @Actor
        public void driver() {
            meeting.join();
            awaited.seat.leave();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            meeting.join();
            awaited.seat.queueUp();
            r.r1 = awaited.seat.tryTake() != null;
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = awaited.isRung();
        }
    }

    /** Tries the seat, then queues up. */
    @JCStressTest
    @JCStressMeta(TakenOrRung.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "taken, rung: the waiter parks for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class NoTryAfterQueueUpControl {
        final Meeting meeting = new Meeting(2);
        final Seats.Awaited awaited = Seats.Awaited.byOne();

        @Actor
        public void driver() {
            meeting.join();
            awaited.seat.leave();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            meeting.join();
            r.r1 = awaited.seat.tryTake() != null;
            Pause.spin(5);
            awaited.seat.queueUp(); // without a second try
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = awaited.isRung();
        }
    }

    /** Frees the seat without a fence before the look into the queue. */
    @JCStressTest
    @JCStressMeta(TakenOrRung.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "taken, rung: the waiter parks for ever")
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
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "rung: the second in the queue is unparked")
    @Outcome(expect = FORBIDDEN, desc = "rung: the second parks for ever beside a free seat")
    @State
    public static class LeaveAgainstGiveUp {
        final Meeting meeting = new Meeting(2);
        final Seats.Awaited awaited = Seats.Awaited.byTwo();

        @Actor
        public void driver() {
            meeting.join();
            awaited.seat.leave();
        }

        @Actor
        public void first() {
            meeting.join();
            awaited.queueUpBoth();
            awaited.seat.giveUp();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = awaited.isRung();
        }
    }

    /** Gives up without passing a wake on. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "rung: the second in the queue is unparked")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "rung: the second parks for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class GiveUpSilentlyControl {
        final Meeting meeting = new Meeting(2);
        final Seats.Awaited awaited = Seats.Awaited.byTwo();

        @Actor
        public void driver() {
            meeting.join();
            awaited.seat.leave();
        }

        @Actor
        public void first() {
            meeting.join();
            awaited.queueUpBoth();
            awaited.queue.remove(Thread.currentThread()); // without a look whether the seat is free
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = awaited.isRung();
        }
    }

    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "first, second: one has it")
    private static final class OneHasIt {}

    /** Two want to drive. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "first, second: none or both have it")
    @State
    public static class TwoTakers {
        final Meeting meeting = new Meeting(2);
        final DriversSeat seat = Seats.free();

        @Actor
        public void first(ZZ_Result r) {
            meeting.join();
            r.r1 = seat.tryTake() != null;
        }

        @Actor
        public void second(ZZ_Result r) {
            meeting.join();
            r.r2 = seat.tryTake() != null;
        }
    }

    /** One wants to drive, another to tidy up. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "driver, tidier: none or both have it")
    @State
    public static class TakeAgainstTidyUp {
        final Meeting meeting = new Meeting(2);
        final DriversSeat seat = Seats.free();

        @Actor
        public void driver(ZZ_Result r) {
            meeting.join();
            r.r1 = seat.tryTake() != null;
        }

        @Actor
        public void tidier(ZZ_Result r) {
            meeting.join();
            r.r2 = seat.tryTakeToTidyUp() != null;
        }
    }

    /** A seat that is taken by a store: to drive, or to tidy up. */
    private static final class SeatByStore {
        private static final Object TIDYING = new Object();
        private final AtomicReference<Object> holder = new AtomicReference<>();

        boolean tryTake() {
            return holder.get() == null && holder.compareAndSet(null, Thread.currentThread());
        }

        boolean tryTakeByStore(Object taker) {
            if (holder.get() != null) return false;
            holder.set(taker); // for compareAndSet
            return true;
        }

        boolean tryTakeToTidyUp() {
            return tryTakeByStore(TIDYING);
        }
    }

    /** Takes the seat by a store. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "first, second: both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TakeByStoreControl {
        final Meeting meeting = new Meeting(2);
        final SeatByStore seat = new SeatByStore();

        @Actor
        public void first(ZZ_Result r) {
            meeting.join();
            r.r1 = seat.tryTakeByStore(Thread.currentThread());
        }

        @Actor
        public void second(ZZ_Result r) {
            meeting.join();
            r.r2 = seat.tryTakeByStore(Thread.currentThread());
        }
    }

    /** Takes the seat by a store to tidy up, beside a driver that takes it as it should. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "driver, tidier: both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TidyUpByStoreControl {
        final Meeting meeting = new Meeting(2);
        final SeatByStore seat = new SeatByStore();

        @Actor
        public void driver(ZZ_Result r) {
            meeting.join();
            r.r1 = seat.tryTake();
        }

        @Actor
        public void tidier(ZZ_Result r) {
            meeting.join();
            r.r2 = seat.tryTakeToTidyUp();
        }
    }
}
