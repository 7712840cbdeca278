package dev.secretariat.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A copy of {@link WaiterList} and {@link WaitNode} with one thing wrong, or nothing. */
final class MutantLists extends ListsUnderTest {
    enum Mutation {
        NONE,
        PURGE_IGNORES_A_CLOSE,
        PURGE_FORGETS_WHAT_WAS_PUSHED_MEANWHILE,
        UNLINK_BY_A_PLAIN_STORE,
        UNLINK_LOOKS_BEFORE_IT_KILLS,
        KILL_WITHOUT_CAS,
        FREED_BEFORE_ITS_LINK_IS_READ,
        PUSH_BY_A_PLAIN_STORE,
        CLOSE_READS_THEN_WRITES,
        DEAD_NODES_ARE_USED_AGAIN,
        LOAN_ENDED_BY_A_PLAIN_STORE
    }

    private static final Object CLOSED = new Object();

    private final Mutation mutation;
    private final List[] lists = new List[LISTS];
    private final Node[] nodes = new Node[WAITERS];

    MutantLists(Mutation mutation) {
        this.mutation = mutation;
        for (int i = 0; i < LISTS; i++) lists[i] = new List();
        for (int i = 0; i < WAITERS; i++) nodes[i] = new Node(i);
    }

    private boolean is(Mutation asked) {
        return mutation == asked;
    }

    @Override
    boolean register(int waiter, int list) {
        Node own = nodes[waiter];
        own.home = lists[waiter == FOREIGN ? HOME_OF_FOREIGN : list];
        boolean usable = is(Mutation.DEAD_NODES_ARE_USED_AGAIN) && own.isDead();
        if (own.home == lists[list] && (usable || own.takeFor(Node.LIVE))) return lists[list].addWaiter(own);
        Node standIn = new Node(waiter);
        own.lendTo(standIn);
        boolean open = lists[list].addWaiter(standIn);
        if (!open) own.takeBackFrom(standIn);
        return open;
    }

    @Override
    void deregister(int waiter, int list) {
        lists[list].removeWaiter(nodes[waiter]);
    }

    @Override
    boolean isFree(int waiter) {
        return nodes[waiter].isFree();
    }

    @Override
    void close(int list) {
        lists[list].close();
    }

    private final class List {
        private static final int FIRST_BUDGET = 1;

        private final AtomicReference<Object> top = new AtomicReference<>();

        boolean addWaiter(Node node) {
            for (; ; ) {
                Object before = top.get();
                if (before == CLOSED) {
                    node.next = null;
                    node.free();
                    return false;
                }
                Node below = nodeOrNull(before);
                node.next = below;
                int budget = below == null ? FIRST_BUDGET : below.budget() - 1;
                node.makeLive(budget);
                boolean pushed = true;
                if (is(Mutation.PUSH_BY_A_PLAIN_STORE)) top.set(node);
                else pushed = top.compareAndSet(before, node);
                if (pushed) {
                    if (budget <= 0) purge();
                    return true;
                }
            }
        }

        void removeWaiter(Node own) {
            if (own.home == this) {
                Object seen = top.get();
                Node below = own.next;
                if (own.kill()) {
                    if (is(Mutation.UNLINK_LOOKS_BEFORE_IT_KILLS)) {
                        if (seen == own && top.compareAndSet(own, below)) own.free();
                    } else {
                        unlinkIfOnTop(own);
                    }
                    return;
                }
            }
            Node lentTo = own.lentTo();
            if (lentTo != null && leaves(lentTo)) return;
            for (Node node = nodeOrNull(top.get()); node != null; node = node.next) {
                if (node.waiter == own.waiter && node != own && leaves(node)) return;
            }
        }

        private boolean leaves(Node standIn) {
            if (!standIn.kill()) return false;
            nodes[standIn.waiter].takeBackFrom(standIn);
            unlinkIfOnTop(standIn);
            return true;
        }

        void close() {
            Object last;
            if (is(Mutation.CLOSE_READS_THEN_WRITES)) {
                last = top.get();
                top.set(CLOSED);
            } else {
                last = top.getAndSet(CLOSED);
            }
            wakeAll(nodeOrNull(last));
        }

