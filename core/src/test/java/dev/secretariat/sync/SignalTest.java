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
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SignalTest {
    /** Takes one from a stock that others fill; each is signalled once. */
    @ParameterizedTest
    @EnumSource
    void eachThatIsAddedIsTaken(Driven driven) throws Exception {
        Signal changed = new Signal();
        AtomicInteger stock = new AtomicInteger();
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<Void>> takers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                takers.add(scheduler.submit(Fibers.run(fiber ->
                        changed.await(fiber, () -> stock.getAndUpdate(now -> Math.max(0, now - 1)) > 0))));
            }
            for (int i = 0; i < 20; i++) {
                scheduler.submit(Fibers.run(fiber -> {
                    fiber.yieldNow();
                    stock.incrementAndGet();
                    changed.one();
                }));
            }
            for (TaskHandle<Void> taker : takers) taker.join();
        }
        assertEquals(0, stock.get());
        assertEquals("signal, 0 waiting", changed.toString());
    }

    @Test
    void theFirstInLineIsGivenIt() throws Exception {
        Signal signal = new Signal();
        assertFalse(signal.one());
        try (SchedulerBase scheduler = Driven.BY_ITS_CALLER.start()) {
            scheduler
                    .submit(worker -> {
                        Signal.Wait first = signal.request(worker);
                        Signal.Wait second = signal.request(worker);
                        Signal.Wait third = signal.request(worker);
                        assertTrue(signal.one());
                        assertTrue(first.isGiven() && !second.isGiven());
                        first.close(); // unused, so it goes to the next one
                        assertTrue(second.isGiven() && !third.isGiven());
                        second.use();
                        second.close();
                        second.close();
                        assertFalse(third.isGiven());
                        third.close();
                        assertFalse(third.isGiven());
                        assertEquals(0, signal.all());
                        return Step.done();
                    })
                    .join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsCancelledHandsItOn(Driven driven) throws Exception {
        Signal signal = new Signal();
        boolean[] open = new boolean[1];
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<Void> first = scheduler.submit(Fibers.run(fiber -> signal.await(fiber, () -> open[0])));
            TaskHandle<Void> cancels = scheduler.submit(Fibers.run(fiber -> {
                while (first.state() != TaskState.WAITING) fiber.yieldNow();
                TaskHandle<Void> second = fiber.submit(Fibers.run(inner -> signal.await(inner, () -> open[0])));
                while (signal.waiting() < 2) fiber.yieldNow();
                first.cancel();
                open[0] = true;
                signal.one();
                fiber.await(second);
            }));
            cancels.join();
            try {
                first.join();
            } catch (CancellationException cancelled) {
                assertTrue(first.isDone());
            }
        }
    }

    @Test
    void onAThread() throws Exception {
        Signal signal = new Signal();
        assertThrows(TimeoutException.class, () -> signal.await(() -> false, Duration.ofNanos(1)));
        signal.await(() -> true, Duration.ZERO);
        AtomicInteger value = new AtomicInteger();
        Thread sets = new Thread(() -> {
            while (signal.waiting() == 0) Thread.onSpinWait();
            value.set(1);
            signal.all();
        });
        sets.start();
        signal.await(() -> value.get() == 1, Duration.ofDays(365_000));
        sets.join();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> signal.await(() -> false, Duration.ofDays(1)));
        assertEquals(0, signal.waiting());
    }
}
