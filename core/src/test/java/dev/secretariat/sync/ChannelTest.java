package dev.secretariat.sync;

import static dev.secretariat.sync.ChannelWaits.put;
import static dev.secretariat.sync.ChannelWaits.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All that is put is taken, in order, each once; and how much fits into each kind. */
@Timeout(60)
class ChannelTest {
    private static final int ELEMENTS = 300;

    // ---- All that is put is taken, in order, each once ----

    static Stream<Arguments> kindsOnSchedulers() {
        return Stream.of(Driven.values())
                .flatMap(driven ->
                        Stream.of(0, 1, 3, Integer.MAX_VALUE).map(capacity -> Arguments.of(driven, capacity)));
    }

    private static <T> Channel<T> channel(int capacity) {
        if (capacity == Integer.MAX_VALUE) return Channel.unbounded();
        return capacity == 0 ? Channel.rendezvous() : Channel.bounded(capacity);
    }

    @ParameterizedTest
    @MethodSource("kindsOnSchedulers")
    void oneFiberToAnother(Driven driven, int capacity) throws Exception {
        Channel<Integer> channel = channel(capacity);
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<List<Integer>> taken = scheduler.submit(Fibers.task(fiber -> {
                List<Integer> all = new ArrayList<>();
                for (Integer each; (each = channel.take(fiber)) != null; ) all.add(each);
                return all;
            }));
            scheduler.submit(Fibers.run(fiber -> {
                for (int i = 0; i < ELEMENTS; i++) channel.put(fiber, i);
                channel.close();
            }));
            assertEquals(numbers(ELEMENTS), taken.join());
            assertTrue(channel.isEnded());
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("kindsOnSchedulers")
    void stepsToSteps(Driven driven, int capacity) throws Exception {
        Channel<Integer> channel = channel(capacity);
        try (SchedulerBase scheduler = driven.start()) {
            TaskHandle<List<Integer>> taken = scheduler.submit(new Taker(channel));
            scheduler.submit(new Putter(channel));
            assertEquals(numbers(ELEMENTS), taken.join());
        }
    }

    private static final class Taker implements Task<List<Integer>> {
        private final Channel<Integer> channel;
        private final List<Integer> all = new ArrayList<>();
        private @Nullable Take<Integer> next;

        Taker(Channel<Integer> channel) {
            this.channel = channel;
        }

        @Override
        public Step<List<Integer>> step(Worker worker) {
            if (next == null) next = channel.requestTake(worker);
            if (!next.isThere()) return Step.await(next);
            Integer element = next.get();
            next = null;
            if (element == null) return Step.done(all);
            all.add(element);
            return Step.goOn();
        }
    }

    private static final class Putter implements Task<Void> {
        private final Channel<Integer> channel;
        private int number;
        private @Nullable Put<Integer> put;

        Putter(Channel<Integer> channel) {
            this.channel = channel;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (put == null) put = channel.requestPut(worker, number);
            if (!put.isAccepted()) return Step.await(put);
            put = null;
            if (++number < ELEMENTS) return Step.goOn();
            channel.close();
            return Step.done();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fourToFour(Driven driven) throws Exception {
        Channel<Integer> channel = Channel.bounded(2);
        Latch all = new Latch(4);
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<List<Integer>>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int putter = i;
                takers.add(scheduler.submit(new Taker(channel)));
                scheduler.submit(Fibers.run(fiber -> {
                    for (int k = 0; k < ELEMENTS; k++) channel.put(fiber, putter * ELEMENTS + k);
                    all.countDown();
                }));
            }
            scheduler.submit(Fibers.run(fiber -> {
                all.await(fiber);
                channel.close();
            }));
            List<Integer> taken = new ArrayList<>();
            for (TaskHandle<List<Integer>> taker : takers) {
                List<Integer> some = taker.join();
                for (int putter = 0; putter < 4; putter++) assertOrderOf(putter, some);
                taken.addAll(some);
            }
            taken.sort(null);
            assertEquals(numbers(4 * ELEMENTS), taken);
        }
    }

    private static void assertOrderOf(int putter, List<Integer> taken) {
        List<Integer> its =
                taken.stream().filter(each -> each / ELEMENTS == putter).toList();
        assertEquals(its.stream().sorted().toList(), its);
    }

    @Test
    void threadsAtBothEnds() throws Exception {
        Channel<Integer> channel = Channel.bounded(3);
        Thread putter = new Thread(() -> {
            try {
                for (int i = 0; i < ELEMENTS; i++) channel.put(i);
                channel.close();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
        putter.start();
        assertEquals(numbers(ELEMENTS), channel.stream().toList());
        putter.join();
    }

    // ---- Kinds ----

    @Test
    void roomIsCounted() throws Exception {
        Channel<Integer> channel = Channel.bounded(2);
        assertTrue(channel.offer(1));
        assertTrue(channel.offer(2));
        assertFalse(channel.offer(3));
        Put<Integer> put = put(channel, 3);
        assertFalse(put.isAccepted());
        assertEquals("channel of 2, 2 in it, 1 waiting to put", channel.toString());
        assertEquals("room in channel of 2, 2 in it, 1 waiting to put, waited for by a test", put.toString());
        assertEquals(1, channel.poll());
        assertTrue(put.isAccepted());
        assertFalse(channel.offer(4)); // it is full again
        assertEquals(2, channel.poll());
        assertEquals(3, channel.poll());
        assertNull(channel.poll());
    }

    @Test
    void aRendezvousHoldsNothing() throws Exception {
        Channel<String> channel = Channel.rendezvous();
        assertFalse(channel.offer("nobody takes it"));
        Put<String> first = put(channel, "first");
        Put<String> second = put(channel, "second");
        assertEquals("first", channel.poll());
        assertTrue(first.isAccepted());
        assertFalse(second.isAccepted());
        Take<String> take = take(channel);
        assertEquals("second", take.get());
        Take<String> waits = take(channel);
        assertTrue(channel.offer("third"));
        assertEquals("third", waits.get());
    }

    @Test
    void theLatestTakesThePlaceOfTheOneBefore() throws Exception {
        Channel<Integer> channel = Channel.latest();
        assertTrue(channel.offer(1));
        assertTrue(channel.offer(2));
        assertTrue(put(channel, 3).isAccepted());
        assertEquals(3, channel.poll());
        assertNull(channel.poll());
        Take<Integer> take = take(channel);
        assertTrue(channel.offer(4));
        assertTrue(channel.offer(5));
        assertEquals(4, take.get());
        assertEquals(5, channel.poll());
    }

    @Test
    void muchFitsIntoAnUnboundedOne() throws Exception {
        Channel<Integer> channel = Channel.unbounded();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 100_000; i++) assertTrue(channel.offer(i));
            for (int i = 0; i < 99_990; i++) assertEquals(i, channel.poll());
            for (int i = 99_990; i < 100_000; i++) assertEquals(i, channel.poll());
        }
        assertEquals("unbounded channel, 0 in it", channel.toString());
    }

    // ---- Bad input ----

    @Test
    void badInput() throws Exception {
        String message = assertThrows(IllegalArgumentException.class, () -> Channel.bounded(0))
                .getMessage();
        assertEquals("capacity is less than one: 0; a channel that holds nothing is a rendezvous()", message);
        Channel<Integer> channel = Channel.rendezvous();
        @SuppressWarnings("NullAway")
        Integer nothing = null;
        assertEquals(
                "element",
                assertThrows(NullPointerException.class, () -> channel.offer(nothing))
                        .getMessage());
        assertThrows(NullPointerException.class, () -> channel.put(nothing));
        String early =
                assertThrows(IllegalStateException.class, take(channel)::get).getMessage();
        assertEquals("nothing has come yet: await this, and look at isThere()", early);
        assertNotNull(channel.toString());
    }

    @Test
    void aFiberOfAnotherTaskIsRefused() throws Exception {
        Channel<Integer> channel = Channel.unbounded();
        try (SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start()) {
            scheduler
                    .submit(Fibers.run(fiber -> {
                        TaskHandle<Void> other = fiber.submit(Fibers.run(ignored -> channel.put(fiber, 1)));
                        assertThrows(TaskFailedException.class, () -> fiber.await(other));
                    }))
                    .join();
        }
        assertNull(channel.poll());
    }
}