        private void unlinkIfOnTop(Node dead) {
            if (top.get() != dead) return;
            if (is(Mutation.UNLINK_BY_A_PLAIN_STORE)) {
                top.set(dead.next);
            } else if (!top.compareAndSet(dead, dead.next)) {
                return;
            }
            dead.next = null;
            dead.free();
        }

        private void purge() {
            Object detached = top.get();
            if (detached == null || detached == CLOSED) return;
            if (!top.compareAndSet(detached, null)) return;
            Node first = null;
            Node last = null;
            int kept = 0;
            for (Node node = nodeOrNull(detached), below; node != null; node = below) {
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
            if (first == null) return;
            last.next = null;
            first.setBudget(Math.max(FIRST_BUDGET, kept));
            if (is(Mutation.PURGE_FORGETS_WHAT_WAS_PUSHED_MEANWHILE)) {
                if (top.getAndSet(first) == CLOSED) close();
                return;
            }
            for (; ; ) {
                Object before = top.get();
                if (before == CLOSED) {
                    if (!is(Mutation.PURGE_IGNORES_A_CLOSE)) wakeAll(first);
                    return;
                }
                last.next = nodeOrNull(before);
                if (top.compareAndSet(before, first)) return;
            }
        }

        private void wakeAll(Node newest) {
            Node oldest = null;
            for (Node node = newest, below; node != null; node = below) {
                below = node.next;
                node.next = oldest;
                oldest = node;
            }
            for (Node node = oldest, newer; node != null; node = newer) {
                boolean live;
                if (is(Mutation.FREED_BEFORE_ITS_LINK_IS_READ)) {
                    live = node.free();
                    newer = node.next;
                    node.next = null;
                } else {
                    newer = node.next;
                    node.next = null;
                    live = node.free();
                }
                if (!live) continue;
                nodes[node.waiter].takeBackFrom(node);
                woken(node.waiter);
            }
        }

        private static Node nodeOrNull(Object top) {
            return top instanceof Node node ? node : null;
        }
    }

    private final class Node {
        private static final int FREE = 0;
        private static final int LIVE = 1;
        private static final int DEAD = 2;
        private static final int LENT = 3;
        private static final int STATE = 3;
        private static final int BUDGET_SHIFT = 2;

        private final int waiter;
        private final AtomicInteger mark = new AtomicInteger();
        private Object home;
        private Node next;

        Node(int waiter) {
            this.waiter = waiter;
        }

        boolean isFree() {
            return (mark.get() & STATE) == FREE;
        }

        boolean isDead() {
            return (mark.get() & STATE) == DEAD;
        }

        boolean takeFor(int state) {
            for (; ; ) {
                int now = mark.get();
                if ((now & STATE) != FREE && (now & STATE) != LENT) return false;
                if (mark.compareAndSet(now, state)) return true;
            }
        }

        void lendTo(Node standIn) {
            if (!takeFor(DEAD)) return;
            next = standIn;
            mark.set(LENT);
        }

        Node lentTo() {
            return (mark.get() & STATE) == LENT ? next : null;
        }

        void takeBackFrom(Node standIn) {
            for (; ; ) {
                int now = mark.get();
                if ((now & STATE) != LENT || next != standIn) return;
                if (is(Mutation.LOAN_ENDED_BY_A_PLAIN_STORE) || mark.compareAndSet(now, DEAD)) {
                    next = null;
                    mark.set(FREE);
                    return;
                }
            }
        }

        int budget() {
            return mark.get() >> BUDGET_SHIFT;
        }

        void makeLive(int budget) {
            mark.set((budget << BUDGET_SHIFT) | LIVE);
        }

        boolean kill() {
            for (; ; ) {
                int now = mark.get();
                if ((now & STATE) != LIVE) return false;
                int dead = (now & ~STATE) | DEAD;
                if (is(Mutation.KILL_WITHOUT_CAS)) {
                    mark.set(dead);
                    return true;
                }
                if (mark.compareAndSet(now, dead)) return true;
            }
        }

        boolean free() {
            return (mark.getAndSet(FREE) & STATE) == LIVE;
        }

        void setBudget(int budget) {
            for (; ; ) {
                int now = mark.get();
                if (mark.compareAndSet(now, (budget << BUDGET_SHIFT) | (now & STATE))) return;
            }
        }
    }
}
