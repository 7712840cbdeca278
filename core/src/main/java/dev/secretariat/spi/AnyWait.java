package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.internal.Throwables;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The wait of one task for the first of several awaitables. Used by the owner of the cell only, once.
 *
 * <p>If one of them holds already, those before it stay registered until {@link #deregister}, as rule T9
 * wants: an awaitable may have given one of them a wake that only the task's next step can use.
 */
final class AnyWait implements Awaitable {
    private final Branch[] branches;
    private final Timers timers;
    private int registered;

    /**
     * A wait that has not begun.
     *
     * @param branches what it waits for; the wait's own from now on
     * @param timers the scheduler's own
     */
    AnyWait(Branch[] branches, Timers timers) {
        this.branches = branches;
        this.timers = timers;
    }

    /** Returns whether whoever waits for the one waits for the other. */
    static boolean isFor(Awaitable awaited, Awaitable other) {
        return awaited == other || (awaited instanceof AnyWait any && any.waitsFor(other));
    }

    /** Deadlines of the scheduler's own in their turn, so that those who are late do not overtake one another. */
    static boolean register(Awaitable source, Waker waker, Timers timers) {
        return source instanceof TimerDeadline deadline
                ? deadline.registerInTurn(waker, timers)
                : source.register(waker);
    }

    /** Returns what holds already of what was awaited; after a {@link #register} that returned false. */
    static Awaitable held(Awaitable awaited) {
        return awaited instanceof AnyWait any ? any.branches[any.registered].source() : awaited;
    }

    boolean waitsFor(Awaitable awaitable) {
        return waitsForOne(branch -> branch == awaitable);
    }

    boolean waitsForOne(Predicate<@Nullable Object> which) {
        return Arrays.stream(branches).anyMatch(branch -> which.test(branch.home()));
    }

    /** Returns whether a deadline has ended a wait, for the wait's owner: one that held already, or has rung meanwhile. */
    static boolean isTimeUp(@Nullable Awaitable awaited) {
        return awaited instanceof TimerDeadline || (awaited instanceof AnyWait any && any.isTimeUp());
    }

    private boolean isTimeUp() {
        if (registered < branches.length) return branches[registered].isDeadline();
        return Arrays.stream(branches).anyMatch(Branch::hasRung);
    }

    @Override
    public boolean register(Waker waker) {
        for (Branch branch : branches) {
            if (!register(branch.source(), branch, timers)) return false;
            registered++;
        }
        return true;
    }

    /** Deregisters from all; a failure of one does not spare the others. */
    @Override
    public void deregister(Waker waker) {
        Throwable first = null;
        while (registered > 0) {
            try {
                branches[--registered].deregister();
            } catch (Throwable failure) {
                if (first == null) first = failure;
                else Throwables.suppress(first, failure);
            }
        }
        if (first != null) throw Throwables.unchecked(first);
    }

    @Override
    public String toString() {
        return "any of " + Arrays.toString(branches);
    }
}
