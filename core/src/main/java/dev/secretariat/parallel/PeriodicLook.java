package dev.secretariat.parallel;

import dev.secretariat.spi.TaskCell;

/**
 * What a busy worker does every so many steps for tasks that wait elsewhere: gives a turn to what external threads have
 * brought, and takes the line of a worker that stays in one step.
 */
final class PeriodicLook {
    /**
     * So many steps an external thread's task waits at most for a worker that has enough to do; the look is a read
     * that is seldom cached.
     */
    static final int LOOK_INTERVAL = 64; // steps

    /**
     * So many looks lie between two visits, and one of the others is visited each time. So a step counts as long if
     * this worker makes 1,024 steps for each worker while it lasts; and what a visit costs, some cache lines of another
     * worker, is shared by as many.
     */
    private static final int VISIT_INTERVAL = 16; // looks

    private final SharedWork work;
    private final int number;
    private final RunQueue<TaskCell<?>> own;
    private final InjectionTurn turn;

    private int untilVisit = VISIT_INTERVAL;
    private int visited;
    private final long[] visitedSteps;

    PeriodicLook(SharedWork work, int number, RunQueue<TaskCell<?>> own, InjectionTurn turn) {
        this.work = work;
        this.number = number;
        this.own = own;
        this.turn = turn;
        this.visitedSteps = new long[work.workers()];
    }

    /** Looks around; called every {@link #LOOK_INTERVAL} steps. */
    void look() {
        if (!own.isBarred()) turn.begin();
        if (--untilVisit <= 0) visit();
    }

    /**
     * Looks at one of the others, in turn: if it has been in the same step since the last visit, its tasks
     * come here, so that they need not wait for a worker without work.
     */
    private void visit() {
        untilVisit = VISIT_INTERVAL;
        int count = work.workers();
        if (count == 1) return;
        visited = (visited + 1) % count;
        Peer other = work.peer(visited);
        long now = other.steps();
        boolean isStuck = visited != number && now == visitedSteps[visited];
        visitedSteps[visited] = now;
        if (isStuck) own.takeAllFrom(other.queue(), other.slot());
    }
}
