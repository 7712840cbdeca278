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
 * FREE, LENT -&gt; LIVE           by its registrant, by CAS, before it is pushed
 * LIVE -&gt; DEAD                 by its registrant, by CAS: it has left
 * any -&gt; FREE                  by whoever took the node out; if it was LIVE then, they wake it
 *
 * FREE, LENT -&gt; DEAD -&gt; LENT   by its registrant, by CAS: in its stead another is about to be pushed
 * LENT -&gt; DEAD -&gt; FREE         by CAS, by whoever found that it has been, or has left
 * </pre>
 *
 * <p>While it is lent it is in no list, and its link leads to the {@link ForwardingNode} that stands for it
 * elsewhere: so that one is found without a search when it leaves. Each change of a lent node begins with a CAS of
 * its mark, so one thread at a time writes the link; in between it is dead, which nobody but that thread changes. Two
 * stand-ins of one node may take the loan from each other: one that has lost it has to be searched for, and that is all.
 */
public abstract class WaitNode extends WaiterList {
    private static final VarHandle MARK = Handles.field(MethodHandles.lookup(), "mark", int.class);
    private static final int FREE = 0;
    private static final int LIVE = 1;
    private static final int DEAD = 2;
    private static final int LENT = 3;
    private static final int STATE = 3;
    private static final int BUDGET_SHIFT = 2;

    /**
     * The next older node, or the stand-in of a lent one. Plain. Written by the registrant before the CAS that
     * publishes the node, by whoever has taken the node out or detached the stack, and by whoever changes the loan. A
     * walk may see it change.
     */
    @Nullable
    WaitNode next;

    private volatile int mark;

    /** For subclasses. */
    protected WaitNode() {}

    /** Wakes the waiter; the node may be registered again already. */
    protected abstract void wake();

    /** As {@link #wake}, by a caller that has made sure of the stack: whoever closes a list does so once for all. */
    protected void wakeReserved() {
        wake();
    }

    /** Returns the one list whose stack this node may join; asked only by its registrant. */
    protected abstract @Nullable Object home();

    /**
     * Returns whether this node may join the stack of that list: its {@link #home}. For one that is registered once, and once only,
     * any will do.
     */
    protected boolean joins(WaiterList list) {
        return home() == list;
    }

    final boolean isFree() {
        return (mark & STATE) == FREE;
    }

    /** Claims the node for a push; false if it is in a list. */
    final boolean claim() {
        return takeFor(LIVE);
    }

    private boolean takeFor(int state) {
        int now = mark; // with whatever budget a late spend() or setBudget() has left on a free node
        while ((now & STATE) == FREE || (now & STATE) == LENT) {
            if (MARK.compareAndSet(this, now, state)) return true;
            now = mark;
        }
        return false;
    }

    // ---- Lending ----

    /** Lends this node: from now on {@link #standIn} finds the one that is about to be pushed in its stead. */
    final void lendTo(ForwardingNode standIn) {
        if (!takeFor(DEAD)) return;
        next = standIn;
        mark = LENT;
    }

    /** Returns who stands for this node in some list, if that is known. */
    final @Nullable ForwardingNode standIn() {
        return (mark & STATE) == LENT && next instanceof ForwardingNode standIn ? standIn : null;
    }

    /** Ends the loan, unless another has it by now. */
    final void takeBackFrom(ForwardingNode standIn) {
        int now = mark;
        while ((now & STATE) == LENT && next == standIn) {
            // Should another have got the loan since that look, it loses it here and is searched for.
            if (MARK.compareAndSet(this, now, DEAD)) {
                next = null;
                mark = FREE;
                return;
            }
            now = mark;
        }
    }

    // ---- In a list ----

    final boolean isDead() {
        return (mark & STATE) == DEAD;
    }

    final int budget() {
        return mark >> BUDGET_SHIFT;
    }

    /** Sets the node live, with a budget; before it is published. */
    final void makeLive(int budget) {
        mark = (budget << BUDGET_SHIFT) | LIVE;
    }

    /** Marks the node dead; says whether it was live. */
    final boolean kill() {
        for (; ; ) {
            int now = mark;
            if ((now & STATE) != LIVE) return false;
            if (MARK.compareAndSet(this, now, (now & ~STATE) | DEAD)) return true;
        }
    }

    /** Marks the node free; says whether it was live. */
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
