package dev.secretariat.benchmarks.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A message without content from one command to another, at the cost of one atomic operation a side. */
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

    /** Null, then SENT, with the receiver's callback between them if it comes first. */
    @SuppressWarnings("unused") // by the handle
    private volatile @Nullable Object waiter;

    /** Lets the receiver go on: on the executor if it waits, else when it comes. */
    void send(Executor executor) {
        if (WAITER.getAndSet(this, SENT) instanceof Runnable waiting) executor.execute(waiting);
    }

    /** Goes on at once if the message is there, else when it is sent. */
    void receive(Runnable next) {
        if (!WAITER.compareAndSet(this, null, next)) next.run();
    }
}
