package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class MutexTest {
    private int balance; // guarded by the mutex of the test

    @ParameterizedTest
    @EnumSource
    void oneAtATimeOnEveryScheduler(Driven driven) throws Exception {
        Mutex mutex = new Mutex();
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<Void>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(scheduler.submit(Fibers.run(fiber -> {
                    for (int round = 0; round < 20; round++) {
                        try (Hold held = mutex.lock(fiber)) {
                            int before = balance;
                            fiber.yieldNow();
                            assertTrue(held.isHeld());
                            balance = before + 1;
                        }
                    }
                })));
            }
            for (TaskHandle<Void> one : all) one.join();
        }
        assertEquals(50 * 20, balance);
        assertFalse(mutex.isHeld());
    }

    @Test
    void itKnowsItsHolderAndIsNotReentrant() throws Exception {
        Mutex mutex = new Mutex("the till");
        try (SchedulerBase scheduler = Driven.BY_ITS_CALLER.start()) {
            TaskHandle<Void> task = scheduler.submit("clerk", Fibers.run(fiber -> {
                try (Hold held = mutex.lock(fiber)) {
                    String message = assertThrows(IllegalStateException.class, () -> mutex.lock(fiber))
                            .getMessage();
                    assertTrue(message.startsWith("task 'clerk' holds this mutex already"), message);
                    assertEquals("the till, held by task 'clerk'", held.toString());
                    Hold other = mutex.request(1, "somebody");
                    assertEquals("the till", other.toString());
                    assertEquals(fiber.worker().task(), other.holder());
                    other.close();
                }
            }));
            task.join();
        }
        assertEquals("the till", mutex.toString());
        assertEquals("mutex", new Mutex().toString());
        assertThrows(NullPointerException.class, () -> new Mutex(null));
        Hold held = mutex.lock();
        assertThrows(IllegalStateException.class, mutex::lock);
        held.close();
        Objects.requireNonNull(mutex.tryLock()).close();
    }

    @Test
    void threadsAndFibersStandInOneLine() throws Exception {
        Mutex mutex = new Mutex();
        try (SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start()) {
            Hold held = mutex.lock();
            TaskHandle<Void> task =
                    scheduler.submit(Fibers.run(fiber -> mutex.lock(fiber).close()));
            while (mutex.waiting() == 0) Thread.onSpinWait();
            Thread other =
                    new Thread(() -> assertThrows(TimeoutException.class, () -> mutex.lock(Duration.ofMillis(1))));
            other.start();
            other.join();
            assertEquals(1, mutex.waiting());
            held.close();
            task.join();
        }
    }

    @Test
    void aTaskThatEndsWithItIsNamedOnceSomebodyWaits() throws Exception {
        String told = "mutex, held by task 'forgetful', which has ended without giving it back, while 1 wait for it";
        assertTrue(logged(this::endsBeforeSomebodyWaits).contains(told));
        assertTrue(logged(this::endsWhileSomebodyWaits).contains(told));
        assertEquals("", logged(() -> {
            Mutex mutex = new Mutex();
            try (SchedulerBase scheduler = Driven.BY_ITS_CALLER.start()) {
                scheduler.submit(Fibers.run(fiber -> {
                    Hold held = mutex.lock(fiber);
                    Hold other = mutex.request(1, "somebody");
                    held.close();
                    assertTrue(other.isHeld());
                }));
            }
            return null;
        }));
    }

    private Void endsBeforeSomebodyWaits() throws Exception {
        Mutex mutex = new Mutex();
        try (SchedulerBase scheduler = Driven.BY_ITS_CALLER.start()) {
            scheduler.submit("forgetful", Fibers.run(mutex::lock)).join();
            mutex.request(1, "somebody").close();
        }
        return null;
    }

    private Void endsWhileSomebodyWaits() throws Exception {
        Mutex mutex = new Mutex();
        try (SchedulerBase scheduler = Driven.BY_ITS_CALLER.start()) {
            scheduler
                    .submit("forgetful", Fibers.run(fiber -> {
                        Hold ignored = mutex.lock(fiber);
                        Hold waits = mutex.request(1, "somebody");
                        assertTrue(waits.isWaiting());
                    }))
                    .join();
        }
        return null;
    }

    private static String logged(Callable<Void> work) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.call();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
