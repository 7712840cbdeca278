package dev.secretariat.benchmarks.schedules;

import dev.secretariat.sync.Shared;
import java.util.List;

/** One puts and another one takes, under a lock, and both count their rounds, though in some they have found nothing to do. */
final class Buffers {
    private Buffers() {}

    static Subject circularBuffer() {
        return new Subject(
                "circular_buffer", threads -> circularBuffer(threads, false), threads -> circularBuffer(threads, true));
    }

    private static void circularBuffer(Threads threads, boolean countsWhatIsDone) {
        int rounds = 7;
        int size = 10;
        Lock lock = new Lock("lock");
        List<Shared<Integer>> buffer = Cells.array("buffer", size);
        Shared<Integer> first = Cells.cell("first", 0);
        Shared<Integer> next = Cells.cell("next", 0);
        Shared<Boolean> send = Cells.flag("send", true);
        Shared<Boolean> receive = Cells.flag("receive", false);
        threads.start("sender", fiber -> {
            int sent = 0;
            for (int i = 0; i < rounds; i++) {
                lock.lock(fiber);
                if (send.get()) {
                    int at = next.get();
                    buffer.get(at).set(countsWhatIsDone ? sent++ : i);
                    next.set((at + 1) % size);
                    send.set(false);
                    receive.set(true);
                }
                lock.unlock();
            }
        });
        threads.start("receiver", fiber -> {
            int received = 0;
            for (int i = 0; i < rounds; i++) {
                lock.lock(fiber);
                if (receive.get()) {
                    int value = next.get() > 0 && first.get() < size ? take(first, buffer) : -1;
                    Subject.claim(value == (countsWhatIsDone ? received++ : i), "what comes next is received");
                    receive.set(false);
                    send.set(true);
                }
                lock.unlock();
            }
        });
    }

    private static int take(Shared<Integer> from, List<Shared<Integer>> cells) {
        int at = from.get();
        from.set(at + 1);
        return cells.get(at).get();
    }

    private static void put(Shared<Integer> to, List<Shared<Integer>> cells, int value) {
        int at = to.get();
        cells.get(at).set(value);
        to.set(at + 1);
    }

    static Subject queue() {
        return new Subject("queue", threads -> queue(threads, false), threads -> queue(threads, true));
    }

    private static void queue(Threads threads, boolean countsWhatIsDone) {
        int size = 20;
        Lock lock = new Lock("lock");
        List<Shared<Integer>> elements = Cells.array("element", size);
        List<Shared<Integer>> stored = Cells.array("stored", size);
        Shared<Integer> head = Cells.cell("head", 0);
        Shared<Integer> tail = Cells.cell("tail", 0);
        Shared<Boolean> enqueue = Cells.flag("enqueue", true);
        Shared<Boolean> dequeue = Cells.flag("dequeue", false);
        threads.start("producer", fiber -> {
            int value = 0;
            lock.lock(fiber);
            put(tail, elements, value);
            stored.get(0).set(value);
            Subject.claim(!head.get().equals(tail.get()), "it is not empty");
            lock.unlock();
            for (int i = 1; i < size; i++) {
                lock.lock(fiber);
                if (enqueue.get()) {
                    value++;
                    put(tail, elements, value);
                    stored.get(countsWhatIsDone ? value : i).set(value);
                    enqueue.set(false);
                    dequeue.set(true);
                }
                lock.unlock();
            }
        });
        threads.start("consumer", fiber -> {
            int taken = 0;
            for (int i = 0; i < size; i++) {
                lock.lock(fiber);
                if (dequeue.get()) {
                    int value = take(head, elements);
                    int expected = stored.get(countsWhatIsDone ? taken : i).get();
                    Subject.claim(value == expected, "what was stored next comes next");
                    taken++;
                    dequeue.set(false);
                    enqueue.set(true);
                }
                lock.unlock();
            }
        });
    }

    /** Whoever pops asks whether something has ever been pushed, rather than whether something is there. */
    static Subject stack() {
        return new Subject("stack", threads -> stack(threads, false), threads -> stack(threads, true));
    }

    private static void stack(Threads threads, boolean asksForTop) {
        int size = 10;
        Lock lock = new Lock("lock");
        List<Shared<Integer>> array = Cells.array("array", size);
        Shared<Integer> top = Cells.cell("top", 0);
        Shared<Boolean> pushed = Cells.flag("pushed", false);
        threads.start("pushes", fiber -> {
            for (int i = 0; i < size; i++) {
                lock.lock(fiber);
                Subject.claim(top.get() < size, "there is room");
                put(top, array, i);
                pushed.set(true);
                lock.unlock();
            }
        });
        threads.start("pops", fiber -> {
            for (int i = 0; i < size; i++) {
                lock.lock(fiber);
                if (asksForTop ? top.get() > 0 : pushed.get()) {
                    int at = top.get() - 1;
                    Subject.claim(at >= 0, "there is something");
                    top.set(at);
                    int ignored = array.get(at).get();
                }
                lock.unlock();
            }
        });
    }
}
