package dev.secretariat.cooperative;

import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import dev.secretariat.internal.Inbox;
import java.lang.reflect.Field;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Seats of schedulers that nobody drives: one driver does for all of them, since no test here runs a step. */
final class Seats {
    private static final Ticker TICKER = new ManualTicker();
    private static final Driver DRIVER =
            new Driver(CooperativeScheduler.create(), new Inbox<>(), TICKER, new Successor("scheduler", null));
    private static final Field WAITING;

    static {
        try {
            WAITING = DriversSeat.class.getDeclaredField("waiting");
            WAITING.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Seats() {}

    static DriversSeat free() {
        return new DriversSeat(DRIVER);
    }

    static DriversSeat taken() {
        DriversSeat seat = free();
        seat.tryTake();
        return seat;
    }

    /**
     * A taken seat that somebody waits for. No test can see a thread's permit, so the seat's queue is replaced by
     * one that notes whether a thread was looked up to be unparked: that look is always followed by its unpark.
     */
    static final class Awaited {
        private static final Thread SECOND = new Thread(() -> {});

        final DriversSeat seat = taken();
        final ConcurrentLinkedQueue<Thread> queue;
        private final Waiting waiting;

        private Awaited(Thread whom) {
            try {
                waiting = new Waiting(whom);
                queue = waiting;
                WAITING.set(seat, waiting);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }

        /** By the calling thread. */
        static Awaited byOne() {
            return new Awaited(null);
        }

        /** By the calling thread, which gives up, and by a second one, whose wake is noted. */
        static Awaited byTwo() {
            return new Awaited(SECOND);
        }

        /** The calling thread is the first, another the second in the queue. */
        void queueUpBoth() {
            seat.queueUp();
            waiting.add(SECOND);
        }

        boolean isRung() {
            return waiting.rung;
        }
    }

    private static final class Waiting extends ConcurrentLinkedQueue<Thread> {
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
    }
}
