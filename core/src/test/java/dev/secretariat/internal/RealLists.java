package dev.secretariat.internal;

/** The lists of the library, with a purge at every second push. */
final class RealLists extends ListsUnderTest {
    private final List[] lists = new List[LISTS];
    private final Node[] nodes = new Node[WAITERS];

    RealLists() {
        for (int i = 0; i < LISTS; i++) lists[i] = new List();
        for (int i = 0; i < WAITERS; i++) nodes[i] = new Node(i);
    }

    @Override
    boolean register(int waiter, int list) {
        Node node = nodes[waiter];
        node.home = lists[waiter == FOREIGN ? HOME_OF_FOREIGN : list];
        return lists[list].addWaiter(node, node::wake);
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
        lists[list].closeAndWake();
    }

    private static final class List extends WaiterList {
        @Override
        int firstBudget() {
            return 1;
        }
    }

    private final class Node extends WaitNode {
        private final int waiter;
        private Object home;

        Node(int waiter) {
            this.waiter = waiter;
        }

        @Override
        protected void wake() {
            woken(waiter);
        }

        @Override
        protected Object home() {
            return home;
        }
    }
}
