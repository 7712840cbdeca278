package dev.secretariat.parallel;

/** Tells the workers that no task is left, and none will come: their threads end. */
final class Termination {
    /** Written once, by the thread that terminates the scheduler, which unparks all workers afterwards. */
    private volatile boolean over;

    boolean isOver() {
        return over;
    }

    void set() {
        over = true;
    }
}
