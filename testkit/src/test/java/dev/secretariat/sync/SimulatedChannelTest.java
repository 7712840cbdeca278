package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random programs around a channel, in thousands of orders, with cancellation anywhere: no element is lost, none comes twice. */
class SimulatedChannelTest {
    private static final int SEEDS = Integer.getInteger("sync.seeds", 2_000);
    private static final int EACH = 5;

    /** What has been accepted, as far as those know who have put it, and what has been got. */
    private static final class Books {
        private final Set<Integer> accepted = new HashSet<>();
        private final Set<Integer> got = new HashSet<>();

        void accepts(int element) {
            assertTrue(accepted.add(element));
        }

        void gets(int element) {
            assertTrue(got.add(element), () -> element + " has come twice");
        }
    }

    private static final class PutsInSteps implements Task<Void> {
        private final Channel<Integer> channel;
        private final Books books;
        private final int first;
        private int done;
        private @Nullable Put<Integer> put;

        PutsInSteps(Channel<Integer> channel, Books books, int first) {
            this.channel = channel;
            this.books = books;
            this.first = first;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (done == EACH) return Step.done();
            if (put == null) put = channel.requestPut(worker, first + done);
            if (!put.isAccepted()) return Step.await(put);
            books.accepts(first + done++);
            put = null;
            return Step.yieldNow();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (put != null) {
                put.close();
                if (put.isAccepted()) books.accepts(first + done);
            }
            return Step.done();
        }
    }

    private static final class TakesInSteps implements Task<Void> {
        private final Channel<Integer> channel;
        private final Books books;
        private @Nullable Take<Integer> take;

        TakesInSteps(Channel<Integer> channel, Books books) {
            this.channel = channel;
            this.books = books;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (take == null) take = channel.requestTake(worker);
            if (!take.isThere()) return Step.await(take);
            Integer element = take.get();
            take = null;
            if (element == null) return Step.done();
            books.gets(element);
            return Step.yieldNow();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (take != null) take.close();
            return Step.done();
        }
    }

    private static Task<Void> putsInAFiber(Channel<Integer> channel, Books books, int first) {
        return Fibers.run(fiber -> {
            for (int i = 0; i < EACH; i++) {
                channel.put(fiber, first + i); // throws only if it was not put
                books.accepts(first + i);
            }
        });
    }

    private static Task<Void> takesInAFiber(Channel<Integer> channel, Books books) {
        return Fibers.run(fiber -> {
            for (Integer each; (each = channel.take(fiber)) != null; ) books.gets(each);
        });
    }

    /** Takes what comes first of two channels or a deadline. */
    private static Task<Void> takesOfTwo(Channel<Integer> channel, Channel<Integer> other, Books books) {
        return Fibers.run(fiber -> {
            while (!channel.isEnded() || !other.isEnded()) takeOne(fiber, channel, other, books);
        });
    }

    private static void takeOne(Fiber fiber, Channel<Integer> channel, Channel<Integer> other, Books books) {
        try (Take<Integer> one = channel.requestTake(fiber.worker());
                Take<Integer> two = other.requestTake(fiber.worker())) {
            Deadline deadline = fiber.deadline(Duration.ofMillis(1));
            int which = fiber.awaitAny(one, two, deadline);
            if (which == 2) return;
            Take<Integer> came = which == 0 ? one : two;
            if (!came.isThere()) return;
            Integer element = came.get();
            if (element != null) books.gets(element);
            else fiber.await((which == 0 ? two : one), deadline);
        } catch (TimeoutException nothing) {
            // the next round looks again
        }
    }

    private static Channel<Integer> someChannel(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Channel.rendezvous();
            case 1 -> Channel.bounded(1);
            case 2 -> Channel.bounded(3);
            default -> Channel.unbounded();
        };
    }

    private static void program(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        List<Channel<Integer>> channels = List.of(someChannel(random), someChannel(random));
        Books books = new Books();
        List<TaskHandle<Void>> putters = new ArrayList<>();
        List<TaskHandle<Void>> mayBeCancelled = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Channel<Integer> channel = channels.get(random.nextInt(2));
            putters.add(simulation.submit(
                    "put-" + i,
                    random.nextBoolean()
                            ? new PutsInSteps(channel, books, i * EACH)
                            : putsInAFiber(channel, books, i * EACH)));
        }
        mayBeCancelled.addAll(putters);
        for (int i = 0; i < 2; i++) {
            Channel<Integer> channel = channels.get(i);
            mayBeCancelled.add(simulation.submit("steps-" + i, new TakesInSteps(channel, books)));
            mayBeCancelled.add(simulation.submit("fiber-" + i, takesInAFiber(channel, books)));
        }
        mayBeCancelled.add(simulation.submit("both", takesOfTwo(channels.get(0), channels.get(1), books)));
        simulation.submit("canceller", Fibers.run(fiber -> {
            for (int i = random.nextInt(5); i > 0; i--) {
                mayBeCancelled.get(random.nextInt(mayBeCancelled.size())).cancel();
                for (int k = random.nextInt(4); k > 0; k--) fiber.yieldNow();
            }
        }));
        // These come last, and are never cancelled: what others have left is taken by them.
        for (int i = 0; i < 2; i++) simulation.submit("last-" + i, takesInAFiber(channels.get(i), books));
        simulation.submit("closes", Fibers.run(fiber -> {
            for (TaskHandle<Void> putter : putters) {
                while (!putter.isDone()) fiber.awaitAny(putter);
            }
            for (Channel<Integer> channel : channels) channel.close();
        }));
        simulation.run();
        assertEquals(books.accepted, books.got);
        for (Channel<Integer> channel : channels) {
            assertTrue(channel.isEnded(), channel::toString);
            assertEquals(0, channel.exchange.puts() + channel.exchange.takes());
        }
    }

    @Test
    void noOrderLosesAnElementOrBringsItTwice() {
        Simulation.of(SimulatedChannelTest::program).workers(2).check(SEEDS);
    }

    @Test
    void everyOrderOfTwoTakersOneOfThemCancelled() {
        Exploration exploration = Simulation.of(simulation -> {
                    Channel<Integer> channel = Channel.rendezvous();
                    Books books = new Books();
                    TaskHandle<Void> cancelled = simulation.submit("cancelled", new TakesInSteps(channel, books));
                    simulation.submit("stays", new TakesInSteps(channel, books));
                    simulation.submit("puts", worker -> {
                        Put<Integer> put = channel.requestPut(worker, 1);
                        assertNotNull(put);
                        books.accepted.add(1);
                        channel.close();
                        return Step.done();
                    });
                    simulation.submit("canceller", Task.run(cancelled::cancel));
                    simulation.run();
                    assertEquals(books.accepted, books.got);
                })
                .explore(4, 50_000);
        assertTrue(exploration.isComplete(), exploration.toString());
    }
}
