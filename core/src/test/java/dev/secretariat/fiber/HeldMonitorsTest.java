package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Monitors of the thread that drives mounted bodies; if they were not secured, these tests would crash the JVM. */
@Timeout(60)
class HeldMonitorsTest {
    /** Enough for the code to be compiled in between. */
    private static final int ROUNDS = 3000;

    private final CooperativeScheduler scheduler =
            CooperativeScheduler.builder().build();
    private final Object held = new Object();

    @BeforeEach
    void needsMountedFibers() {
        String lack = Carriers.lack(Carrier.MOUNTED);
        assumeTrue(lack == null, lack);
    }

    private TaskHandle<Void> submit(FiberAction action) {
        FiberBody<Void> body = fiber -> {
            action.run(fiber);
            return null;
        };
        return scheduler.submit(new FiberTask<>(body, action, Carrier.MOUNTED));
    }

    private void drive() {
        while (scheduler.runOne()) {}
    }

    @Test
    void theyAreKeptWhateverTheBodiesDo() {
        Object another = new Object();
        for (int i = 0; i < ROUNDS; i++) {
            TaskHandle<Void> handle = submit(fiber -> {
                fiber.yieldNow();
                synchronized (new Object()) {
                    fiber.yieldNow();
                }
            });
            synchronized (held) {
                synchronized (another) {
                    synchronized (held) {
                        drive();
                        assertTrue(Thread.holdsLock(held));
                    }
                    assertTrue(Thread.holdsLock(held));
                    assertTrue(Thread.holdsLock(another));
                }
            }
            assertFalse(Thread.holdsLock(held));
            assertFalse(Thread.holdsLock(another));
            assertEquals(TaskState.SUCCEEDED, handle.state());
        }
    }

    /** A task of the user's own that holds a monitor while it calls the fiber's. */
    @Test
    void soAreThoseOfATaskAroundTheFiber() {
        for (int i = 0; i < ROUNDS; i++) {
            FiberBody<Integer> body = fiber -> {
                fiber.yieldNow();
                fiber.yieldNow();
                return 1;
            };
            Task<Integer> inner = new FiberTask<>(body, body, Carrier.MOUNTED);
            TaskHandle<Integer> handle = scheduler.submit(worker -> {
                synchronized (held) {
                    Step<Integer> step = inner.step(worker);
                    assertTrue(Thread.holdsLock(held));
                    return step;
                }
            });
            assertTrue(scheduler.runUntilIdle() > 2);
            assertFalse(Thread.holdsLock(held));
            assertEquals(TaskState.SUCCEEDED, handle.state());
        }
    }

    /** Each drive is another one's affair. */
    @Test
    void theyAreKeptInTheNextDrive() {
        for (int i = 0; i < ROUNDS; i++) {
            TaskHandle<Void> handle = submit(fiber -> {
                for (int round = 0; round < 4; round++) fiber.yieldNow();
            });
            assertTrue(scheduler.runOne());
            synchronized (held) {
                assertTrue(scheduler.runOne());
                assertTrue(Thread.holdsLock(held));
                synchronized (this) {
                    drive();
                    assertTrue(Thread.holdsLock(this));
                }
            }
            assertFalse(Thread.holdsLock(held));
            assertEquals(TaskState.SUCCEEDED, handle.state());
        }
    }

    @Test
    void manyAreKept() {
        for (int i = 0; i < ROUNDS; i++) {
            TaskHandle<Void> handle = submit(Fiber::yieldNow);
            driveInside(new ArrayList<>(), 1 + i % 20);
            assertEquals(TaskState.SUCCEEDED, handle.state());
        }
    }

    private void driveInside(List<Object> monitors, int more) {
        if (more == 0) {
            drive();
            return;
        }
        Object next = new Object();
        monitors.add(next);
        synchronized (next) {
            driveInside(monitors, more - 1);
            assertTrue(Thread.holdsLock(next));
        }
    }

    @Test
    void bodiesDoNotEnterThem() throws InterruptedException {
        for (int i = 0; i < ROUNDS / 10; i++) {
            List<String> log = new ArrayList<>();
            TaskHandle<Void> handle = submit(fiber -> {
                synchronized (held) {
                    log.add("body");
                }
            });
            synchronized (held) {
                drive();
                log.add("driver");
            }
            handle.join();
            assertEquals(List.of("driver", "body"), log);
        }
    }
}
