package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Awaitable;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** Small programs, some of them wrong. */
final class Programs {
    private Programs() {}

    /** Two tasks that read in one step and write in the next. */
    static void losesAnUpdate(SimulationScheduler simulation) {
        int[] balance = {0};
        for (int i = 0; i < 2; i++) simulation.submit("deposit " + i, new Deposit(balance));
        simulation.run();
        assertEquals(2, balance[0]);
    }

    /** The same among many tasks that do no harm. */
    static void losesAnUpdateInACrowd(SimulationScheduler simulation) {
        int[] balance = {0};
        for (int i = 0; i < 8; i++) simulation.submit("bystander " + i, yielding(6));
        for (int i = 0; i < 2; i++) simulation.submit("deposit " + i, new Deposit(balance));
        simulation.run();
        assertEquals(2, balance[0]);
    }

    /** Yields so often, then ends. */
    static Task<Void> yielding(int times) {
        return new Task<>() {
            private int left = times;

            @Override
            public Step<Void> step(Worker worker) {
                return left-- > 0 ? Step.yieldNow() : Step.done();
            }
        };
    }

    /** Tells its name at each of its steps. */
    static Task<Void> telling(String name, int steps, Consumer<String> listener) {
        return new Task<>() {
            private int step;

            @Override
            public Step<Void> step(Worker worker) {
                listener.accept(name);
                return ++step < steps ? Step.yieldNow() : Step.done();
            }
        };
    }

    static final class Deposit implements Task<Void> {
        private final int[] balance;
        private int read = -1;

        Deposit(int[] balance) {
            this.balance = balance;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (read < 0) {
                read = balance[0];
                return Step.yieldNow();
            }
            balance[0] = read + 1;
            return Step.done();
        }
    }

    /** A lock for tasks, in the simplest form. */
    static final class Lock implements Awaitable {
        private final String name;
        private final Queue<Waker> waiters = new ArrayDeque<>();
        private TaskHandle<?> holder;

        Lock(String name) {
            this.name = name;
        }

        boolean tryLock(Worker worker) {
            if (holder != null) return false;
            holder = worker.task();
            return true;
        }

        void unlock() {
            holder = null;
            for (Waker waiter : List.copyOf(waiters)) waiter.wake();
        }

        @Override
        public boolean register(Waker waker) {
            return holder != null && waiters.add(waker);
        }

        @Override
        public void deregister(Waker waker) {
            waiters.remove(waker);
        }

        @Override
        public TaskHandle<?> holder() {
            return holder;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Takes two locks, one after the other, and gives both back. */
    static final class Diner implements Task<Void> {
        private final Lock first;
        private final Lock second;
        private final List<Lock> held = new ArrayList<>();

        Diner(Lock first, Lock second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (held.size() == 2) {
                held.forEach(Lock::unlock);
                return Step.done();
            }
            Lock next = held.isEmpty() ? first : second;
            if (!next.tryLock(worker)) return Step.await(next);
            held.add(next);
            return Step.yieldNow();
        }
    }

    static void dines(SimulationScheduler simulation) {
        Lock left = new Lock("left fork");
        Lock right = new Lock("right fork");
        simulation.submit("alice", new Diner(left, right));
        simulation.submit("bob", new Diner(right, left));
    }
}
