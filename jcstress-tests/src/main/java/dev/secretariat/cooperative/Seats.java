package dev.secretariat.cooperative;

import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import dev.secretariat.internal.Inbox;
import dev.secretariat.stress.Meeting;
import dev.secretariat.stress.Pause;
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

    /**
     * A taken seat that somebody begins to wait for, and what the driver and that thread do once they have met. No test
     * can see a thread's permit, so the seat's queue is replaced by one that notes whether a thread was looked up to be
     * unparked: that look is always followed by its unpark.
     */
    static final class Awaited {
        private static final Thread SECOND = new Thread(() -> {});

        private final Meeting meeting;
        private final DriversSeat seat = free();
        private final Waiting queue;

        private Awaited(Meeting meeting, Thread whom) {
            this.meeting = meeting;
            queue = new Waiting(whom);
            seat.tryTake();
            try {
                WAITING.set(seat, queue);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }

        /** By the calling thread. */
        static Awaited byOne(Meeting meeting) {
            return new Awaited(meeting, null);
        }

        /** By the calling thread, which gives up, and by a second one, whose wake is noted. */
        static Awaited byTwo(Meeting meeting) {
            return new Awaited(meeting, SECOND);
        }

        void leave() {
            meeting.join();
            seat.leave();
        }

        boolean queueUpAndTryTake() {
            meeting.join();
            seat.queueUp();
            return seat.tryTake() != null;
        }

        boolean tryTakeAndQueueUp() {
            meeting.join();
            boolean taken = seat.tryTake() != null;
            Pause.spin(5);
            seat.queueUp(); // without a second try
            return taken;
        }

        void queueUpAndGiveUp() {
            meeting.join();
            queueUpBoth();
            seat.giveUp();
        }

        void queueUpAndGiveUpSilently() {
            meeting.join();
            queueUpBoth();
            queue.remove(Thread.currentThread()); // without a look whether the seat is free
        }

        /** The calling thread is the first, another the second in the queue. */
        private void queueUpBoth() {
            seat.queueUp();
            queue.add(SECOND);
        }

        boolean isRung() {
            return queue.rung;
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
