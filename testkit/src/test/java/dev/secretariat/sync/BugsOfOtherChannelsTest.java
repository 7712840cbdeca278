package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs from the bug reports of other libraries' channels, in many orders; docs/bugs-of-other-pools.md has the list. */
class BugsOfOtherChannelsTest {
    private static final int SEEDS = 300;

    static Stream<Channel<Integer>> kinds() {
        return Stream.of(Channel.rendezvous(), Channel.bounded(1), Channel.bounded(64), Channel.unbounded());
    }

    private static void inManyOrders(Consumer<SimulationScheduler> program) {
        Simulation.of(program::accept).workers(2).check(SEEDS);
    }

    @Test
    void anElementPutWhileTheChannelIsClosedIsTakenOrRefused_kotlinxcoroutines359() {
        inManyOrders(simulation -> {
            Channel<Integer> channel = Channel.rendezvous();
            TaskHandle<Boolean> put = simulation.submit(Fibers.task(fiber -> {
                try {
                    channel.put(fiber, 1);
                    return true;
                } catch (ChannelClosedException refused) {
                    return false;
                }
            }));
            simulation.submit(Fibers.run(fiber -> channel.close()));
            TaskHandle<Integer> taken = simulation.submit(Fibers.task(channel::take));
            simulation.run();
            assertEquals(put.result() ? 1 : null, taken.result());
        });
    }

