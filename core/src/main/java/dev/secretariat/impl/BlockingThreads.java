package dev.secretariat.impl;

import dev.secretariat.Worker;
import dev.secretariat.internal.Lendable;
import dev.secretariat.internal.Threads;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The threads for blocking calls of one scheduler: made as they are needed, they end when they are idle, or with their scheduler. */
public final class BlockingThreads implements AutoCloseable {
    static final String LIMIT_PROPERTY = "dev.secretariat.blocking.maxThreads";

    /** So many of them cost half a gigabyte of stack at most, and more than any file system or pool of connections serves at a time. */
    private static final int LIMIT = Integer.getInteger(LIMIT_PROPERTY, 512);

    /** So long an idle one is kept: to make one takes a twentieth of a millisecond, to keep one a stack. */
    private static final long KEEP_SECONDS = 2;

    /** Those of whichever scheduler runs the task. */
    public static final BlockingPlace OF_THE_SCHEDULER = new BlockingPlace() {
        @Override
        public boolean isInStep(Worker worker) {
            return !Lendable.admitsThreads(worker);
        }

        @Override
        public CallCount count(Worker worker) {
            return of(worker).count;
        }

        @Override
        public void start(Worker worker, String name, Runnable call) {
            of(worker).start(name, call);
        }
    };

    private final CallCount count = new CallCount();
    private final int limit;
    private final ThreadPoolExecutor threads;

    private BlockingThreads() {
        this(LIMIT);
    }

    BlockingThreads(int limit) {
        this.limit = limit;
        // Without room in the queue, a call is given to an idle thread, or to a new one, or refused: it never waits
        // for the end of another, which may depend on it.
        this.threads = new ThreadPoolExecutor(
                0,
                limit,
                KEEP_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.numbered("blocking", true, null),
                new ThreadPoolExecutor.AbortPolicy());
    }

    /** Returns those of a worker's scheduler; one that keeps nothing has new ones each time, which end with what they run. */
    public static BlockingThreads of(Worker worker) {
        BlockingThreads kept = Lendable.belonging(worker, BlockingThreads.class, BlockingThreads::new);
        return kept != null ? kept : new BlockingThreads();
    }

    /** Returns how many calls run. */
    public int running() {
        return count.running();
    }

    /** Returns how many threads there are. */
    int size() {
        return threads.getPoolSize();
    }

    /**
     * Lets a thread run a call; its context class loader is that of the calling thread.
     *
     * @throws RejectedExecutionException if as many run as may, or the system gives no more threads
     */
    void start(String name, Runnable call) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            threads.execute(() -> run(name, loader, call));
        } catch (RejectedExecutionException busy) {
            throw refusal(
                    name,
                    limit + " others have begun and not ended, as many as -D" + LIMIT_PROPERTY
                            + " allows at a time; set that higher, or let fewer run at a time, as by Permits",
                    null);
        } catch (OutOfMemoryError none) {
            throw refusal(name, "the system gives no more threads; let fewer run at a time, as by Permits", none);
        }
    }

    private static void run(String name, @Nullable ClassLoader loader, Runnable call) {
        Thread me = Thread.currentThread();
        String idle = me.getName();
        me.setName(idle + ": " + name);
        me.setContextClassLoader(loader);
        try {
            call.run();
        } finally {
            me.setName(idle);
        }
    }

    private static RejectedExecutionException refusal(String name, String why, @Nullable Throwable cause) {
        return new RejectedExecutionException("the blocking call of task '" + name + "' gets no thread: " + why, cause);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
