package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/** Stands in a list for a waker that has no free node of its own there; a node that is in no list is lent to it. */
final class ForwardingNode extends WaitNode {
    private final WaiterList list;
    private final Object waker;
    private final Runnable wake;

    ForwardingNode(WaiterList list, Object waker, Runnable wake) {
        this.list = list;
        this.waker = waker;
        this.wake = wake;
    }

    /**
     * Returns whether it stands for that waker in that list. A walk can stray into another list, behind a node that has
     * moved there: hence the list.
     */
    boolean stands(WaiterList asked, Object forWaker) {
        return list == asked && waker == forWaker;
    }

    /** Borrows the waiter's own node, before this one is pushed. */
    void borrow() {
        WaitNode lender = lender();
        if (lender != null) lender.lendTo(this);
    }

    /** Gives that node back, now that this one stands for nobody any more, or never did. */
    void giveBack() {
        WaitNode lender = lender();
        if (lender != null) lender.takeBackFrom(this);
    }

    private @Nullable WaitNode lender() {
        return waker instanceof WaitNode own ? own : null;
    }

    @Override
    protected void wake() {
        giveBack();
        wake.run();
    }

    @Override
    protected void wakeReserved() {
        giveBack();
        WaitNode lender = lender();
        if (lender != null) lender.wakeReserved();
        else wake.run();
    }

    @Override
    protected Object home() {
        return list;
    }
}