    @Test
    void whatACancelledTakerWasLentIsNotLost_kotlinxcoroutines4337() {
        inManyOrders(simulation -> {
            Channel<Integer> channel = Channel.rendezvous();
            List<Integer> got = new ArrayList<>();
            simulation.submit(Fibers.run(fiber -> {
                for (int i = 0; i < 10; i++) channel.put(fiber, i);
                channel.close();
            }));
            simulation.submit(Fibers.run(fiber -> {
                while (!channel.isEnded()) {
                    TaskHandle<Void> taker = fiber.submit(Fibers.run(inner -> {
                        for (Integer each; (each = channel.take(inner)) != null; ) got.add(each);
                    }));
                    fiber.yieldNow();
                    taker.cancel();
                    while (!taker.isDone()) fiber.awaitAny(taker);
                }
            }));
            simulation.run();
            assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), got);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whoIsCancelledAsAnElementComesDoesNotKeepItFromTheOther_catseffect3998(Channel<Integer> like) {
        inManyOrders(simulation -> {
            Channel<Integer> channel = same(like);
            TaskHandle<Integer> first = simulation.submit(Fibers.task(channel::take));
            TaskHandle<Integer> second = simulation.submit(Fibers.task(channel::take));
            simulation.submit(Fibers.run(fiber -> first.cancel()));
            simulation.submit(Fibers.run(fiber -> channel.put(fiber, 1)));
            simulation.submit(Fibers.run(
                    fiber -> { // a second one, if the first was not cancelled in time
                        while (!first.isDone()) fiber.awaitAny(first);
                        if (first.state() == TaskState.SUCCEEDED) channel.put(fiber, 2);
                    }));
            simulation.run();
            assertEquals(
                    first.state() == TaskState.SUCCEEDED ? 3 : 1,
                    second.result() + (first.state() == TaskState.SUCCEEDED ? first.result() : 0));
        });
    }

    private static Channel<Integer> same(Channel<Integer> like) {
        String text = like.toString();
        if (text.startsWith("rendezvous")) return Channel.rendezvous();
        if (text.startsWith("unbounded")) return Channel.unbounded();
        return text.startsWith("channel of 1,") ? Channel.bounded(1) : Channel.bounded(64);
    }

    @Test
    void aTakeThatIsOutOfTimeAndCancelledLosesNothing_catseffect4571() {
        inManyOrders(simulation -> {
            Channel<Integer> channel = Channel.unbounded();
            TaskHandle<Integer> taker = simulation.submit(Fibers.task(fiber -> {
                try {
                    return channel.take(fiber, fiber.deadline(Duration.ofMillis(1)));
                } catch (TimeoutException late) {
                    return -1;
                }
            }));
            simulation.submit(Fibers.run(fiber -> {
                fiber.sleep(Duration.ofMillis(1));
                channel.put(fiber, 42);
            }));
            simulation.submit(Fibers.run(fiber -> {
                fiber.sleep(Duration.ofMillis(1));
                taker.cancel();
            }));
            simulation.run();
            boolean got =
                    taker.state() == TaskState.SUCCEEDED && Integer.valueOf(42).equals(taker.result());
            assertEquals(got ? null : 42, channel.poll());
        });
    }

    @Test
    void whatACancelledPutterHasNotPutIsNotTaken_catseffect3606() {
        inManyOrders(simulation -> {
            Channel<Integer> channel = Channel.rendezvous();
            List<String> put = new ArrayList<>();
            TaskHandle<Void> putter = simulation.submit(Fibers.run(fiber -> {
                channel.put(fiber, 1); // throws only if it was not put
                put.add("put");
            }));
            simulation.submit(Fibers.run(fiber -> putter.cancel()));
            TaskHandle<Integer> taker = simulation.submit(Fibers.task(fiber -> {
                fiber.yieldNow();
                return channel.poll();
            }));
            simulation.run();
            assertEquals(taker.result() == null ? List.of() : List.of("put"), put);
        });
    }

    @Test
    void whoPutsAndIsCancelledDoesNotKeepATakerWaiting_catseffect3215() {
        inManyOrders(simulation -> {
            Channel<Integer> channel = Channel.rendezvous();
            TaskHandle<Void> cancelled = simulation.submit(Fibers.run(fiber -> channel.put(fiber, 1)));
            simulation.submit(Fibers.run(fiber -> cancelled.cancel()));
            TaskHandle<Integer> taker = simulation.submit(Fibers.task(channel::take));
            simulation.submit(Fibers.run(fiber -> {
                while (!cancelled.isDone()) fiber.awaitAny(cancelled);
                if (!taker.isDone()) assertTrue(channel.offer(2) || taker.isDone() || channel.size() == 0);
                channel.close();
            }));
            simulation.run();
            assertTrue(taker.isDone());
        });
    }

    @Test
    void theLastElementThatComesBackAfterTheCloseIsNotTheEnd_tokio2854() {
        Channel<Integer> channel = Channel.rendezvous();
        Take<Integer> lent = take(channel);
        Take<Integer> waits = take(channel);
        assertTrue(channel.offer(1));
        channel.close();
        lent.close();
        assertEquals(1, waits.get());
        assertNull(take(channel).get());
    }

    private static Take<Integer> take(Channel<Integer> channel) {
        Take<Integer> take = new Take<>(channel.exchange, "a test");
        channel.exchange.add(take);
        return take;
    }

    @Test
    void whoeverWaitsIsToldWhenTheLastElementIsGot_tokio8075() {
        Channel<Integer> channel = Channel.rendezvous();
        Take<Integer> lent = take(channel);
        Take<Integer> waits = take(channel);
        assertTrue(channel.offer(1));
        channel.close();
        assertFalse(waits.isThere());
        assertEquals(1, lent.get());
        assertNull(waits.get());
    }

    @Test
    void aChannelWithSomethingLentHasNotEnded_tokio8074() {
        Channel<Integer> channel = Channel.bounded(1);
        Take<Integer> lent = take(channel);
        assertTrue(channel.offer(1));
        channel.close(new IllegalStateException("no more"));
        assertNull(channel.poll()); // nothing, and no failure, yet
        assertFalse(channel.isEnded());
        assertEquals(1, lent.get());
        assertThrows(ChannelClosedException.class, channel::poll);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsInTheBufferAtTheEndIsTaken_kotlinxcoroutines256(Channel<Integer> like) {
        inManyOrders(simulation -> {
            Channel<Integer> channel = same(like);
            simulation.submit(Fibers.run(fiber -> {
                for (int i = 0; i < 2; i++) channel.put(fiber, i);
                channel.close();
            }));
            TaskHandle<List<Integer>> taken = simulation.submit(Fibers.task(fiber -> {
                List<Integer> all = new ArrayList<>();
                for (Integer each; (each = channel.take(fiber)) != null; ) all.add(each);
                return all;
            }));
            simulation.run();
            assertEquals(List.of(0, 1), taken.result());
        });
    }

    @Test
    void theLatestElementIsTakenAfterTheClose_kotlinxcoroutines332() {
        Channel<Integer> channel = Channel.latest();
        assertTrue(channel.offer(1) && channel.offer(2));
        channel.close();
        assertEquals(2, channel.poll());
        assertNull(channel.poll());
    }

    @Test
    void whoTakesMayCloseInTheMidstOfIt_kotlinxcoroutines97() {
        inManyOrders(simulation -> {
            Channel<Integer> channel = Channel.bounded(1);
            TaskHandle<Void> putter = simulation.submit(Fibers.run(fiber -> {
                for (int i = 1; i <= 5; i++) channel.put(fiber, i);
            }));
            TaskHandle<Integer> taker = simulation.submit(Fibers.task(fiber -> {
                int sum = 0;
                for (Integer each; (each = channel.take(fiber)) != null; ) {
                    sum += each;
                    if (each == 2) channel.closeNow();
                }
                return sum;
            }));
            simulation.run();
            assertEquals(3, taker.result());
            assertEquals(TaskState.FAILED, putter.state());
            assertTrue(
                    assertThrows(RuntimeException.class, putter::result).getCause() instanceof ChannelClosedException);
        });
    }

    @Test
    void anUnbufferedOneTakesNothingWithoutATaker_raven492() {
        Channel<Integer> channel = Channel.rendezvous();
        assertFalse(channel.offer(1));
        Take<Integer> take = take(channel);
        assertTrue(channel.offer(2));
        assertFalse(channel.offer(3));
        assertEquals(2, take.get());
    }

    /** One that waits at two channels goes on with the other one when one of them has ended. */
    @Test
    void whoWaitsAtTwoChannelsGoesOnWithTheOther_jox28() {
        inManyOrders(simulation -> {
            Channel<Integer> ends = Channel.rendezvous();
            Channel<Integer> goesOn = Channel.rendezvous();
            simulation.submit(Fibers.run(fiber -> ends.close()));
            simulation.submit(Fibers.run(fiber -> {
                goesOn.put(fiber, 1);
                goesOn.close();
            }));
            TaskHandle<List<Integer>> taken = simulation.submit(Fibers.task(fiber -> {
                List<Integer> all = new ArrayList<>();
                List<Channel<Integer>> open = new ArrayList<>(List.of(ends, goesOn));
                while (!open.isEmpty()) {
                    List<Take<Integer>> takes = new ArrayList<>();
                    try {
                        for (Channel<Integer> each : open) takes.add(each.requestTake(fiber.worker()));
                        int which = fiber.awaitAny(takes);
                        Integer element = takes.get(which).get();
                        if (element == null) open.remove(which);
                        else all.add(element);
                    } finally {
                        takes.forEach(Take::close);
                    }
                }
                return all;
            }));
            simulation.run();
            assertEquals(List.of(1), taken.result());
        });
    }

    @Test
    void theCauseThatAChannelIsClosedWithIsTheVeryOne_kotlinxcoroutines4241() {
        Channel<Integer> channel = Channel.rendezvous();
        Throwable cause = new CancellationException("not a task's");
        channel.close(cause);
        assertSame(
                cause,
                assertThrows(ChannelClosedException.class, () -> channel.offer(1))
                        .getCause());
        assertSame(
                cause, assertThrows(ChannelClosedException.class, channel::poll).getCause());
    }
}
