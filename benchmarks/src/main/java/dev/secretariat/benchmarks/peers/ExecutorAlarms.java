package dev.secretariat.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A ScheduledThreadPoolExecutor in the two ways in which cancelled tasks do not pile up: each is taken
 * from the queue when it is cancelled, or all are purged together.
 */
final class ExecutorAlarms implements Alarms {
    private static final int PURGE_INTERVAL = 10_000;

    private final ScheduledThreadPoolExecutor pool;
    private final boolean purges;

    ExecutorAlarms(int workers, boolean purges) {
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
        return pool.schedule(ExecutorAlarms::ring, 1, TimeUnit.HOURS);
    }

    private static void ring() {}

    /** How many timers are left behind. */
    int left() {
        return pool.getQueue().size();
    }

    @Override
    public void close() {
        Pools.stop(pool);
    }
}
