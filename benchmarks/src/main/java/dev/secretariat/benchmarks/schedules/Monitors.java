package dev.secretariat.benchmarks.schedules;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.sync.Shared;
import java.util.List;

/** Objects whose methods are safe, and are not enough: what was seen in one need not hold in the next. */
final class Monitors {
    private Monitors() {}

    /** After the StringBuffer of JDK 1.4: to append another one, it asks for its length, and then for as many characters. */
    static Subject stringBuffer() {
        return new Subject(
                "stringbuffer-jdk1.4", threads -> stringBuffer(threads, false), threads -> stringBuffer(threads, true));
    }

    private static void stringBuffer(Threads threads, boolean atOnce) {
        Text text = new Text("text");
        text.value.set("abc");
        text.count.set(3);
        threads.start("changes", fiber -> {
            text.erase(fiber);
            text.append(fiber, "abc");
        });
        Text other = new Text("other");
        other.append(threads.main(), text, atOnce);
    }

    private static final class Text {
        private final Lock lock;
        private final Shared<Integer> count;
        private final Shared<String> value;

        Text(String name) {
            this.lock = new Lock(name);
            this.count = Cells.cell(name + " count", 0);
            this.value = new Shared<>(name + " value", "");
        }

        private int length(Fiber fiber) {
            lock.lock(fiber);
            int length = count.get();
            lock.unlock();
            return length;
        }

        private String characters(Fiber fiber, int length) {
            lock.lock(fiber);
            String characters = charactersHeld(length);
            lock.unlock();
            return characters;
        }

        private String charactersHeld(int length) {
            Subject.claim(length <= count.get(), "there are so many characters");
            return value.get();
        }

        void append(Fiber fiber, Text other, boolean atOnce) {
            lock.lock(fiber);
            String appended;
            int length;
            if (atOnce) {
                other.lock.lock(fiber);
                length = other.count.get();
                appended = other.charactersHeld(length);
                other.lock.unlock();
            } else {
                length = other.length(fiber);
                appended = other.characters(fiber, length);
            }
            value.set(value.get() + appended);
            Cells.add(count, length);
            lock.unlock();
        }

        void append(Fiber fiber, String text) {
            lock.lock(fiber);
            value.set(value.get() + text);
            Cells.add(count, text.length());
            lock.unlock();
        }

        void erase(Fiber fiber) {
            lock.lock(fiber);
            int length = count.get();
            if (length > 0) {
                value.set("");
                count.set(0);
            }
            lock.unlock();
        }
    }

    /** Producers and consumers of a bounded buffer; a consumer that has found something lets the lock go before it takes it. */
    static Subject boundedBuffer() {
        return new Subject(
                "boundedBuffer", threads -> boundedBuffer(threads, true), threads -> boundedBuffer(threads, false));
    }

    private static void boundedBuffer(Threads threads, boolean letsGo) {
        BoundedBuffer buffer = new BoundedBuffer(3, letsGo);
        int items = 4;
        for (int i = 0; i < 2; i++) {
            threads.start("producer " + i, fiber -> {
                for (int item = 0; item < items; item++) buffer.put(fiber, item);
            });
        }
        for (int i = 0; i < 2; i++) {
            threads.start("consumer " + i, fiber -> {
                for (int item = 0; item < items; item++) buffer.take(fiber);
            });
        }
    }

    private static final class BoundedBuffer {
        private final int size;
        private final boolean letsGo;
        private final Lock lock = new Lock("buffer");
        private final Condition notFull = new Condition(lock);
        private final Condition notEmpty = new Condition(lock);
        private final List<Shared<Integer>> cells;
        private final Shared<Integer> head = Cells.cell("head", 0);
        private final Shared<Integer> rear = Cells.cell("rear", 0);
        private final Shared<Integer> producersWait = Cells.cell("producers that wait", 0);
        private final Shared<Integer> consumersWait = Cells.cell("consumers that wait", 0);

        BoundedBuffer(int size, boolean letsGo) {
            this.size = size;
            this.letsGo = letsGo;
            this.cells = Cells.array("cell", size);
        }

        private boolean isFull() {
            return (rear.get() + 1) % size == head.get();
        }

        private boolean isEmpty() {
            return head.get().equals(rear.get());
        }

        void put(Fiber fiber, int item) {
            lock.lock(fiber);
            if (isFull()) {
                Cells.add(producersWait, 1);
                while (isFull()) notFull.await(fiber);
                Cells.add(producersWait, -1);
            }
            int at = rear.get();
            cells.get(at).set(item);
            rear.set((at + 1) % size);
            if (consumersWait.get() > 0) notEmpty.signal();
            lock.unlock();
        }

        void take(Fiber fiber) {
            lock.lock(fiber);
            if (isEmpty()) {
                Cells.add(consumersWait, 1);
                while (isEmpty()) notEmpty.await(fiber);
                Cells.add(consumersWait, -1);
            }
            if (letsGo) {
                lock.unlock();
                lock.lock(fiber);
            }
            Subject.claim(!isEmpty(), "what was there is there");
            int at = head.get();
            int ignored = cells.get(at).get();
            head.set((at + 1) % size);
            if (producersWait.get() > 0) notFull.signal();
            lock.unlock();
        }
    }

    /** After Log4j's bug 38137: who has room to wait for and who has something to wait for share one line, and one of it is woken. */
    static Subject asyncAppender() {
        return new Subject(
                "log4j38137", threads -> asyncAppender(threads, false), threads -> asyncAppender(threads, true));
    }

    private static void asyncAppender(Threads threads, boolean isApart) {
        int events = 3;
        Lock lock = new Lock("buffer");
        Condition notFull = new Condition(lock);
        Condition notEmpty = isApart ? new Condition(lock) : notFull;
        Shared<Integer> size = Cells.cell("size", 0);
        for (int i = 0; i < 3; i++) {
            threads.start("appender " + i, fiber -> {
                for (int event = 0; event < events; event++) {
                    lock.lock(fiber);
                    while (size.get() == 1) notFull.await(fiber);
                    Cells.add(size, 1);
                    notEmpty.signal();
                    lock.unlock();
                }
            });
        }
        threads.start("dispatcher", fiber -> {
            for (int event = 0; event < 3 * events; event++) {
                lock.lock(fiber);
                while (size.get() == 0) notEmpty.await(fiber);
                Cells.add(size, -1);
                notFull.signal();
                lock.unlock();
            }
        });
    }

    /** After JDK-6436220: each attaches something to one key, and looks whether that is attached. */
    static Subject attachments() {
        return new Subject("jdk6436220", threads -> attachments(threads, false), threads -> attachments(threads, true));
    }

    private static void attachments(Threads threads, boolean isOwn) {
        Shared<Integer> common = Cells.cell("attachment", 0);
        for (int i = 1; i <= 5; i++) {
            int mine = i;
            Shared<Integer> attachment = isOwn ? Cells.cell("attachment " + i, 0) : common;
            threads.start("t" + i, fiber -> {
                attachment.set(mine);
                Subject.claim(attachment.get() == mine, "what was attached is attached");
            });
        }
    }
}
