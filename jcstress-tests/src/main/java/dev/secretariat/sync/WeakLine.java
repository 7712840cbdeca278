package dev.secretariat.sync;

import dev.secretariat.stress.Pause;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A line that does one thing wrong, for the controls of {@link LineTests}: what each of these tests has to see. */
final class WeakLine {
    enum Flaw {
        /** Looks for permits, then enters, and does not look again. */
        ENTERS_WITHOUT_A_LOOK,
        /** One that leaves does not give back what it has been granted meanwhile. */
        KEEPS_WHAT_COMES_TOO_LATE,
        /** Whoever finds that somebody serves leaves all to them, who may have looked already. */
        ENDS_WITHOUT_A_LOOK
    }

    private enum Wait {
        WAITS,
        GRANTED,
        QUIT
    }

    final class Request {
        private final AtomicReference<Wait> wait = new AtomicReference<>(Wait.WAITS);

        boolean isHeld() {
            return wait.get() == Wait.GRANTED;
        }

        void close() {
            if (wait.compareAndSet(Wait.WAITS, Wait.QUIT)) serve();
            else if (flaw != Flaw.KEEPS_WHAT_COMES_TOO_LATE) give();
        }
    }

    private final Flaw flaw;
    private final AtomicInteger permits;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicBoolean served = new AtomicBoolean();
    private final Queue<Request> line = new ConcurrentLinkedQueue<>();

    WeakLine(Flaw flaw, int permits) {
        this.flaw = flaw;
        this.permits = new AtomicInteger(permits);
    }

    int permits() {
        return permits.get();
    }

    Request request() {
        Request request = new Request();
        if (permits.get() > 0) {
            line.add(request);
            serve();
            return request;
        }
        if (flaw == Flaw.ENTERS_WITHOUT_A_LOOK) Pause.spin(1);
        line.add(request);
        if (flaw != Flaw.ENTERS_WITHOUT_A_LOOK) serve();
        return request;
    }

    void give() {
        permits.getAndIncrement();
        serve();
    }

    private void serve() {
        if (flaw == Flaw.ENDS_WITHOUT_A_LOOK) {
            if (!served.compareAndSet(false, true)) return;
            grantAll();
            Pause.spin(1);
            served.set(false);
        } else if (looks.getAndIncrement() == 0) {
            do grantAll();
            while (looks.decrementAndGet() != 0);
        }
    }

    private void grantAll() {
        for (Request next = line.peek(); next != null && permits.get() > 0; next = line.peek()) {
            Request ignored = line.poll();
            if (next.wait.compareAndSet(Wait.WAITS, Wait.GRANTED)) permits.getAndDecrement();
        }
    }
}
