package dev.secretariat.internal;

import dev.secretariat.stress.Meeting;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.infra.results.III_Result;

/** A list of waiters, and what two actors do to it once they have met. */
final class WaiterScene {
    /** The waiters that a list keeps before a push purges it. */
    static final int BUDGET = 16;

    private static final MethodHandle PURGE;

    static {
        try {
            PURGE = MethodHandles.privateLookupIn(WaiterList.class, MethodHandles.lookup())
                    .findVirtual(WaiterList.class, "purge", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Meeting meeting = new Meeting(2);
    final PlainList list;
    final Waiter one;
    final Waiter two;

    /** So many others wait already. */
    WaiterScene(int others) {
        list = new PlainList(others);
        one = new Waiter(list);
        two = new Waiter(list);
    }

    /** Another waits, and on top of it the first one. */
    static WaiterScene oneWaits() {
        WaiterScene scene = new WaiterScene(1);
        scene.list.add(scene.one);
        return scene;
    }

    /** Another waits, and on top of it the first one, and on top of that the second one. */
    static WaiterScene bothWait() {
        WaiterScene scene = oneWaits();
        scene.list.add(scene.two);
        return scene;
    }

    /** Both waited, and the first one has left. It was not on top, so its dead node is still in the list. */
    static WaiterScene oneHasLeft() {
        WaiterScene scene = bothWait();
        scene.list.remove(scene.one);
        return scene;
    }

    boolean add(Waiter waiter) {
        meeting.join();
        return list.add(waiter);
    }

    void remove(Object waker) {
        meeting.join();
        list.removeWaiter(waker);
    }

    void addAndRemove(Waiter waiter) {
        meeting.join();
        list.add(waiter);
        list.remove(waiter);
    }

    void removeAndAdd(Waiter waiter) {
        meeting.join();
        list.remove(waiter);
        list.add(waiter);
    }

    /** Leaves the list where its node is lent to, and waits in this one. */
    void moveFrom(PlainList lentTo, Waiter waiter) {
        meeting.join();
        lentTo.remove(waiter);
        list.add(waiter);
    }

    boolean close() {
        return close(list);
    }

    boolean close(PlainList which) {
        meeting.join();
        return which.close();
    }

    void purge() {
        meeting.join();
        list.purgeNow();
    }

    /** How often each of the two has been woken when the event has come, and how many of the others once. */
    void judge(III_Result r) {
        list.close();
        r.r1 = one.wakes();
        r.r2 = two.wakes();
        r.r3 = list.wokenOnce();
    }

    /** A list with nothing but waiters. */
    static final class PlainList extends WaiterList {
        private final Waiter[] before;

        /** A list in which so many wait already. */
        PlainList(int waiters) {
            before = new Waiter[waiters];
            for (int i = 0; i < waiters; i++) {
                before[i] = new Waiter(this);
                add(before[i]);
            }
        }

        boolean add(Waiter waiter) {
            return addWaiter(waiter, waiter::wake);
        }

        void remove(Waiter waiter) {
            removeWaiter(waiter);
        }

        boolean close() {
            return closeAndWake();
        }

        /** As a third thread whose push has used up the budget. */
        void purgeNow() {
            try {
                PURGE.invokeExact((WaiterList) this);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        /** How many of those who waited from the beginning have been woken just once. */
        int wokenOnce() {
            int count = 0;
            for (Waiter waiter : before) {
                if (waiter.wakes() == 1) count++;
            }
            return count;
        }
    }

    static final class Waiter extends WaitNode {
        private final WaiterList list;
        private final AtomicInteger wakes = new AtomicInteger();

        Waiter(WaiterList list) {
            this.list = list;
        }

        @Override
        protected void wake() {
            wakes.getAndIncrement();
        }

        @Override
        protected Object home() {
            return list;
        }

        int wakes() {
            return wakes.get();
        }
    }
}
