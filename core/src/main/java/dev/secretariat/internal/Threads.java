package dev.secretariat.internal;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
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

    /**
     * Makes and starts a thread.
     *
     * @throws IllegalStateException if the factory makes none, or one that cannot be started
     */
    public static Thread start(ThreadFactory factory, Runnable runnable) {
        Thread thread = factory.newThread(runnable);
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
}
