package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.FailureHandler;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskRegistryTest {
    private static final int FIRST_SWEEP = 64;
    private static final FailureHandler IGNORE = (task, failure) -> {};

    private static final class ByHand extends SchedulerBase {
        private final Queue<TaskCell<?>> queue = new ArrayDeque<>();
        private final WorkerBase worker = newWorker(0);

        ByHand() {
            super("by hand", Ticker.system(), IGNORE);
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
    void aSlotIsGivenOutOnce() throws Exception {
        TaskChunk<?, ?> chunk = new TaskChunk<>("owner", false);
        Set<Integer> slots = new HashSet<>();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int slot = chunk.take(); slot >= 0; slot = chunk.take()) {
                    synchronized (slots) {
                        assertTrue(slots.add(slot));
                    }
                }
            });
        }
        for (Thread thread : threads) thread.start();
        for (Thread thread : threads) thread.join();
        assertEquals(TaskChunk.SLOTS, slots.size());
        assertEquals(-1, chunk.take());
        for (int slot = 0; slot < TaskChunk.SLOTS; slot++) {
            assertFalse(chunk.isSpent());
            chunk.free(slot);
        }
        assertTrue(chunk.isSpent());
        assertEquals(-1, chunk.take());
    }

    @Test
    void whoTakesASlotIsCountedOnceAndWhoFindsNoneIsNot() throws Exception {
        for (int round = 0; round < 100; round++) {
            ChunkList<Object, Object> list = new ChunkList<>("owner", false);
            Thread[] threads = new Thread[4];
            for (int t = 0; t < threads.length; t++) {
                threads[t] = new Thread(() -> {
                    for (int taken = 0; taken < 1000; ) {
                        TaskChunk<Object, Object> chunk = list.newest();
                        long before = list.begun();
                        if (chunk.take() < 0) {
                            list.extend(chunk);
                        } else {
                            taken++;
                            assertTrue(list.begun() > before);
                        }
                    }
                });
            }
            for (Thread thread : threads) thread.start();
            for (Thread thread : threads) thread.join();
            assertEquals(4000, list.begun());
        }
    }

    @Test
    void theCountGoesOnWhereChunksAreSweptOut() {
        ChunkList<Object, Object> list = new ChunkList<>("owner", false);
        for (int i = 0; i < 10 * TaskChunk.SLOTS; i++) {
            assertEquals(i, list.begun());
            TaskChunk<Object, Object> chunk = list.newest();
            int slot = chunk.take();
            if (slot < 0) {
                list.extend(chunk);
                list.sweep();
                chunk = list.newest();
                slot = chunk.take();
            }
            chunk.free(slot);
        }
        assertEquals(10 * TaskChunk.SLOTS, list.begun());
    }

    @Test
    void whatIsListedAgreesWithASet() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            TaskRegistry<SchedulerBase, TaskCell<?>> registry = new TaskRegistry<>(new ByHand());
            List<TaskCell<?>> model = new ArrayList<>();
            List<Runnable> removals = new ArrayList<>();
            List<TaskChunk<?, ?>> chunks = new ArrayList<>();
            int slot = 0;
            for (int i = 0; i < 1000; i++) {
                if (random.nextInt(5) < 3) {
                    TaskCell<Void> cell = Admission.newCell(Task.run(() -> {}), registry.external());
                    model.add(cell);
                    int taken = slot++ % TaskChunk.SLOTS;
                    TaskChunk<?, ?> chunk = chunkOf(cell);
                    if (!chunks.contains(chunk)) chunks.add(chunk);
                    removals.add(() -> chunk.free(taken));
                } else if (!model.isEmpty()) {
                    int index = random.nextInt(model.size());
                    model.remove(index);
                    removals.remove(index).run();
                }
                Set<TaskCell<?>> listed = new HashSet<>();
                registry.forEach(cell -> assertTrue(listed.add(cell)));
                assertEquals(new HashSet<>(model), listed, "seed " + seed);
            }
        }
    }

    private static TaskChunk<?, ?> chunkOf(TaskCell<?> cell) {
        try {
            var chunk = TaskCell.class.getDeclaredField("chunk");
            chunk.setAccessible(true);
            return (TaskChunk<?, ?>) chunk.get(cell);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void endedTasksAreNotRetainedByTheirScheduler() {
        ByHand scheduler = new ByHand();
        List<WeakReference<TaskHandle<?>>> ended = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            ended.add(new WeakReference<>(scheduler.submit(Task.run(() -> {}))));
            scheduler.runAll();
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (ended.stream().anyMatch(handle -> handle.get() != null)) System.gc();
        });
        scheduler.close();
        assertTrue(scheduler.isTerminated());
    }

    @Test
    void aChunkGoesWhenItsLastTaskHasEndedNotBefore() {
        ByHand scheduler = new ByHand();
        Promise<Integer> never = new Promise<>();
        scheduler.submit(worker -> Step.await(never));
        List<WeakReference<TaskChunk<?, ?>>> chunks = new ArrayList<>();
        for (int i = 0; i < 1000 * TaskChunk.SLOTS; i++) {
            TaskHandle<Void> handle = scheduler.submit(Task.run(() -> {}));
            TaskChunk<?, ?> chunk = chunkOf(((CellHandle<?>) handle).cell());
            if (chunks.isEmpty() || chunks.get(chunks.size() - 1).get() != chunk) {
                chunks.add(new WeakReference<>(chunk));
            }
            scheduler.runAll();
        }
        assertTrue(chunks.size() >= 1000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (chunks.stream().filter(chunk -> chunk.get() != null).count() > 2 * FIRST_SWEEP) {
                System.gc();
            }
        });
        scheduler.shutdownNow(); // finds the one that is left
        scheduler.runAll();
        assertTrue(scheduler.isTerminated());
    }

    @Test
    void shutdownFindsEveryTask() {
        ByHand scheduler = new ByHand();
        Promise<Integer> never = new Promise<>();
        List<TaskHandle<Object>> handles = new ArrayList<>();
        for (int i = 0; i < 1000; i++) handles.add(scheduler.submit(worker -> Step.await(never)));
        scheduler.runAll();
        assertFalse(scheduler.isTerminated());
        scheduler.shutdownNow();
        scheduler.runAll();
        for (TaskHandle<Object> handle : handles) assertTrue(handle.isDone());
        assertTrue(scheduler.isTerminated());
    }
}
