package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for an event that comes once. A superclass, so that a promise or task that nobody
 * waits for pays one field.
 *
 * <p>A lock-free stack (Treiber, "Systems Programming: Coping with Parallelism", 1986) whose nodes are
 * the waiters themselves. What differs from the textbook:
 *
 * <ul>
 *   <li><b>Nobody pops but the owner of the top.</b> A waiter that leaves marks its node dead, and
 *       unlinks it only if it is on top. Other dead nodes stay until the list is purged.
 *   <li><b>Purge is detach, filter, reattach.</b> It takes the whole stack by one CAS to null, so it
 *       owns the nodes alone, drops the dead and pushes the rest back. If the list was closed
 *       meanwhile, it wakes the rest itself.
 *   <li><b>The top carries a budget</b>: how many pushes, and how many leaves that only mark, until the
 *       next purge. After a purge that kept {@code k} nodes it is at least {@code k}, and a top that is
 *       unlinked hands it down. So a purge costs about as much as what came before it, and dead nodes
 *       number about as many as were live at the last purge, or {@link #FIRST_BUDGET}. The budget is a
 *       hint: racing updates may lose a few counts, never a node.
 * </ul>
 *
 * <p>Why an unlink cannot resurrect what a purge dropped: the node is dead before the top is read. If
 * it is on top then, and a purge detaches it before our CAS, that purge sees it dead and drops it, so
 * it cannot come back to the top and our CAS fails. If the purge came earlier, its new links are
 * visible with the top.
 *
 * <p>Why a node can be used again: it is free only after whoever took it out has read its link and
 * cleared it; only its own registrant makes it live, and registrations of one node do not overlap.
 *
 * <p>Non-invariants: a purge holds its nodes for a while, so a waiter may be woken by the purger,
 * shortly after the close has returned. A waker that is no {@link WaitNode}, or is lent to another stand-in by now,
 * is found by a walk, which may miss it beside a purge or an unlink; it then stays until the close and is woken
 * once more, which is harmless. {@link #closeAndWake} may say that nobody waited while a purge had them.
 */
public abstract class WaiterList {
    private static final LogMessage WAKER_THREW = LogMessage.error(WaiterList.class, "A waker threw; it must not");

    private static final VarHandle TOP = Handles.field(MethodHandles.lookup(), "top", Object.class);

    /** What a list is closed with that has nothing to say about its event. */
    private static final Object CLOSED = new Object();

    /**
     * Of a list with few waiters: so many dead nodes at most are kept, and a purge, which costs two CASes and a pass
     * over the list, is shared by as many that come or leave. Not tuned.
     */
    private static final int FIRST_BUDGET = 16;

    /** Null if empty, or the newest {@link WaitNode}; or anything else, with which it was closed, and which is final. */
    private volatile @Nullable Object top;

    /** For subclasses. */
    @SuppressWarnings("this-escape") // its identity alone
    protected WaiterList() {
        Touch.creates(this);
    }

    /**
     * For subclasses: of an event that may have come already.
     *
     * @param event as in {@link #tryClose}; null if it has not come
     */
    @SuppressWarnings("this-escape") // its identity alone
    protected WaiterList(@Nullable Object event) {
        Touch.creates(this);
        top = event; // nobody else has it yet; to publish it is up to whoever makes it
    }

    /**
     * Adds a waiter; false if the list is closed.
     *
     * @param waker the waiter; its own node is used if it is free
     * @param wake what wakes it
     */
    protected final boolean addWaiter(Object waker, Runnable wake) {
        Touch.writes(this);
        if (isClosed(top)) return false;
        if (waker instanceof WaitNode own && own.joins(this) && own.claim()) return push(own);
        ForwardingNode standIn = new ForwardingNode(this, waker, wake);
        standIn.borrow();
        boolean open = push(standIn);
        if (!open) standIn.giveBack();
        return open;
    }

    /** Removes a waiter; says whether it was there. */
    protected final boolean removeWaiter(Object waker) {
        Touch.writes(this);
        if (waker instanceof WaitNode own) {
            if (own.joins(this) && own.kill()) {
                unlinkOrCount(own);
                return true;
            }
            if (removeIfStandsFor(own.standIn(), waker)) return true;
        }
        for (WaitNode node = nodeOrNull(top); node != null; node = node.next) {
            if (removeIfStandsFor(node, waker)) return true;
        }
        return false;
    }

    /** Removes a node if it stands here for a waker; says whether it did. */
    private boolean removeIfStandsFor(@Nullable WaitNode node, Object waker) {
        if (!(node instanceof ForwardingNode standIn) || !standIn.stands(this, waker) || !standIn.kill()) return false;
        standIn.giveBack();
        unlinkOrCount(standIn);
        return true;
    }

    /**
     * Closes the list and wakes each waiter once, the oldest first; those that a purge has put back count
     * as newer.
     *
     * @return whether anyone waited
     */
    protected final boolean closeAndWake() {
        Touch.writes(this);
        Object last = TOP.getAndSet(this, CLOSED);
        return wakeAll(nodeOrNull(last));
    }

    /**
     * Closes the list with something that tells of the event, unless it is closed already, and wakes each waiter as {@link
     * #closeAndWake} does. What was written before happens-before whatever sees this in {@link #closedWith}.
     *
     * @param event no {@link WaitNode}
     * @return whether this call closed it
     */
    protected final boolean tryClose(Object event) {
        Touch.writes(this);
        for (; ; ) {
            Object before = top;
            if (isClosed(before)) return false;
            if (!TOP.compareAndSet(this, before, event)) continue;
            boolean ignored = wakeAll(nodeOrNull(before));
            return true;
        }
    }

    /** Returns what it was closed with; null while it is open. */
    protected final @Nullable Object closedWith() {
        Touch.reads(this);
        Object now = top;
        return isClosed(now) ? now : null;
    }

    /** Returns whether the event has come. */
    protected final boolean isClosed() {
        Touch.reads(this);
        return isClosed(top);
    }

    private static boolean isClosed(@Nullable Object top) {
        return top != null && !(top instanceof WaitNode);
    }

    /**
     * Returns whether somebody may wait; also true while only dead nodes are left. A false may be wrong while a purge
     * has the nodes.
     */
    protected final boolean mayHaveWaiters() {
        return top instanceof WaitNode;
    }

    /** Returns {@link #FIRST_BUDGET}; overridden by tests, to see a purge at once. */
    int firstBudget() {
        return FIRST_BUDGET;
    }

    private boolean push(WaitNode node) {
        for (; ; ) {
            Object before = top;
            if (isClosed(before)) {
                node.next = null;
                node.free();
                return false;
            }
            WaitNode below = nodeOrNull(before);
            node.next = below;
            int budget = below == null ? firstBudget() : below.budget() - 1;
            node.makeLive(budget);
            if (TOP.compareAndSet(this, before, (Object) node)) {
                if (budget <= 0) purge();
                return true;
            }
        }
    }

    /** Takes a dead node out if it is on top; else notes that it stays until a purge. */
    private void unlinkOrCount(WaitNode dead) {
        if (top == dead) {
            WaitNode below = dead.next;
            if (TOP.compareAndSet(this, (Object) dead, (Object) below)) {
                if (below != null) below.setBudget(dead.budget());
                dead.next = null;
                dead.free();
                return;
            }
        }
        WaitNode newest = nodeOrNull(top);
        if (newest != null && newest.spend() <= 0) purge();
    }

    private void purge() {
        Object detached = top;
        if (!(detached instanceof WaitNode)) return;
        // While a purge has the nodes nobody else does: whoever might run out of stack leaves it to the next.
        if (!StackReserve.isThere()) return;
        // If the top has moved, someone else pushes or purges; the next push tries again.
        if (!TOP.compareAndSet(this, detached, (Object) null)) return;

        WaitNode first = null;
        WaitNode last = null;
        int kept = 0;
        for (WaitNode node = nodeOrNull(detached), below; node != null; node = below) {
            below = node.next;
            if (node.isDead()) {
                node.next = null;
                node.free();
                continue;
            }
            if (last == null) first = node;
            else last.next = node;
            last = node;
            kept++;
        }
        if (first == null || last == null) return;
        last.next = null;
        first.setBudget(Math.max(firstBudget(), kept));
        for (; ; ) {
            Object before = top;
            if (isClosed(before)) {
                wakeForTheCloser(first);
                return;
            }
            last.next = nodeOrNull(before);
            if (TOP.compareAndSet(this, before, (Object) first)) return;
        }
    }

    /** Wakes those that a close has missed, and logs what a waker throws: it is not the purger's concern. */
    private static void wakeForTheCloser(WaitNode newest) {
        try {
            wakeAll(newest);
        } catch (Throwable failure) {
            WAKER_THREW.log(failure);
        }
    }

    private static boolean wakeAll(@Nullable WaitNode newest) {
        WaitNode oldest = null;
        for (WaitNode node = newest, below; node != null; node = below) {
            below = node.next;
            node.next = oldest;
            oldest = node;
        }
        boolean woken = false;
        Throwable first = null; // a waker must not throw; one that does cannot keep the rest asleep
        for (WaitNode node = oldest, newer; node != null; node = newer) {
            newer = node.next;
            node.next = null;
            if (!node.free()) continue;
            woken = true;
            try {
                node.wakeReserved();
            } catch (Throwable failure) {
                if (first == null) first = failure;
                else Throwables.suppress(first, failure);
            }
        }
        if (first != null) throw Throwables.unchecked(first);
        return woken;
    }

    private static @Nullable WaitNode nodeOrNull(@Nullable Object top) {
        return top instanceof WaitNode node ? node : null;
    }
}
