package dev.secretariat.internal;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one place where threads are made. */
public final class Threads {
    private Threads() {}

    /** Makes threads of one name, with the context class loader of the calling thread. */
    public static ThreadFactory named(String name) {
        return factory(name, false);
    }

    /** As {@link #named}, but they do not keep the JVM alive. */
    public static ThreadFactory daemons(String name) {
        return factory(name, true);
    }

    private static ThreadFactory factory(String name, boolean daemon) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return runnable -> {
            Thread thread = new Thread(runnable, name);
            thread.setDaemon(daemon);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    /** As {@link #daemons}, but steps may be lent to them, and they inherit no thread-locals of the thread that makes them. */
    public static ThreadFactory borrowing(String name) {
        return runnable -> {
            Thread thread = new Borrowing(runnable, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Returns whether a thread is {@link #borrowing}. */
    static boolean isBorrowing(Thread thread) {
        return thread instanceof Borrowing;
    }

    /**
     * Makes threads with a prefix and a number, from zero.
     *
     * @param loader their context class loader; null for that of the calling thread
     */
    public static ThreadFactory numbered(String prefix, boolean daemon, @Nullable ClassLoader loader) {
        ClassLoader context = loader != null ? loader : Thread.currentThread().getContextClassLoader();
        AtomicInteger made = new AtomicInteger();
        return runnable -> {
            Thread thread = new Thread(runnable, prefix + "-" + made.getAndIncrement());
            thread.setDaemon(daemon);
            thread.setContextClassLoader(context);
            return thread;
        };
    }

    /** Starts a thread that was made by {@link VirtualThreads}. */
    public static void start(Thread thread) {
        thread.start();
    }

    /**
     * Makes and starts a thread, which ends when the runnable returns.
     *
     * @param runnable run again if it throws
     * @throws IllegalStateException if the factory makes none, or one that cannot be started
     */
    public static Thread start(ThreadFactory factory, Runnable runnable) {
        Thread thread = factory.newThread(new Lasting(runnable));
        if (thread == null) {
            throw new IllegalStateException("the thread factory " + Texts.of(factory) + " returned null");
        }
        if (thread.getState() != Thread.State.NEW) {
            throw new IllegalStateException("the thread factory " + Texts.of(factory)
                    + " returned a thread already started: " + Texts.of(thread));
        }
        thread.start();
        return thread;
    }

    /** A thread whose class tells it from all others, since each wake asks. */
    private static final class Borrowing extends Thread {
        Borrowing(Runnable runnable, String name) {
            super(null, runnable, name, 0, false);
        }
    }

    /**
     * Runs what it is given until that returns. A worker's loop catches all that comes out of the calls in it, but not
     * what comes out of itself: where HotSpot goes back from compiled code to the interpreter, it makes the objects
     * that the compiled code had done without, and an OutOfMemoryError for want of them may leave any frame at
     * any place, a catch block too. This frame never becomes hot, so it is not compiled.
     */
    private static final class Lasting implements Runnable {
        /** So long it pauses after a failure: what fails each time must not keep a processor busy. */
        private static final long NAP_NANOS = 1_000_000;

        private final Runnable runnable;

        Lasting(Runnable runnable) {
            this.runnable = runnable;
        }

        @Override
        public void run() {
            while (!hasReturned()) LockSupport.parkNanos(NAP_NANOS); // in case that it throws each time
        }

        private boolean hasReturned() {
            try {
                runnable.run();
                return true;
            } catch (Throwable ofTheJvm) {
                return false; // nothing that could be said of it is sure not to throw
            }
        }
    }
}
