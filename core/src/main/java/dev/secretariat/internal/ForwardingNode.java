package dev.secretariat.internal;

/** Stands in a list for a waker that has no free node of its own there. */
final class ForwardingNode extends WaitNode {
    private final WaiterList list;
    private final Object waker;
    private final Runnable wake;

    ForwardingNode(WaiterList list, Object waker, Runnable wake) {
        this.list = list;
        this.waker = waker;
        this.wake = wake;
    }

    /** A walk can stray into another list, behind a node that has moved there: hence the list. */
    boolean stands(WaiterList asked, Object forWaker) {
        return list == asked && waker == forWaker;
    }

    @Override
    protected void wake() {
        wake.run();
    }

    @Override
    protected void wakeReserved() {
        if (waker instanceof WaitNode own) own.wakeReserved();
        else wake.run();
    }

    @Override
    protected Object home() {
        return list;
    }
}
