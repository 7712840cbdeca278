package dev.secretariat.sync;

import static dev.secretariat.sync.ChannelWaits.put;
import static dev.secretariat.sync.ChannelWaits.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever leaves a channel's line leaves nothing behind, and takes nothing along. */
@Timeout(60)
class ChannelLeavingTest {
    @Test
    void whoLeavesTheLineLeavesNothing() throws Exception {
        Channel<Integer> channel = Channel.bounded(1);
        assertTrue(channel.offer(1));
        Put<Integer> leaves = put(channel, 2);
        Put<Integer> stays = put(channel, 3);
        leaves.close();
        leaves.close();
        assertFalse(leaves.isWaiting());
        assertFalse(leaves.isAccepted());
        assertEquals(1, channel.poll());
        assertTrue(stays.isAccepted());
        stays.close(); // what was accepted stays
        assertEquals(3, channel.poll());

        Take<Integer> gone = take(channel);
        Take<Integer> next = take(channel);
        gone.close();
        assertTrue(channel.offer(4));
        assertEquals(4, next.get());
        String message = assertThrows(IllegalStateException.class, gone::get).getMessage();
        assertEquals("this was closed before its element was got", message);
    }

    @Test
    void anElementThatWasNotGotGoesBackToItsPlace() throws Exception {
        Channel<Integer> channel = Channel.unbounded();
        Take<Integer> first = take(channel);
        Take<Integer> second = take(channel);
        Take<Integer> third = take(channel);
        for (int i = 1; i <= 4; i++) assertTrue(channel.offer(i));
        third.close();
        first.close();
        assertEquals(2, second.get());
        second.close(); // it was got
        assertEquals(2, second.get());
        assertEquals(3, channel.size());
        assertEquals(1, channel.poll());
        assertEquals(3, channel.poll());
        assertEquals(4, channel.poll());
        assertNull(channel.poll());
    }

    @Test
    void anElementThatWasNotGotGoesToWhoeverWaits() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Take<Integer> first = take(channel);
        Take<Integer> second = take(channel);
        assertTrue(channel.offer(1));
        first.close();
        assertEquals(1, second.get());
    }

    @Test
    void aMillionWaitsThatWereLeftKeepNothing() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Take<Integer> waits = take(channel);
        for (int i = 0; i < 1_000_000; i++) take(channel).close();
        assertEquals(1, channel.exchange.takes());
        assertTrue(channel.offer(1));
        for (int i = 0; i < 1_000_000; i++) put(channel, i).close();
        assertEquals(0, channel.exchange.puts());
        assertEquals(1, waits.get());
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledFiberTakesNothingWithIt(Driven driven) throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<Void> takes = scheduler.submit(Fibers.run(channel::take));
            TaskHandle<Void> cancels = scheduler.submit(Fibers.run(fiber -> {
                while (takes.state() != TaskState.WAITING) fiber.yieldNow();
                assertTrue(channel.offer(1)); // lent to a task that is about to be cancelled
                takes.cancel();
            }));
            cancels.join();
            if (assertCancelledOrDone(takes)) assertEquals(1, channel.poll());
            TaskHandle<Void> puts = scheduler.submit(Fibers.run(fiber -> channel.put(fiber, 2)));
            scheduler
                    .submit(Fibers.run(fiber -> {
                        while (puts.state() != TaskState.WAITING) fiber.yieldNow();
                        puts.cancel();
                    }))
                    .join();
            assertTrue(assertCancelledOrDone(puts));
            assertNull(channel.poll());
        }
    }

    /** Returns whether it was cancelled. */
    private static boolean assertCancelledOrDone(TaskHandle<Void> task) throws InterruptedException {
        try {
            task.join();
            return false;
        } catch (CancellationException cancelled) {
            return true;
        }
    }

    @Test
    void timeRunsOut() throws Exception {
        Channel<Integer> channel = Channel.bounded(1);
        assertThrows(TimeoutException.class, () -> channel.take(Duration.ofNanos(1)));
        assertTrue(channel.offer(1));
        assertThrows(TimeoutException.class, () -> channel.put(2, Duration.ofNanos(1)));
        try (SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start()) {
            scheduler
                    .submit(Fibers.run(fiber -> {
                        assertThrows(
                                TimeoutException.class,
                                () -> channel.put(fiber, 3, fiber.deadline(Duration.ofNanos(1))));
                        assertEquals(1, channel.take(fiber, fiber.deadline(Duration.ofDays(1))));
                        assertThrows(
                                TimeoutException.class, () -> channel.take(fiber, fiber.deadline(Duration.ofNanos(1))));
                    }))
                    .join();
        }
        assertEquals("channel of 1, 0 in it", channel.toString());
    }

    @Test
    void anInterruptedThreadLeavesNothing() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, channel::take);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> channel.put(1));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> channel.stream().findFirst());
        assertTrue(Thread.interrupted());
        assertEquals("rendezvous, 0 in it", channel.toString());
    }
}
