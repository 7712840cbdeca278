package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
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
class BarrierTest {
    private static final int PARTIES = 5;
    private static final int ROUNDS = 30;

    @ParameterizedTest
    @EnumSource
    void nobodyIsARoundAhead(Driven driven) throws Exception {
        Barrier barrier = new Barrier(PARTIES);
        int[] played = new int[PARTIES]; // each its own; read by others after the barrier
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<Void>> all = new ArrayList<>();
            for (int i = 0; i < PARTIES; i++) {
                int player = i;
                all.add(scheduler.submit(Fibers.run(fiber -> {
                    for (int round = 1; round <= ROUNDS; round++) {
                        played[player] = round;
                        barrier.await(fiber);
                        for (int other : played) assertEquals(round, other);
                        barrier.await(fiber);
                    }
                })));
            }
            for (TaskHandle<Void> one : all) one.join();
        }
        assertEquals("barrier, 0 of 5 have come", barrier.toString());
    }

    @Test
    void whoLeavesHasNotCome() throws Exception {
        Barrier barrier = new Barrier(2);
        try (SchedulerBase scheduler = Driven.BY_ITS_CALLER.start()) {
            scheduler
                    .submit(worker -> {
                        Barrier.Arrival gone = barrier.request(worker);
                        gone.close();
                        Barrier.Arrival first = barrier.request(worker);
                        assertTrue(first.isWaiting());
                        assertEquals(1, barrier.waiting());
                        Barrier.Arrival second = barrier.request(worker);
                        assertFalse(first.isWaiting() || second.isWaiting());
                        second.close();

                        Barrier.Arrival alone = barrier.request(worker);
                        barrier.leave();
                        assertFalse(alone.isWaiting());
                        assertFalse(barrier.request(worker).isWaiting());
                        barrier.leave();
                        assertThrows(IllegalStateException.class, barrier::leave);
                        return Step.done();
                    })
                    .join();
        }
    }

    @Test
    void onAThread() throws Exception {
        Barrier barrier = new Barrier(2);
        assertThrows(TimeoutException.class, () -> barrier.await(Duration.ofNanos(1)));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, barrier::await);
        Thread other = new Thread(() -> {
            try {
                barrier.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
        other.start();
        barrier.await();
        other.join();
        assertEquals(0, barrier.waiting());
    }

    @Test
    void badInput() throws Exception {
        String message = assertThrows(IllegalArgumentException.class, () -> new Barrier(0))
                .getMessage();
        assertEquals("parties is less than one: 0", message);
    }
}
