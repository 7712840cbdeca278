package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Step;
import dev.secretariat.Waker;
import dev.secretariat.internal.Throwables;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The wait of one task for the first of several awaitables. Used by the cell's worker only, once.
 *
 * <p>If one of them holds already, those before it stay registered until {@link #deregister}, as rule T9
 * wants: an awaitable may have given one of them a wake that only the task's next step can use.
 */
final class AnyWait implements Awaitable {
    private final Branch[] branches;
    private int registered;

    AnyWait(TaskCell<?> cell, Step.AwaitAny<?> step) {
        branches = new Branch[step.count()];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = new Branch(cell, step.awaitable(i));
        }
    }

    /** What holds already; after a {@link #register} that returned false. */
    Awaitable held() {
        return branches[registered].source();
    }

    boolean waitsFor(Awaitable awaitable) {
        return waitsForOne(branch -> branch == awaitable);
    }

    boolean waitsForOne(Predicate<@Nullable Object> which) {
        return Arrays.stream(branches).anyMatch(branch -> which.test(branch.home()));
    }

    /** Whether it is a deadline that held already, when {@link #register} said that one of them does. */
    boolean isTimeUp() {
        return branches[registered].isDeadline();
    }

    @Override
    public boolean register(Waker waker) {
        for (Branch branch : branches) {
            if (!branch.register()) return false;
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
