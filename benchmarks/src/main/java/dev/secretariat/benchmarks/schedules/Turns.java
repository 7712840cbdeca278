package dev.secretariat.benchmarks.schedules;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.sync.Shared;

/** Programs that fail if whole sections come in a certain order. */
final class Turns {
    private Turns() {}

    /** A deposit, a withdrawal, and a check of the sum, which is wrong once both are done. */
    static Subject account() {
        return new Subject("account", threads -> account(threads, 1 - 2 - 4), threads -> account(threads, 1 + 2 - 4));
    }

    private static void account(Threads threads, int expected) {
        Lock lock = new Lock("account");
        Shared<Integer> balance = Cells.cell("balance", 1);
        Shared<Boolean> deposited = Cells.flag("deposited", false);
        Shared<Boolean> withdrawn = Cells.flag("withdrawn", false);
        threads.start("check", fiber -> {
            lock.lock(fiber);
            if (deposited.get() && withdrawn.get()) {
                Subject.claim(balance.get() == expected, "the balance is what is expected");
            }
            lock.unlock();
        });
        threads.start("deposit", fiber -> move(fiber, lock, balance, 2, deposited));
        threads.start("withdraw", fiber -> move(fiber, lock, balance, -4, withdrawn));
    }

    private static void move(Fiber fiber, Lock lock, Shared<Integer> balance, int amount, Shared<Boolean> done) {
        lock.lock(fiber);
        Cells.add(balance, amount);
        done.set(true);
        lock.unlock();
    }

    /** Two add to a number, and a third one must not come last. */
    static Subject lazy01() {
        return new Subject("lazy01", threads -> lazy01(threads, 3), threads -> lazy01(threads, 4));
    }

    private static void lazy01(Threads threads, int tooMuch) {
        Lock lock = new Lock("lock");
        Shared<Integer> data = Cells.cell("data", 0);
        for (int summand = 1; summand <= 2; summand++) {
            int mine = summand;
            threads.start("adds " + mine, fiber -> {
                lock.lock(fiber);
                Cells.add(data, mine);
                lock.unlock();
            });
        }
        threads.start("looks", fiber -> {
            lock.lock(fiber);
            Subject.claim(data.get() < tooMuch, "it is less than " + tooMuch);
            lock.unlock();
        });
    }

    /** Three copy a number from one to the next; once all have, whatever the order, all should be equal. */
    static Subject tokenRing() {
        return new Subject("token_ring", threads -> tokenRing(threads, false), threads -> tokenRing(threads, true));
    }

    private static void tokenRing(Threads threads, boolean inOrder) {
        Lock lock = new Lock("atomic");
        Shared<Integer> x1 = Cells.cell("x1", 1);
        Shared<Integer> x2 = Cells.cell("x2", 2);
        Shared<Integer> x3 = Cells.cell("x3", 1);
        Shared<Boolean> done1 = Cells.flag("done1", false);
        Shared<Boolean> done2 = Cells.flag("done2", false);
        Shared<Boolean> done3 = Cells.flag("done3", false);
        threads.start("t1", fiber -> {
            lock.lock(fiber);
            x1.set((x3.get() + 1) % 4);
            done1.set(true);
            lock.unlock();
        });
        if (inOrder) threads.join();
        threads.start("t2", fiber -> copy(fiber, lock, x1, x2, done2));
        if (inOrder) threads.join();
        threads.start("t3", fiber -> copy(fiber, lock, x2, x3, done3));
        threads.start("t4", fiber -> {
            lock.lock(fiber);
            if (done1.get() && done2.get() && done3.get()) {
                Subject.claim(x1.get().equals(x2.get()) && x2.get().equals(x3.get()), "all are equal");
            }
            lock.unlock();
        });
    }

    private static void copy(Fiber fiber, Lock lock, Shared<Integer> from, Shared<Integer> to, Shared<Boolean> done) {
        lock.lock(fiber);
        to.set(from.get());
        done.set(true);
        lock.unlock();
    }

    /** A driver is stopped while a request begins: the request asks whether it is stopped, and counts itself after that. */
    static Subject bluetoothDriver() {
        return new Subject(
                "bluetooth_driver",
                threads -> new Driver().run(threads, false),
                threads -> new Driver().run(threads, true));
    }

    private static final class Driver {
        private final Shared<Integer> pending = Cells.cell("pending", 1);
        private final Shared<Boolean> stopping = Cells.flag("stopping", false);
        private final Shared<Boolean> idle = Cells.flag("idle", false);
        private final Shared<Boolean> stopped = Cells.flag("stopped", false);

        void run(Threads threads, boolean countsFirst) {
            threads.start("stop", fiber -> stop());
            threads.start("add", fiber -> add(countsFirst));
        }

        private void add(boolean countsFirst) {
            if (begins(countsFirst)) Subject.claim(!stopped.get(), "the driver is there");
            end();
        }

        private boolean begins(boolean countsFirst) {
            if (countsFirst) count(1);
            if (stopping.get()) return false;
            if (!countsFirst) count(1);
            return true;
        }

        private void end() {
            if (count(-1) == 0) idle.set(true);
        }

        private void stop() {
            stopping.set(true);
            end();
            if (idle.get()) stopped.set(true);
        }

        private int count(int difference) {
            return pending.updateAndGet(value -> value + difference);
        }
    }
}
