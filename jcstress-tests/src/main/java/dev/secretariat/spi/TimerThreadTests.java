package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.ManualTicker;
import dev.secretariat.internal.RecentTimers;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The timers' thread never sleeps longer than until the next deadline, though few messages wake it. */
public class TimerThreadTests {
    /** As long as the thread was parked last. */
    private static final long SHORT = 10;

    /** Until the deadline that is set. */
    private static final long MIDDLE = 50;

    /** As long as the thread will be parked next. */
    private static final long LONG = 100;

    private static final ManualTicker TICKER = new ManualTicker();
    private static final Field RECENT = open("recent");
    private static final Field PHASE = open("phase");

    private static Field open(String name) {
        try {
            Field field = TimerThread.class.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Object get(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** A thread that runs, as it thinks, and a deadline that comes after its last look but before the next one. */
    private static final class Scene {
        private final Meeting meeting = new Meeting(2);
        private final TimerThread timers = running();
        private final RecentTimers<?> recent = (RecentTimers<?>) get(RECENT, timers);
        private final TimerDeadline deadline = TimerDeadline.after(Duration.ofNanos(MIDDLE), timers);

        void setDeadline() {
            meeting.join();
            timers.set(deadline);
        }

        /** Says whether the thread parks. */
        boolean park() {
            meeting.join();
            lookAt(timers, LONG);
            return recent.becomeIdle(null);
        }

        boolean parkThenSayUntilWhen() {
            meeting.join();
            boolean parked = recent.becomeIdle(null);
            Pause.spin(20);
            lookAt(timers, LONG); // not before
            return parked;
        }

        boolean isWoken() {
            return !recent.isIdle();
        }
    }

    private static void lookAt(TimerThread timers, long nanos) {
        ((RecentTimers<?>) get(RECENT, timers)).announceLook(TICKER.nanos() + nanos);
    }

    /** Whose thread runs, as it thinks; so that no sample starts one. */
    @SuppressWarnings("unchecked") // the phase is an AtomicReference of the thread's own enum
    private static TimerThread running() {
        TimerThread timers = new TimerThread(TICKER, Thread::new);
        AtomicReference<Object> phase = (AtomicReference<Object>) get(PHASE, timers);
        for (Object constant : phase.get().getClass().getEnumConstants()) {
            if (constant.toString().equals("RUNNING")) phase.set(constant);
        }
        lookAt(timers, SHORT);
        return timers;
    }

    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "woken, parked: parked and woken")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "woken, parked: neither, since it has found the deadline")
    private static final class WokenOrAwake {}

    /** A deadline is set that comes after the last look but before the next one. */
    @JCStressTest
    @JCStressMeta(WokenOrAwake.class)
    @Outcome(expect = FORBIDDEN, desc = "woken, parked: for longer than until the deadline")
    @State
    public static class SetAgainstPark {
        final Scene scene = new Scene();

        @Actor
        public void setter() {
            scene.setDeadline();
        }

        @Actor
        public void thread(ZZ_Result r) {
            r.r2 = scene.park();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = r.r2 && scene.isWoken();
        }
    }

    /** The mutant that {@link SetAgainstPark} sees: becomes idle, then says until when. */
    @JCStressTest
    @JCStressMeta(WokenOrAwake.class)
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "woken, parked: for too long")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class IdleBeforeTimeControl {
        final Scene scene = new Scene();

        @Actor
        public void setter() {
            scene.setDeadline();
        }

        @Actor
        public void thread(ZZ_Result r) {
            r.r2 = scene.parkThenSayUntilWhen();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = r.r2 && scene.isWoken();
        }
    }
}
