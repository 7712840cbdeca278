package dev.secretariat.benchmarks.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Passes a message without content from one command to another, with one atomic operation on each side. */
final class OneShot {
    private static final VarHandle WAITER;
    private static final Object SENT = new Object();

    static {
        try {
            WAITER = MethodHandles.lookup().findVarHandle(OneShot.class, "waiter", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Null, then the callback of the receiver if it comes before the sender, then SENT. */
    @SuppressWarnings("unused") // by the handle
    private volatile @Nullable Object waiter;

    /** Lets the receiver go on: on the executor if it is waiting, otherwise as soon as it comes. */
    void send(Executor executor) {
        if (WAITER.getAndSet(this, SENT) instanceof Runnable waiting) executor.execute(waiting);
    }

    /** Runs {@code next} at once if the message is there, otherwise when it is sent. */
    void receive(Runnable next) {
        if (!WAITER.compareAndSet(this, null, next)) next.run();
    }
}
