package dev.secretariat.benchmarks.schedules;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.sync.Shared;
import org.jspecify.annotations.Nullable;

/** What others see of two writes, one after the other. */
final class Reorderings {
    private Reorderings() {}

    /** Some write first one variable, then the other; others look at both, and should see both written or none. */
    static Subject reorder(int number, int setters, int checkers) {
        return new Subject(
                "reorder_" + number,
                threads -> reorder(threads, setters, checkers, null),
                threads -> reorder(threads, setters, checkers, new Lock("both")));
    }

    private static void reorder(Threads threads, int setters, int checkers, @Nullable Lock both) {
        Shared<Integer> a = Cells.cell("a", 0);
        Shared<Integer> b = Cells.cell("b", 0);
        for (int i = 0; i < setters; i++) {
            threads.start("setter " + i, fiber -> {
                if (both != null) both.lock(fiber);
                a.set(1);
                b.set(-1);
                if (both != null) both.unlock();
            });
        }
        for (int i = 0; i < checkers; i++) {
            threads.start("checker " + i, fiber -> {
                if (both != null) both.lock(fiber);
                boolean isWhole = (a.get() == 0 && b.get() == 0) || (a.get() == 1 && b.get() == -1);
                Subject.claim(isWhole, "both are written, or none");
                if (both != null) both.unlock();
            });
        }
    }

    /** Some write one variable, and then another one that follows from it, each under a lock of its own; others read both. */
    static Subject twostage(String name, int writers, int readers) {
        return new Subject(
                name,
                threads -> twostage(threads, writers, readers, false),
                threads -> twostage(threads, writers, readers, true));
    }

    private static void twostage(Threads threads, int writers, int readers, boolean isHandedOver) {
        Stages stages = new Stages();
        for (int i = 0; i < writers; i++) {
            threads.start("writer " + i, fiber -> stages.write(fiber, isHandedOver));
        }
        for (int i = 0; i < readers; i++) threads.start("reader " + i, stages::read);
    }

    private static final class Stages {
        private final Lock lock1 = new Lock("lock1");
        private final Lock lock2 = new Lock("lock2");
        private final Shared<Integer> data1 = Cells.cell("data1", 0);
        private final Shared<Integer> data2 = Cells.cell("data2", 0);

        /**
         * Writes both.
         *
         * @param isHandedOver whether the second lock is taken before the first one is free
         */
        void write(Fiber fiber, boolean isHandedOver) {
            lock1.lock(fiber);
            data1.set(1);
            if (isHandedOver) lock2.lock(fiber);
            lock1.unlock();
            if (!isHandedOver) lock2.lock(fiber);
            data2.set(data1.get() + 1);
            lock2.unlock();
        }

        void read(Fiber fiber) {
            lock1.lock(fiber);
            if (data1.get() == 0) {
                lock1.unlock();
                return;
            }
            int first = data1.get();
            lock1.unlock();
            lock2.lock(fiber);
            int second = data2.get();
            lock2.unlock();
            Subject.claim(second == first + 1, "the second one follows from the first");
        }
    }

    /** One adds under a lock, and others under another one. */
    static Subject wronglock(String name, int others) {
        return new Subject(
                name, threads -> wronglock(threads, others, false), threads -> wronglock(threads, others, true));
    }

    private static void wronglock(Threads threads, int others, boolean isRight) {
        Lock right = new Lock("right");
        Lock wrong = isRight ? right : new Lock("wrong");
        Shared<Integer> value = Cells.cell("value", 0);
        threads.start("checker", fiber -> {
            right.lock(fiber);
            int before = value.get();
            Cells.add(value, 1);
            Subject.claim(value.get() == before + 1, "nobody else has added something");
            right.unlock();
        });
        for (int i = 0; i < others; i++) {
            threads.start("other " + i, fiber -> {
                wrong.lock(fiber);
                Cells.add(value, 1);
                wrong.unlock();
            });
        }
    }
}
