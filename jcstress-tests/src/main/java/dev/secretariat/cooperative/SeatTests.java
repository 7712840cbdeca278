package dev.secretariat.cooperative;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
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
        final Seats.Awaited scene = Seats.Awaited.byOne(new LateStoresMeeting());

        @Actor
        public void driver() {
            scene.leave();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            r.r1 = scene.queueUpAndTryTake();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = scene.isRung();
        }
    }

    /** The mutant that {@link LeaveAgainstQueueUp} sees: tries the seat, then queues up. */
    @JCStressTest
    @JCStressMeta(TakenOrRung.class)
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "taken, rung: the waiter parks for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class NoTryAfterQueueUpControl {
        final Seats.Awaited scene = Seats.Awaited.byOne(new Meeting(2));

        @Actor
        public void driver() {
            scene.leave();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            r.r1 = scene.tryTakeAndQueueUp();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r2 = scene.isRung();
        }
    }

    /**
     * The mutant that {@link LeaveAgainstQueueUp} sees: no fence between freeing the seat and the look into the queue.
     */
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
        final Seats.Awaited scene = Seats.Awaited.byTwo(new Meeting(2));

        @Actor
        public void driver() {
            scene.leave();
        }

        @Actor
        public void first() {
            scene.queueUpAndGiveUp();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = scene.isRung();
        }
    }

    /** The mutant that {@link LeaveAgainstGiveUp} sees: gives up without passing a wake on. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "rung: the second in the queue is unparked")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "rung: the second parks for ever")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class GiveUpSilentlyControl {
        final Seats.Awaited scene = Seats.Awaited.byTwo(new Meeting(2));

        @Actor
        public void driver() {
            scene.leave();
        }

        @Actor
        public void first() {
            scene.queueUpAndGiveUpSilently();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = scene.isRung();
        }
    }

    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "first, second: one has it")
    private static final class OneHasIt {}

    /** A free seat that two want, once they have met. */
    private static final class Free {
        private final Meeting meeting = new Meeting(2);
        private final DriversSeat seat = Seats.free();

        boolean tryTake() {
            meeting.join();
            return seat.tryTake() != null;
        }

        boolean tryTakeToTidyUp() {
            meeting.join();
            return seat.tryTakeToTidyUp() != null;
        }
    }

    /** Two want to drive. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "first, second: none or both have it")
    @State
    public static class TwoTakers {
        final Free seat = new Free();

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = seat.tryTake();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = seat.tryTake();
        }
    }

    /** One wants to drive, another to tidy up. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "driver, tidier: none or both have it")
    @State
    public static class TakeAgainstTidyUp {
        final Free seat = new Free();

        @Actor
        public void driver(ZZ_Result r) {
            r.r1 = seat.tryTake();
        }

        @Actor
        public void tidier(ZZ_Result r) {
            r.r2 = seat.tryTakeToTidyUp();
        }
    }

    /** A free seat that can be taken by a store, to drive or to tidy up. */
    private static final class SeatByStore {
        private static final Object TIDYING = new Object();
        private final Meeting meeting = new Meeting(2);
        private final AtomicReference<Object> holder = new AtomicReference<>();

        boolean tryTake() {
            meeting.join();
            return holder.get() == null && holder.compareAndSet(null, Thread.currentThread());
        }

        boolean tryTakeByStore() {
            return tryTakeByStore(Thread.currentThread());
        }

        boolean tryTakeToTidyUp() {
            return tryTakeByStore(TIDYING);
        }

        private boolean tryTakeByStore(Object taker) {
            meeting.join();
            if (holder.get() != null) return false;
            holder.set(taker); // for compareAndSet
            return true;
        }
    }

    /** The mutant that {@link TwoTakers} sees: takes the seat by a store. */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "first, second: both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TakeByStoreControl {
        final SeatByStore seat = new SeatByStore();

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = seat.tryTakeByStore();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = seat.tryTakeByStore();
        }
    }

    /**
     * The mutant that {@link TakeAgainstTidyUp} sees: takes the seat by a store to tidy up, beside a correct driver.
     */
    @JCStressTest
    @JCStressMeta(OneHasIt.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "driver, tidier: both have it")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TidyUpByStoreControl {
        final SeatByStore seat = new SeatByStore();

        @Actor
        public void driver(ZZ_Result r) {
            r.r1 = seat.tryTake();
        }

        @Actor
        public void tidier(ZZ_Result r) {
            r.r2 = seat.tryTakeToTidyUp();
        }
    }
}
