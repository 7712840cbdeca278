package dev.secretariat.internal;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Waiters that come to two lists and go, and lists that close.
 *
 * <p>A close and its wakes are not one atomic step, and a purge may delay the wakes: so only whether a
 * registration found the list closed is held against the sequential specification. The wakes are
 * counted when all is quiet.
 */
@Param(name = "list", gen = IntGen.class, conf = "0:1")
public abstract class WaiterListScenario {
    private static final int NOWHERE = -1;

    private final ListsUnderTest lists;
    private final Waiter[] waiters = {new Waiter(0), new Waiter(1), new Waiter(2)};
    private volatile boolean closedFirst;
    private volatile boolean closedSecond;

    WaiterListScenario(ListsUnderTest lists) {
        this.lists = lists;
    }

    @Operation(nonParallelGroup = "a")
    public final String registerA(@Param(name = "list") int list) {
        return waiters[0].register(list);
    }

    @Operation(nonParallelGroup = "a")
    public final boolean deregisterA() {
        return waiters[0].deregister();
    }

    @Operation(nonParallelGroup = "b")
    public final String registerB(@Param(name = "list") int list) {
        return waiters[1].register(list);
    }

    @Operation(nonParallelGroup = "b")
    public final boolean deregisterB() {
        return waiters[1].deregister();
    }

    @Operation(nonParallelGroup = "foreign")
    public final String registerForeign(@Param(name = "list") int list) {
        return waiters[2].register(list);
    }

    @Operation(nonParallelGroup = "foreign")
    public final boolean deregisterForeign() {
        return waiters[2].deregister();
    }

    @Operation
    public final void close(@Param(name = "list") int list) {
        if (list == 0) closedFirst = true;
        else closedSecond = true;
        lists.close(list);
    }

    @Validate
    public final void everyWakeComesOnceAndToThoseWhoWait() {
        for (Waiter waiter : waiters) waiter.checkBefore();
        lists.close(0);
        lists.close(1);
        for (Waiter waiter : waiters) waiter.checkAfter();
    }

    private boolean isClosed(int list) {
        return list == 0 ? closedFirst : closedSecond;
    }

    /** Its methods are called by one thread at a time. */
    private final class Waiter {
        private final int number;
        private int at = NOWHERE;
        private final List<Integer> registeredWith = new ArrayList<>();

        Waiter(int number) {
            this.number = number;
        }

        String register(int list) {
            if (at != NOWHERE) return "waits already";
            if (!lists.register(number, list)) return "closed";
            at = list;
            registeredWith.add(list);
            return "waits";
        }

        boolean deregister() {
            if (at == NOWHERE) return false;
            lists.deregister(number, at);
            at = NOWHERE;
            return true;
        }

        void checkBefore() {
            int wakes = lists.wakes(number);
            int explained = 0;
            for (int list : registeredWith) if (isClosed(list)) explained++;
            check(wakes <= explained, "woken, and what it waited for was not closed");
            if (at != NOWHERE && isClosed(at)) check(wakes > 0, "not woken by a close");
        }

        void checkAfter() {
            int wakes = lists.wakes(number);
            check(wakes <= registeredWith.size(), "woken too often");
            if (at != NOWHERE) check(wakes > 0, "lost from an open list");
            check(lists.isFree(number), "its node is in no list, and not free");
        }

        private void check(boolean holds, String otherwise) {
            if (holds) return;
            throw new IllegalStateException("waiter " + number + ": " + otherwise);
        }
    }
}
