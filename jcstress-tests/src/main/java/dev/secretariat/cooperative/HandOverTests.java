package dev.secretariat.cooperative;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import dev.secretariat.internal.Inbox;
import dev.secretariat.internal.RecentTimers;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.stress.Meeting;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Deadlines of a scheduler that has terminated still ring, for whichever tasks wait for them (T4). */
public class HandOverTests {
    private static final Field INBOX;
    private static final Field TIMER_THREAD;
    private static final Field RECENT;
    private static final Field PHASE;

    static {
        try {
            INBOX = open(CooperativeScheduler.class, "inbox");
            TIMER_THREAD = open(SchedulerBase.class, "timerThread");
            RECENT = open(TIMER_THREAD.getType(), "recent");
            PHASE = open(TIMER_THREAD.getType(), "phase");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Field open(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static Object get(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked") // the phase is an AtomicReference of the thread's own enum
    private static void pretendThatTheTimerThreadRuns(Object timerThread) {
        AtomicReference<Object> phase = (AtomicReference<Object>) get(PHASE, timerThread);
        Class<?> phases = phase.get().getClass();
        for (Object constant : phases.getEnumConstants()) {
            if (constant.toString().equals("RUNNING")) phase.set(constant);
        }
    }

    /** Takes what the timer thread, which does not run, has been given, and counts it. */
    private static int given(Object timerThread) {
        RecentTimers<?> recent = (RecentTimers<?>) get(RECENT, timerThread);
        int count = 0;
        for (recent.take(); recent.peek() != null; recent.poll()) count++;
        return count;
    }

    /** Two deadlines are set at once; no driver will come any more. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "left: none, since both were given to the timer thread")
    @Outcome(expect = FORBIDDEN, desc = "left: one, where nobody looks")
    @State
    public static class TwoDeadlinesAfterTheEnd {
        final Meeting meeting = new Meeting(2);
        private static final Ticker TICKER = new ManualTicker();
        final CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(TICKER).build();
        final Deadline one = scheduler.deadline(Duration.ofHours(1));
        final Deadline two = scheduler.deadline(Duration.ofHours(1));

        public TwoDeadlinesAfterTheEnd() {
            scheduler.shutdownNow();
            pretendThatTheTimerThreadRuns(get(TIMER_THREAD, scheduler)); // so that no sample starts one
        }

        private void await(Deadline deadline) {
            meeting.join();
            deadline.register(() -> {});
        }

        @Actor
        public void one() {
            await(one);
        }

        @Actor
        public void two() {
            await(two);
        }

        @Arbiter
        public void end(I_Result r) {
            int handed = given(get(TIMER_THREAD, scheduler));
            int left = ((Inbox<?>) get(INBOX, scheduler)).size();
            r.r1 = handed >= 2 && left == 0 ? 0 : 1;
        }
    }

    /**
     * The mutant that {@link TwoDeadlinesAfterTheEnd} sees: posts, takes the seat if it is free, empties the inbox and
     * leaves without another look.
     */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "left: none")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "left: one, where nobody looks")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LeaveWithoutLookControl {
        final Meeting meeting = new Meeting(2);
        final Inbox<String> inbox = new Inbox<>();
        final DriversSeat seat = Seats.free();

        private void hand() {
            meeting.join();
            inbox.post("deadline");
            if (seat.tryTake() == null) return;
            while (inbox.poll() != null) {}
            seat.leave(); // without a look whether something came meanwhile
        }

        @Actor
        public void one() {
            hand();
        }

        @Actor
        public void two() {
            hand();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = inbox.size();
        }
    }
}
