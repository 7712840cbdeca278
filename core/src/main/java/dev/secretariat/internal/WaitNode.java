package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A waiter that brings its own link for one {@link WaiterList}.
 *
 * <p>It extends the list because a task both waits and is waited for, and Java has one superclass.
 *
 * <pre>
 * mark: 31 ......... 2 | 1 0
 *       budget          state        the budget counts only while the node is on top
 *
 * FREE -&gt; LIVE   by its registrant, by CAS, before it is pushed
 * LIVE -&gt; DEAD   by its registrant, by CAS: it has left
 * any  -&gt; FREE   by whoever took the node out; if it was LIVE then, they wake it
 * </pre>
 */
public abstract class WaitNode extends WaiterList {
    private static final VarHandle MARK = Handles.field(MethodHandles.lookup(), "mark", int.class);
    private static final int FREE = 0;
    private static final int LIVE = 1;
    private static final int DEAD = 2;
    private static final int STATE = 3;
    private static final int BUDGET_SHIFT = 2;

    /**
     * The next older node. Plain: published by the CAS that makes the node or a newer one the top, and
     * changed only by whoever owns the detached stack. A walk may see it change.
     */
    @Nullable
    WaitNode next;

    private volatile int mark;

    /** For subclasses. */
    protected WaitNode() {}

    /** Wakes the waiter; the node may be registered again already. */
    protected abstract void wake();

    /** As {@link #wake}, by a caller who has made sure of the stack: who closes a list does so once for all. */
    protected void wakeReserved() {
        wake();
    }

    /** The one list whose stack this node may join; asked only by its registrant. */
    protected abstract @Nullable Object home();

    final boolean isFree() {
        return (mark & STATE) == FREE;
    }

    /** Says whether the node was free; it is now the caller's to push. */
    final boolean claim() {
        int now = mark; // with whatever budget a late spend() or setBudget() has left on a free node
        while ((now & STATE) == FREE) {
            if (MARK.compareAndSet(this, now, LIVE)) return true;
            now = mark;
        }
        return false;
    }

    final boolean isDead() {
        return (mark & STATE) == DEAD;
    }

    final int budget() {
        return mark >> BUDGET_SHIFT;
    }

    /** Before the node is published. */
    final void enliven(int budget) {
        mark = (budget << BUDGET_SHIFT) | LIVE;
    }

    /** Says whether the node was live. */
    final boolean kill() {
        for (; ; ) {
            int now = mark;
            if ((now & STATE) != LIVE) return false;
            if (MARK.compareAndSet(this, now, (now & ~STATE) | DEAD)) return true;
        }
    }

    /** Says whether the node was live. */
    final boolean free() {
        return ((int) MARK.getAndSet(this, FREE) & STATE) == LIVE;
    }

    /** Counts down; returns what is left. */
    final int spend() {
        for (; ; ) {
            int now = mark;
            int changed = now - (1 << BUDGET_SHIFT);
            if (MARK.compareAndSet(this, now, changed)) return changed >> BUDGET_SHIFT;
        }
    }

    final void setBudget(int budget) {
        for (; ; ) {
            int now = mark;
            int changed = (budget << BUDGET_SHIFT) | (now & STATE);
            if (MARK.compareAndSet(this, now, changed)) return;
        }
    }
}
