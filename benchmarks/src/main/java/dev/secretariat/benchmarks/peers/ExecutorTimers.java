package dev.secretariat.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A ScheduledThreadPoolExecutor in the two ways that keep cancelled tasks from piling up: each is removed
 * from the queue when it is cancelled, or they are purged together.
 */
final class ExecutorTimers implements TimerContestant {
    /** A purge walks along the whole queue, so it has to be rare. */
    private static final int PURGE_INTERVAL = 10_000;

    private final ScheduledThreadPoolExecutor pool;
    private final boolean purges;

    ExecutorTimers(int workers, boolean purges) {
        this.pool = new ScheduledThreadPoolExecutor(workers);
        this.purges = purges;
        pool.setRemoveOnCancelPolicy(!purges);
    }

    @Override
    public void inTurn(int timers) {
        for (int i = 1; i <= timers; i++) {
            set().cancel(false);
            if (purges && i % PURGE_INTERVAL == 0) pool.purge();
        }
        if (purges) pool.purge();
    }

    @Override
    public void pending(int timers) {
        List<Future<?>> futures = new ArrayList<>(timers);
        for (int i = 0; i < timers; i++) futures.add(set());
        for (Future<?> future : futures) future.cancel(false);
        if (purges) pool.purge();
    }

    @Override
    public void delayedTasks(int timers) {
        pending(timers);
    }

    private Future<?> set() {
        return pool.schedule(ExecutorTimers::ring, 1, TimeUnit.HOURS);
    }

    private static void ring() {}

    /** Returns how many timers are left in the queue. */
    int left() {
        return pool.getQueue().size();
    }

    @Override
    public void close() {
        Pools.stop(pool);
    }
}
