package dev.secretariat.benchmarks.schedules;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.sync.Shared;
import java.util.List;
import java.util.stream.IntStream;

/** Programs that wait for ever in some orders, and the table of those that dine. */
final class Deadlocks {
    private Deadlocks() {}

    /** Two locks, in one order and in the other. */
    static Subject deadlock01() {
        return new Subject("deadlock01", threads -> deadlock01(threads, false), threads -> deadlock01(threads, true));
    }

    private static void deadlock01(Threads threads, boolean sameOrder) {
        Lock a = new Lock("a");
        Lock b = new Lock("b");
        Shared<Integer> counter = Cells.cell("counter", 1);
        threads.start("t1", fiber -> inBoth(fiber, a, b, () -> Cells.add(counter, 1)));
        threads.start("t2", fiber -> inBoth(fiber, sameOrder ? a : b, sameOrder ? b : a, () -> Cells.add(counter, -1)));
    }

    private static void inBoth(Fiber fiber, Lock outer, Lock inner, Runnable action) {
        outer.lock(fiber);
        inner.lock(fiber);
        action.run();
        inner.unlock();
        outer.unlock();
    }

    /** Two classes of users, each of which keeps a lock from its first to its last member, and guards its count by a lock that both have in common. */
    static Subject carter01() {
        return new Subject("carter01", threads -> carter01(threads, false), threads -> carter01(threads, true));
    }

    private static void carter01(Threads threads, boolean areApart) {
        Lock m = new Lock("m");
        Lock l = new Lock("l");
        Shared<Integer> a = Cells.cell("a", 0);
        Shared<Integer> b = Cells.cell("b", 0);
        Lock n = areApart ? new Lock("n") : m;
        threads.start("a", fiber -> use(fiber, m, l, a));
        threads.start("b", fiber -> use(fiber, n, l, b));
        threads.start("idle 1", fiber -> {});
        threads.start("idle 2", fiber -> {});
    }

    private static void use(Fiber fiber, Lock count, Lock whole, Shared<Integer> members) {
        count.lock(fiber);
        Cells.add(members, 1);
        if (members.get() == 1) whole.lock(fiber);
        count.unlock();
        count.lock(fiber);
        Cells.add(members, -1);
        if (members.get() == 0) whole.unlock();
        count.unlock();
    }

    /** A lock that is taken for the second time is not given back. */
    static Subject phase01() {
        return new Subject("phase01", threads -> phase01(threads, false), threads -> phase01(threads, true));
    }

    private static void phase01(Threads threads, boolean givesBack) {
        Lock x = new Lock("x");
        Lock y = new Lock("y");
        for (int i = 1; i <= 2; i++) {
            threads.start("t" + i, fiber -> {
                x.lock(fiber);
                x.unlock();
                x.lock(fiber);
                if (givesBack) x.unlock();
                y.lock(fiber);
                y.unlock();
                y.lock(fiber);
                y.unlock();
            });
        }
    }

    /** Some dine, one at a time, and count themselves when they have; what is claimed is that not all of them will. */
    static Subject dining(int seats) {
        return new Subject(
                "din_phil" + seats, threads -> dine(threads, seats, seats), threads -> dine(threads, seats, seats + 1));
    }

    private static void dine(Threads threads, int seats, int neverReached) {
        Lock table = new Lock("atomic");
        List<Lock> forks =
                IntStream.range(0, seats).mapToObj(i -> new Lock("fork " + i)).toList();
        Shared<Integer> done = Cells.cell("done", 0);
        for (int i = 0; i < seats; i++) {
            Lock left = forks.get(i);
            Lock right = forks.get((i + 1) % seats);
            threads.start("p" + i, fiber -> {
                table.lock(fiber);
                inBoth(fiber, right, left, () -> {});
                table.unlock();
                Cells.add(done, 1);
                Subject.claim(done.get() != neverReached, "not all have dined");
            });
        }
    }

    /** After JDK-8010939: who looks up loggers takes the locks of manager and root in one order, who reads the configuration in the other. */
    static Subject logManager() {
        return new Subject("jdk8010939", threads -> logManager(threads, false), threads -> logManager(threads, true));
    }

    private static void logManager(Threads threads, boolean sameOrder) {
        int loops = 5;
        Lock manager = new Lock("manager");
        Lock root = new Lock("root");
        Shared<Integer> loggers = Cells.cell("loggers", 0);
        threads.start("set up", fiber -> {
            for (int i = 0; i < loops; i++) {
                inBoth(fiber, sameOrder ? root : manager, sameOrder ? manager : root, () -> Cells.add(loggers, 1));
            }
        });
        threads.start("read", fiber -> {
            for (int i = 0; i < loops; i++) inBoth(fiber, root, manager, () -> loggers.set(0));
        });
    }
}
