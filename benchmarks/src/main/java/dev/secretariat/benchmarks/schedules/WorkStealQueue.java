package dev.secretariat.benchmarks.schedules;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.sync.Shared;
import java.util.ArrayList;
import java.util.List;

/**
 * A deque after the THE protocol of Cilk-5, of which the owner pushes and pops, and others steal: where it seems to be full, the owner puts one element more into it than it has room for, if
 * somebody is about to steal.
 */
final class WorkStealQueue {
    private static final int NOTHING = -1;

    /** Taken by whoever steals, and by the owner where the two may meet. */
    private interface Guard {
        void lock(Fiber fiber);

        void unlock();
    }

    private final Guard guard;

    /** How many cells have to be left over. */
    private final int reserve;

    private final Shared<Integer> head = Cells.cell("head", 0);
    private final Shared<Integer> tail = Cells.cell("tail", 0);

    /** Replaced under the guard, by the owner. */
    private List<Shared<Integer>> cells = Cells.array("cell", 2);

    private WorkStealQueue(Guard guard, int reserve) {
        this.guard = guard;
        this.reserve = reserve;
    }

    /** With a mutex. */
    static Subject locking() {
        return new Subject("WorkStealQueue", threads -> run(threads, mutex(), 0), threads -> run(threads, mutex(), 1));
    }

    /** With a lock that spins. */
    static Subject spinning() {
        return new Subject(
                "InterlockedWorkStealQueue", threads -> run(threads, spin(), 0), threads -> run(threads, spin(), 1));
    }

    private static Guard mutex() {
        Lock lock = new Lock("guard");
        return new Guard() {
            @Override
            public void lock(Fiber fiber) {
                lock.lock(fiber);
            }

            @Override
            public void unlock() {
                lock.unlock();
            }
        };
    }

    /** It tries by a CAS, so that who has to wait only reads. */
    private static Guard spin() {
        Shared<Boolean> locked = Cells.flag("locked", false);
        return new Guard() {
            @Override
            public void lock(Fiber fiber) {
                while (!locked.compareAndSet(false, true)) fiber.yieldNow();
            }

            @Override
            public void unlock() {
                locked.set(false);
            }
        };
    }

    private static void run(Threads threads, Guard guard, int reserve) {
        int items = 4;
        WorkStealQueue queue = new WorkStealQueue(guard, reserve);
        List<Shared<Integer>> done = Cells.array("item", items);
        threads.start("stealer", fiber -> {
            for (int i = 0; i < 2; i++) doItem(done, queue.steal(fiber));
        });
        Fiber owner = threads.main();
        for (int i = 0; i < items; i += 2) {
            queue.push(owner, i);
            queue.push(owner, i + 1);
            doItem(done, queue.pop(owner));
        }
        for (int i = 0; i < items; i += 2) doItem(done, queue.pop(owner));
        threads.join();
        for (int i = 0; i < items; i++) Subject.claim(done.get(i).get() == 1, "item " + i + " was done once");
    }

    private static void doItem(List<Shared<Integer>> done, int item) {
        if (item != NOTHING) Cells.add(done.get(item), 1);
    }

    private Shared<Integer> cell(int index) {
        return cells.get(index & mask());
    }

    private int mask() {
        return cells.size() - 1;
    }

    private int steal(Fiber fiber) {
        guard.lock(fiber);
        int first = head.get();
        head.set(first + 1);
        int stolen = NOTHING;
        if (first < tail.get()) stolen = cell(first).get();
        else head.set(first);
        guard.unlock();
        return stolen;
    }

    private int pop(Fiber fiber) {
        int last = tail.get() - 1;
        tail.set(last);
        if (head.get() <= last) return cell(last).get();
        tail.set(last + 1);
        return popGuarded(fiber);
    }

    private int popGuarded(Fiber fiber) {
        guard.lock(fiber);
        int last = tail.get() - 1;
        tail.set(last);
        int popped = NOTHING;
        if (head.get() <= last) popped = cell(last).get();
        else tail.set(last + 1);
        if (head.get() > last) {
            head.set(0);
            tail.set(0);
            popped = NOTHING;
        }
        guard.unlock();
        return popped;
    }

    private void push(Fiber fiber, int item) {
        int end = tail.get();
        if (end < head.get() + cells.size() - reserve) {
            cell(end).set(item);
            tail.set(end + 1);
        } else {
            pushGuarded(fiber, item);
        }
    }

    private void pushGuarded(Fiber fiber, int item) {
        guard.lock(fiber);
        int first = head.get();
        int count = tail.get() - first;
        first &= mask();
        head.set(first);
        tail.set(first + count);
        if (count >= mask()) grow(first, count);
        int end = tail.get();
        cell(end).set(item);
        tail.set(end + 1);
        guard.unlock();
    }

    private void grow(int first, int count) {
        List<Shared<Integer>> larger =
                new ArrayList<>(Cells.array("cell of " + 2 * cells.size() + " ", 2 * cells.size()));
        for (int i = 0; i < count; i++) larger.get(i).set(cell(first + i).get());
        cells = larger;
        head.set(0);
        tail.set(count);
    }
}
