package dev.secretariat.tck;

import org.jspecify.annotations.Nullable;

/**
 * Places at which an awaitable calls something of the test's, in the midst of {@code register}, say: there the test lets happen, on the same
 * thread, what another thread could do at that moment. So what takes luck with two threads is seen each time.
 */
final class Points {
    private volatile @Nullable Armed armed;

    /** Of the thread that has armed it. */
    private static final class Armed {
        private final Thread thread = Thread.currentThread();
        private final Runnable event;
        private int before;
        private boolean reached;

        Armed(int before, Runnable event) {
            this.before = before;
            this.event = event;
        }
    }

    /**
     * Lets something happen at one of the next points that the calling thread comes to, once.
     *
     * @param before how many points to pass first
     */
    void arm(int before, Runnable event) {
        armed = new Armed(before, event);
    }

    /** Ends that; says whether the point was reached. */
    boolean disarm() {
        Armed now = armed;
        armed = null;
        return now != null && now.reached;
    }

    /** Passes a point. */
    void pass() {
        Armed now = armed;
        if (now == null || now.thread != Thread.currentThread() || now.reached || now.before-- > 0) return;
        now.reached = true;
        now.event.run();
    }
}
