package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LatchTest {
    @ParameterizedTest
    @EnumSource
    void itOpensForAllAtOnce(Driven driven) throws Exception {
        Latch latch = new Latch(20);
        int[] work = new int[20];
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<Integer>> waiting = new ArrayList<>();
            waiting.add(scheduler.submit(Fibers.task(fiber -> {
                latch.await(fiber);
                return sum(work);
            })));
            waiting.add(scheduler.submit(worker -> latch.isOpen() ? Step.done(sum(work)) : Step.await(latch)));
            for (int i = 0; i < 20; i++) {
                int number = i;
                TaskHandle<Void> ignored = scheduler.submit(Fibers.run(fiber -> {
                    fiber.yieldNow();
                    work[number] = 1;
                    latch.countDown();
                }));
            }
            for (TaskHandle<Integer> one : waiting) assertEquals(20, one.join());
        }
        latch.await();
        assertTrue(latch.isOpen());
    }

    private static int sum(int[] work) {
        int sum = 0;
        for (int each : work) sum += each;
        return sum;
    }

    @Test
    void whoWaitsMayBeCancelledOrOutOfTime() throws Exception {
        Latch latch = new Latch(1);
        try (SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start()) {
            TaskHandle<Void> task = scheduler.submit(Fibers.run(latch::await));
            while (task.state() != TaskState.WAITING) Thread.onSpinWait();
            task.cancel();
            while (!task.isDone()) Thread.onSpinWait();
            assertEquals(TaskState.CANCELLED, task.state());
        }
        assertThrows(TimeoutException.class, () -> latch.await(Duration.ofNanos(1)));
        assertEquals("latch, 1 to go", latch.toString());
        latch.countDown();
        latch.countDown();
        assertEquals(0, latch.count());
        assertEquals("latch, open", latch.toString());
        latch.await(Duration.ZERO);
    }

    @Test
    void numbersOutOfRange() {
        assertTrue(new Latch(0).isOpen());
        assertFalse(new Latch(1).isOpen());
        String message = assertThrows(IllegalArgumentException.class, () -> new Latch(-1))
                .getMessage();
        assertEquals("count is negative: -1", message);
    }
}
