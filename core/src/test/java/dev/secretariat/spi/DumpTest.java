package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Latch;
import dev.secretariat.sync.Mutex;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DumpTest {
    /** Takes one, then the other, once both have their first. */
    private static Task<Void> both(Mutex first, Mutex second, Latch bothHaveOne) {
        return Fibers.run(fiber -> {
            try (Hold one = first.lock(fiber)) {
                bothHaveOne.countDown();
                bothHaveOne.await(fiber);
                try (Hold other = second.lock(fiber)) {
                    assertTrue(one.isHeld() && other.isHeld());
                }
            }
        });
    }

    @Test
    void aDeadlockIsNamedByTheDumpAndByTheClose() {
        Mutex left = new Mutex();
        Mutex right = new Mutex();
        Latch bothHaveOne = new Latch(2);
        SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start();
        TaskHandle<Void> anna = scheduler.submit("anna", both(left, right, bothHaveOne));
        TaskHandle<Void> bert = scheduler.submit("bert", both(right, left, bothHaveOne));
        while (left.waiting() + right.waiting() < 2
                || anna.state() != TaskState.WAITING
                || bert.state() != TaskState.WAITING) {
            Thread.onSpinWait();
        }
        String dump = scheduler.dump();
        assertTrue(dump.startsWith("2 task(s):\n  '"), dump);
        assertTrue(dump.contains("'anna' awaits mutex, held by 'bert'"), dump);
        assertTrue(dump.contains(" at DumpTest.java:"), dump);
        assertTrue(
                dump.matches("(?s).*\n  in a circle: ('anna' -> 'bert' -> 'anna'|'bert' -> 'anna' -> 'bert')"), dump);
        String late = assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ofMillis(1)))
                .getMessage();
        assertTrue(late.contains("; in a circle: '"), late);
        anna.cancel();
        scheduler.close();
        assertTrue(bert.isDone());
        assertEquals("0 task(s)", scheduler.dump());
    }

    @ParameterizedTest
    @EnumSource
    void manyAreCountedAndTheFirstListed(Driven driven) {
        Promise<Integer> never = new Promise<>();
        try (SchedulerBase scheduler = driven.start()) {
            for (int i = 0; i < 1500; i++) {
                scheduler.submit("waits", worker -> never.isDone() ? Step.done() : Step.await(never));
            }
            String dump = scheduler.dump();
            assertTrue(dump.startsWith("1500 task(s):\n  'waits'"), dump);
            assertEquals(1 + 1000 + 1, dump.lines().count());
            assertTrue(dump.endsWith("\n  ... and 500 more"), dump);
            never.succeed(1);
        }
    }
}
