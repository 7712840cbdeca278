package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Ticker;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.vm.VM;

class ParkedTaskMemoryTest {
    private static final int TASKS = 100_000;

    static {
        System.setProperty("jol.magicFieldOffset", "true"); // or JOL cannot look into lambdas
    }

    private static final class ByHand extends SchedulerBase {
        private final Queue<TaskCell<?>> queue = new ArrayDeque<>();
        private final WorkerBase worker = newWorker(0);

        ByHand() {
            super("by hand", Ticker.system(), (task, failure) -> {});
        }

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {
            queue.add(cell);
        }

        void runAll() {
            while (!queue.isEmpty()) queue.remove().runStep(worker);
        }
    }

    @Test
    void aCellTakesFortyBytes() {
        assumeTrue(VM.current().sizeOfField("oop") == 4, "compressed oops");
        assumeTrue(VM.current().objectHeaderSize() == 12, "compressed class pointers, long headers");
        assertEquals(40, ClassLayout.parseClass(TaskCell.class).instanceSize());
    }

    @Test
    void aDeadlineTakesFortyBytes() {
        assumeTrue(VM.current().sizeOfField("oop") == 4, "compressed oops");
        assumeTrue(VM.current().objectHeaderSize() == 12, "compressed class pointers, long headers");
        assertEquals(40, ClassLayout.parseClass(TimerDeadline.class).instanceSize());
    }

    @Test
    void parkedTaskRetainsAtMost48BytesOnASharedPromise() {
        Promise<Integer> shared = new Promise<>();
        assertAtMost48Bytes(index -> shared);
    }

    @Test
    void parkedTaskRetainsAtMost48BytesOnItsOwnPromise() {
        assertAtMost48Bytes(index -> new Promise<>());
    }

    /** Counts what the scheduler keeps, but not the task, its step and what it awaits: the user's. */
    private static void assertAtMost48Bytes(IntFunction<Promise<Integer>> awaitables) {
        assumeTrue(VM.current().sizeOfField("oop") == 4, "compressed oops");
        ByHand scheduler = withoutLoader();
        park(scheduler, 1000, awaitables); // loads what is loaded once
        Map<String, Long> before = sizes(scheduler);
        park(scheduler, TASKS, awaitables);
        Map<String, Long> after = sizes(scheduler);
        Map<String, Long> grown = new TreeMap<>();
        after.forEach((type, bytes) -> {
            long more = bytes - before.getOrDefault(type, 0L);
            if (more != 0) grown.put(type, more);
        });
        grown.remove(Promise.class.getName());
        long bytes = grown.values().stream().mapToLong(Long::longValue).sum();
        assertTrue(bytes <= 48L * TASKS, (double) bytes / TASKS + " bytes a task: " + grown);
        assertTrue(bytes >= 32L * TASKS, "not all was counted: " + grown);
    }

    /** A scheduler remembers the context class loader, and that would be counted with all it holds. */
    private static ByHand withoutLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            return new ByHand();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void park(ByHand scheduler, int tasks, IntFunction<Promise<Integer>> awaitables) {
        Awaitable[] next = new Awaitable[1];
        Task<Integer> task = worker -> Step.await(next[0]); // has no state, so serves for all
        for (int i = 0; i < tasks; i++) {
            next[0] = awaitables.apply(i);
            scheduler.submit(task);
            scheduler.runAll();
        }
        next[0] = new Promise<>();
    }

    private static Map<String, Long> sizes(ByHand scheduler) {
        Map<String, Long> sizes = new TreeMap<>();
        GraphLayout layout = GraphLayout.parseInstance(scheduler);
        for (Class<?> type : layout.getClasses()) {
            sizes.put(type.getName(), layout.getClassSizes().count(type));
        }
        return sizes;
    }
}
