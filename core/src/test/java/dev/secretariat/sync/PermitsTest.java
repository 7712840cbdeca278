package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PermitsTest {
    private final CooperativeScheduler scheduler = CooperativeScheduler.create();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void close() {
        scheduler.shutdownNow();
        scheduler.close();
    }

    /** Takes some permits in steps, and keeps them until it is told to end. */
    private final class Taker implements Task<Void> {
        private final Permits permits;
        private final String name;
        private final int count;
        private @Nullable Hold hold;
        boolean ends;

        Taker(Permits permits, String name, int count) {
            this.permits = permits;
            this.name = name;
            this.count = count;
        }

        @Override
        public Step<Void> step(Worker worker) {
            Hold mine = hold;
            if (mine == null) hold = mine = permits.request(worker, count);
            if (!mine.isHeld()) return Step.await(mine);
            if (!seen.contains(name)) seen.add(name);
            if (!ends) return Step.yieldNow();
            mine.close();
            return Step.done();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (hold != null) hold.close();
            return Step.done();
        }
    }

    private void runSome() {
        for (int i = 0; i < 20; i++) scheduler.runOne();
    }

    @Test
    void stepsTakeThemFirstInFirstOut() {
        Permits permits = new Permits(2);
        List<Taker> takers = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            Taker taker = new Taker(permits, name, 1);
            takers.add(taker);
            scheduler.submit(name, taker);
        }
        runSome();
        assertEquals(List.of("a", "b"), seen);
        assertEquals(2, permits.waiting());
        takers.get(1).ends = true;
        runSome();
        assertEquals(List.of("a", "b", "c"), seen);
        takers.forEach(taker -> taker.ends = true);
        scheduler.runUntilIdle();
        assertEquals(List.of("a", "b", "c", "d"), seen);
        assertEquals(2, permits.available());
        assertEquals("permits: 2 free, 0 waiting", permits.toString());
    }

    @Test
    void nobodyPassesOneWhoWaitsForMore() {
        Permits permits = new Permits(3);
        Hold two = Objects.requireNonNull(permits.tryAcquire(2));
        Taker large = new Taker(permits, "large", 3);
        Taker small = new Taker(permits, "small", 1);
        TaskHandle<Void> waits = scheduler.submit(large);
        scheduler.submit(small);
        runSome();
        assertEquals(List.of(), seen);
        assertNull(permits.tryAcquire());
        waits.cancel();
        runSome();
        assertEquals(List.of("small"), seen); // it was behind one that has left
        assertEquals(0, permits.waiting());
        two.close();
        small.ends = true;
        runSome();
        assertEquals(3, permits.available());
    }

    @Test
    void whatIsGrantedToOneWhoHasBeenCancelledGoesToTheNext() {
        Permits permits = new Permits(1);
        Hold held = Objects.requireNonNull(permits.tryAcquire());
        Taker first = new Taker(permits, "first", 1);
        Taker second = new Taker(permits, "second", 1);
        TaskHandle<Void> cancelled = scheduler.submit(first);
        scheduler.submit(second);
        scheduler.runUntilIdle();
        held.close(); // granted to the first, which does not know it yet
        assertEquals(0, permits.available());
        cancelled.cancel();
        runSome();
        assertEquals(TaskState.CANCELLED, cancelled.state());
        assertEquals(List.of("second"), seen);
        second.ends = true;
        runSome();
        assertEquals(1, permits.available());
    }

    @Test
    void fibersWaitInLine() {
        Permits permits = new Permits(1);
        List<TaskHandle<Void>> handles = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = "fiber " + i;
            handles.add(scheduler.submit(Fibers.run(fiber -> {
                try (Hold hold = permits.acquire(fiber)) {
                    assertTrue(hold.isHeld());
                    seen.add(name);
                    fiber.yieldNow();
                    assertEquals(name, seen.get(seen.size() - 1)); // nobody else came in
                }
            })));
        }
        scheduler.runOne();
        scheduler.runOne();
        handles.get(1).cancel();
        scheduler.runUntilIdle();
        assertEquals(List.of("fiber 0", "fiber 2", "fiber 3", "fiber 4"), seen);
        assertEquals(TaskState.CANCELLED, handles.get(1).state());
        assertEquals(1, permits.available());
    }

    @Test
    void threadsBlock() throws Exception {
        Permits permits = new Permits(1);
        Hold hold = permits.acquire();
        TimeoutException late = assertThrows(TimeoutException.class, () -> permits.acquire(Duration.ofMillis(1)));
        assertTrue(late.getMessage().contains("permits"), late.getMessage());
        assertEquals(0, permits.waiting());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, permits::acquire);
        assertFalse(Thread.interrupted());
        assertEquals(0, permits.waiting());
        Thread giver = new Thread(() -> {
            while (permits.waiting() == 0) Thread.onSpinWait();
            hold.close();
        });
        giver.start();
        try (Hold mine = permits.acquire()) {
            assertTrue(mine.isHeld());
        }
        giver.join();
        assertNotNull(permits.tryAcquire());
    }

    @Test
    void whatIsClosedTwiceIsGivenBackOnce() {
        Permits permits = new Permits(1);
        Hold hold = Objects.requireNonNull(permits.tryAcquire());
        hold.close();
        hold.close();
        assertFalse(hold.isHeld());
        assertEquals(1, permits.available());
        Hold first = Objects.requireNonNull(permits.tryAcquire());
        TaskHandle<Void> waits = scheduler.submit(new Taker(permits, "waits", 1));
        scheduler.runUntilIdle();
        first.close();
        first.close();
        assertEquals(0, permits.available());
        waits.cancel();
        scheduler.runUntilIdle();
        assertEquals(1, permits.available());
    }

    @Test
    void addedOnesGoToThoseWhoWait() {
        Permits permits = new Permits(0);
        Taker taker = new Taker(permits, "taker", 2);
        scheduler.submit(taker);
        scheduler.runUntilIdle();
        permits.add(1);
        scheduler.runUntilIdle();
        assertEquals(List.of(), seen);
        permits.add(5);
        runSome();
        assertEquals(List.of("taker"), seen);
        assertEquals(4, permits.available());
    }

    @Test
    void numbersOutOfRangeAreRefusedByName() {
        Permits permits = new Permits(Integer.MAX_VALUE);
        assertMessage("permits is negative: -1", () -> new Permits(-1));
        assertMessage("permits is less than one: 0", () -> permits.tryAcquire(0));
        assertMessage("permits is less than one: -2", () -> permits.add(-2));
        String message =
                assertThrows(IllegalStateException.class, () -> permits.add(1)).getMessage();
        assertEquals("1 permits more than 2147483647 are too many to count", message);
        assertEquals(Integer.MAX_VALUE, permits.available());
        assertThrows(NullPointerException.class, () -> permits.request(null));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** The number of nodes that are kept is told by the line itself. */
    @Test
    void aMillionCancelledWaitsLeaveNothing() {
        Permits permits = new Permits(1);
        Hold held = Objects.requireNonNull(permits.tryAcquire());
        for (int i = 0; i < 1_000_000; i++) {
            Hold request = permits.request(1, Thread.currentThread());
            assertTrue(request.isWaiting());
            request.close();
        }
        assertEquals(0, permits.waiting());
        assertEquals(0, permits.line.length());
        held.close();
        assertEquals(1, permits.available());
    }
}
