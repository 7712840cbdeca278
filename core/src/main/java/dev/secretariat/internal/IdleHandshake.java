package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What lets the one consumer of many producers sleep.
 *
 * <p>The handshake is Dekker's: each side writes its own word, then reads the other's.
 *
 * <pre>
 * producer              consumer
 * add (a CAS)           idle = true (a volatile store)
 * read idle             read whether something has been added
 * </pre>
 *
 * <p>In every order at least one sees the other: either the consumer finds the element and does not
 * sleep, or a producer finds it idle. Of several producers the CAS of {@code idle} back to false lets
 * one ring, so a burst of posts costs one unpark. Only the consumer sets {@code idle}, so the reset
 * cannot overwrite a newer announcement.
 */
public abstract class IdleHandshake {
    private static final VarHandle IDLE = Handles.field(MethodHandles.lookup(), "idle", boolean.class);

    /** Set by the consumer, reset by the consumer or by the CAS of one producer. */
    private volatile boolean idle;

    /** Whom to unpark; written by the consumer before {@code idle}, read by the CAS's winner. */
    private @Nullable Thread sleeper;

    /** Of a consumer that is awake. */
    IdleHandshake() {}

    /** Returns whether there is nothing for which the consumer has to be awake. Asked by it, after it has become idle. */
    protected abstract boolean maySleep();

    /**
     * Makes the consumer look around, and unparks it if it sleeps. From any thread.
     *
     * @return true if this call ended an idleness that was announced without a thread to unpark: then
     *     somebody has to be told
     */
    public final boolean rouse() {
        if (!idle || !IDLE.compareAndSet(this, true, false)) return false;
        Thread thread = sleeper;
        LockSupport.unpark(thread);
        return thread == null;
    }

    /**
     * Announces that the consumer has nothing to do; from now on a post rouses it. Consumer only.
     *
     * @param sleeper the thread to unpark, or null if there is none
     * @return false if there is something to do: the consumer is then not idle
     */
    public final boolean becomeIdle(@Nullable Thread sleeper) {
        this.sleeper = sleeper;
        idle = true;
        if (maySleep()) return true;
        idle = false;
        return false;
    }

    /** Returns whether nobody has roused the consumer since it became idle. */
    public final boolean isIdle() {
        return idle;
    }

    /** Ends idleness from the consumer's side. Consumer only. */
    public final void becomeBusy() {
        idle = false;
    }
}
