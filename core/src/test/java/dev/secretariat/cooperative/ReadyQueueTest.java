package dev.secretariat.cooperative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Task;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyQueueTest {
    private static TaskCell<?> cell() {
        TaskCell<?>[] made = new TaskCell<?>[1];
        SchedulerBase scheduler = new SchedulerBase() {
            @Override
            protected void ready(TaskCell<?> cell, Reason reason) {
                made[0] = cell;
            }
        };
        scheduler.submit(Task.run(() -> {}));
        return made[0];
    }

    private static ReadyQueue startingAt(int capacity, int count) throws Exception {
        ReadyQueue queue = new ReadyQueue(capacity);
        for (String counter : new String[] {"head", "tail"}) {
            Field field = ReadyQueue.class.getDeclaredField(counter);
            field.setAccessible(true);
            field.setInt(queue, count);
        }
        return queue;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, -2})
    void aCapacityThatIsNoPowerOfTwoIsRefused(int capacity) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new ReadyQueue(capacity));
        assertTrue(refused.getMessage().contains(String.valueOf(capacity)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Integer.MAX_VALUE - 5, -3, Integer.MIN_VALUE})
    void anyOperationsAgreeWithADequeAlsoAcrossAWrapAround(int start) throws Exception {
        TaskCell<?>[] cells = new TaskCell<?>[50];
        for (int i = 0; i < cells.length; i++) cells[i] = cell();
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ReadyQueue queue = startingAt(2, start);
            Queue<TaskCell<?>> model = new ArrayDeque<>();
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(100) < 55) {
                    TaskCell<?> cell = cells[random.nextInt(cells.length)];
                    queue.add(cell);
                    model.add(cell);
                } else {
                    assertSame(model.poll(), queue.poll(), "seed " + seed);
                }
                assertEquals(model.size(), queue.size(), "seed " + seed);
                assertEquals(model.isEmpty(), queue.isEmpty(), "seed " + seed);
            }
        }
    }

    @Test
    void whatWasPolledIsNotRetained() {
        ReadyQueue queue = new ReadyQueue(2);
        for (int i = 0; i < 3; i++) queue.add(cell());
        WeakReference<TaskCell<?>> first = new WeakReference<>(queue.poll());
        while (queue.poll() != null) {}
        assertNull(queue.poll());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (first.get() != null) System.gc();
        });
        assertTrue(queue.isEmpty());
    }
}
