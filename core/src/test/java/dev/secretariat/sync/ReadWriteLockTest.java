package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ReadWriteLockTest {
    private final ReadWriteLock lock = new ReadWriteLock();
    private final AtomicInteger reading = new AtomicInteger();
    private int written; // guarded by the lock

    @ParameterizedTest
    @EnumSource
    void writersAreAlone(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<Void>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                boolean writes = i % 3 == 0;
                all.add(scheduler.submit(Fibers.run(fiber -> {
                    for (int round = 0; round < 10; round++) {
                        try (Hold held = writes ? lock.write(fiber) : lock.read(fiber)) {
                            if (!writes) reading.getAndIncrement();
                            int before = written;
                            fiber.yieldNow();
                            assertTrue(held.isHeld());
                            assertEquals(before, written);
                            if (!writes) reading.getAndDecrement();
                            if (writes) assertEquals(0, reading.get());
                            if (writes) written = before + 1;
                        }
                    }
                })));
            }
            for (TaskHandle<Void> one : all) one.join();
        }
        assertEquals(20 * 10, written);
        assertEquals(0, lock.readers());
        assertFalse(lock.isWritten());
    }

    @Test
    void readersShareItAndStandBehindAWriterWhoWaits() throws Exception {
        Hold one = lock.read();
        Hold other = lock.read(Duration.ofSeconds(1));
        assertEquals(2, lock.readers());
        assertNull(lock.tryWrite());
        assertThrows(TimeoutException.class, () -> lock.write(Duration.ofNanos(1)));
        try (SchedulerBase scheduler = Driven.BY_ITS_CALLER.start()) {
            TaskHandle<Void> writer =
                    scheduler.submit(Fibers.run(fiber -> lock.write(fiber).close()));
            Driven.BY_ITS_CALLER.settle(scheduler);
            assertEquals(1, lock.waiting());
            assertNull(lock.tryRead());
            one.close();
            other.close();
            assertTrue(lock.isWritten());
            assertEquals(0, lock.readers());
            writer.join();
        }
        Objects.requireNonNull(lock.tryRead()).close();
        Objects.requireNonNull(lock.tryWrite()).close();
        lock.write().close();
        assertEquals("read-write lock", lock.toString());
    }
}
