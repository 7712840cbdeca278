package dev.secretariat.fiber;

import dev.secretariat.Worker;
import dev.secretariat.internal.Lendable;
import dev.secretariat.internal.Threads;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads that carry bodies for one scheduler: each carries one after another, ends when nobody has needed it for a
 * while, or with the scheduler. Their number is bounded: a platform thread costs a stack, and thousands of them cost the machine.
 */
final class PlatformThreads implements AutoCloseable {
    static final String LIMIT_PROPERTY = "dev.secretariat.fiber.maxThreads";

    private static final int LIMIT = Integer.getInteger(LIMIT_PROPERTY, 4096);

    /** So long an idle one is kept: to make one takes a twentieth of a millisecond, to keep one a stack. */
    private static final long KEEP_NANOS = 2_000_000_000;

    private static final String IDLE = "fiber-idle";

    private final ThreadFactory factory = Threads.borrowing(IDLE);
    private final int limit;

    /** Those that have been started and have not ended. */
    private final AtomicInteger count = new AtomicInteger();

    /** Those that carry nothing, and some that have ended; the last one that came is taken first. */
    private final ConcurrentLinkedDeque<Carrying> idle = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    PlatformThreads() {
        this(LIMIT);
    }

    PlatformThreads(int limit) {
        this.limit = limit;
    }

    /** Returns those of a worker's scheduler. Of one that keeps none, they end with what they carry. */
    static PlatformThreads of(Worker worker) {
        PlatformThreads kept = Lendable.belonging(worker, PlatformThreads.class, PlatformThreads::new);
        if (kept != null) return kept;
        PlatformThreads single = new PlatformThreads();
        single.close();
        return single;
    }

    /**
     * Lets a thread run something.
     *
     * @param name what the thread is called meanwhile; its context class loader is that of the calling thread
     * @throws IllegalStateException if as many are busy as there may be, or the system gives no more
     */
    Carrying start(String name, Runnable load) {
        Load next = new Load(name, load, Thread.currentThread().getContextClassLoader());
        for (Carrying carrying = idle.pollFirst(); carrying != null; carrying = idle.pollFirst()) {
            if (carrying.take(next)) return carrying;
        }
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            throw refusal(
                    name, limit + " others have begun and not ended, as many as -D" + LIMIT_PROPERTY + " allows", null);
        }
        Carrying carrying = new Carrying(next);
        try {
            carrying.thread = Threads.start(factory, carrying);
        } catch (Throwable none) {
            count.decrementAndGet();
            if (none instanceof OutOfMemoryError) throw refusal(name, "the system gives no more", none);
            throw none;
        }
        return carrying;
    }

    /** Runs something on a platform thread, and waits until it has returned. */
    void call(String name, Runnable runnable) {
        Thread me = Thread.currentThread();
        AtomicBoolean returned = new AtomicBoolean();
        Carrying carrying = start(name, () -> {
            try {
                runnable.run();
            } finally {
                returned.set(true);
                LockSupport.unpark(me);
            }
        });
        boolean interrupted = false;
        while (!returned.get()) {
            LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true;
        }
        carrying.giveBack();
        if (interrupted) me.interrupt();
    }

    private static IllegalStateException refusal(String name, String why, @Nullable Throwable cause) {
        return new IllegalStateException(
                "the fiber of task '" + name + "' gets no thread: " + why
                        + "; let fewer of them wait at a time, or use JDK 24"
                        + " or later, where they need no platform threads",
                cause);
    }

    /** Returns how many threads there are. */
    int count() {
        return count.get();
    }

    /** Lets those end that are idle, and each other one with what it carries. */
    @Override
    public void close() {
        closed = true;
        for (Carrying carrying : idle) LockSupport.unpark(carrying.thread);
    }

    /** What a thread is to run. */
    record Load(String name, Runnable runnable, @Nullable ClassLoader loader) {}

    /** One of the threads. */
    final class Carrying implements Runnable {
        private static final Load GONE = new Load("", () -> {}, null);

        /** What it is to run; null while it runs that, and when it has, until somebody CASes the next one in; GONE at its end. */
        private final AtomicReference<@Nullable Load> next;

        private volatile @Nullable Thread thread;

        Carrying(@Nullable Load first) {
            this.next = new AtomicReference<>(first);
        }

        /** Gives it something to run; false if it has left. */
        boolean take(Load load) {
            if (!next.compareAndSet(null, load)) return false;
            LockSupport.unpark(thread);
            return true;
        }

        /** Ends its life, on its own thread; false if somebody has come with something to run. */
        boolean leave() {
            return next.get() == null && next.compareAndSet(null, GONE);
        }

        /** Returns the thread. */
        Thread thread() {
            return Objects.requireNonNull(thread);
        }

        /** Gives it back, as it has run what it was given, or is about to return from it. */
        void giveBack() {
            idle.addFirst(this);
            if (closed) LockSupport.unpark(thread); // it may have come to its end of work before this
        }

        @Override
        public void run() {
            Thread me = Thread.currentThread();
            for (; ; ) {
                Load load = next.get();
                if (load != null) {
                    next.set(null);
                    me.setName(load.name);
                    me.setContextClassLoader(load.loader);
                    load.runnable.run();
                    me.setName(IDLE);
                    boolean ignored = Thread.interrupted();
                    // Takes away an unpark that is left of its body's, which would end the pause. If it is that of a
                    // take() or a close(), what they have changed is seen below.
                    LockSupport.unpark(me);
                    LockSupport.park(this);
                } else {
                    if (!closed) LockSupport.parkNanos(this, KEEP_NANOS);
                    if (leave()) break;
                }
            }
            idle.remove(this);
            count.decrementAndGet();
        }
    }
}
