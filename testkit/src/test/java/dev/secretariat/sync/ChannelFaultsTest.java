package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels of each kind among tasks that fail, are cancelled and are late at any step: no element is lost or comes twice, and nobody waits for what is there. */
class ChannelFaultsTest {
    private static final int SEEDS = Integer.getInteger("sync.seeds", 250);
    private static final int EACH = 5;

    enum Kind {
        RENDEZVOUS(0) {
            @Override
            Channel<Integer> create() {
                return Channel.rendezvous();
            }
        },
        ONE_PLACE(1) {
            @Override
            Channel<Integer> create() {
                return Channel.bounded(1);
            }
        },
        THREE_PLACES(3) {
            @Override
            Channel<Integer> create() {
                return Channel.bounded(3);
            }
        },
        UNBOUNDED(Integer.MAX_VALUE) {
            @Override
            Channel<Integer> create() {
                return Channel.unbounded();
            }
        },
        LATEST(1) {
            @Override
            Channel<Integer> create() {
                return Channel.latest();
            }
        };

        final int capacity;

        Kind(int capacity) {
            this.capacity = capacity;
        }

        abstract Channel<Integer> create();
    }

    /** The channel, and what has been accepted and got as far as those know who did it. */
    private static final class Books {
        private final Channel<Integer> channel;
        private final Mishaps mishaps;
        private final List<Integer> accepted = new ArrayList<>();
        private final Set<Integer> got = new HashSet<>();

        Books(Channel<Integer> channel, Mishaps mishaps) {
            this.channel = channel;
            this.mishaps = mishaps;
        }

        void gets(int element) {
            assertTrue(got.add(element), () -> element + " has come twice");
        }
    }

    private static final class PutsInSteps extends Mishaps.Fragile<Void> {
        private final Books books;
        private final int first;
        private int done;
        private @Nullable Put<Integer> put;

        PutsInSteps(Books books, int first) {
            super(books.mishaps);
            this.books = books;
            this.first = first;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (done == EACH) return Step.done();
            if (put == null) put = books.channel.requestPut(worker, first + done);
            if (!put.isAccepted()) return Step.await(put);
            books.accepted.add(first + done++);
            put = null;
            return Step.yieldNow();
        }

        @Override
        void cleanUp() {
            if (put == null) return;
            put.close();
            if (wasAccepted(put)) books.accepted.add(first + done);
        }

        private static boolean wasAccepted(Put<Integer> put) {
            try {
                return put.isAccepted();
            } catch (ChannelClosedException refused) {
                return false;
            }
        }
    }

    private static final class TakesInSteps extends Mishaps.Fragile<Void> {
        private final Books books;
        private @Nullable Take<Integer> take;

        TakesInSteps(Books books) {
            super(books.mishaps);
            this.books = books;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (take == null) take = books.channel.requestTake(worker);
            if (!take.isThere()) return Step.await(take);
            books.mishaps.strike(worker); // and the element goes back
            Integer element = take.get();
            take = null;
            if (element == null) return Step.done();
            books.gets(element);
            return Step.yieldNow();
        }

        @Override
        void cleanUp() {
            if (take != null) take.close();
        }
    }

    private static Task<Void> putsInAFiber(Books books, int first) {
        return Fibers.run(fiber -> {
            for (int i = first; i < first + EACH; i++) {
                books.mishaps.strike(fiber.worker());
                books.channel.put(fiber, i); // throws only if it was not put
                books.accepted.add(i);
                books.mishaps.strike(fiber.worker());
            }
        });
    }

    private static Task<Void> takesInAFiber(Books books) {
        return Fibers.run(fiber -> {
            for (Integer each; (each = books.channel.take(fiber)) != null; ) {
                books.gets(each);
                books.mishaps.strike(fiber.worker());
                fiber.yieldNow();
            }
        });
    }

    private static Task<Void> putsAndTakesForAWhile(Books books, int first) {
        return Fibers.run(fiber -> {
            for (int i = first; i < first + EACH; i++) {
                Deadline soon = fiber.deadline(Duration.ofMillis(2));
                try {
                    books.channel.put(fiber, i, soon);
                    books.accepted.add(i);
                    books.mishaps.strike(fiber.worker());
                    Integer taken = books.channel.take(fiber, soon);
                    if (taken == null) return;
                    books.gets(taken);
                } catch (TimeoutException late) {
                    books.mishaps.strike(fiber.worker());
                }
            }
        });
    }

    private static Task<Void> work(Books books, int way, int number) {
        int first = number * EACH;
        return switch (way) {
            case 0 -> new PutsInSteps(books, first);
            case 1 -> putsInAFiber(books, first);
            case 2 -> putsAndTakesForAWhile(books, first);
            case 3 -> new TakesInSteps(books);
            default -> takesInAFiber(books);
        };
    }

    private static void program(SimulationScheduler simulation, Kind kind) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        Mishaps mishaps = new Mishaps(simulation, random);
        Channel<Integer> channel = kind.create();
        Books books = new Books(channel, mishaps);
        for (int i = 0; i < 8; i++) mishaps.submit("task " + i, work(books, random.nextInt(5), i));
        mishaps.run();

        Exchange<Integer> exchange = channel.exchange;
        if (exchange.takes() > 0) assertTrue(exchange.size() == 0 && exchange.puts() == 0, channel::toString);
        if (exchange.puts() > 0) assertTrue(exchange.size() >= kind.capacity, channel::toString);
        List<Integer> left = List.of();
        switch (random.nextInt(3)) {
            case 0 -> channel.close();
            case 1 -> channel.close(new IllegalStateException("the end"));
            default -> left = channel.closeNow();
        }
        simulation.run(); // all end now: those who wait to put may have to wait for one that takes
        left.forEach(books::gets);
        drain(channel, books);
        simulation.run();
        assertTrue(channel.isEnded(), channel::toString);
        assertEquals(0, exchange.puts() + exchange.takes(), channel::toString);
        mishaps.check(ChannelClosedException.class);
        if (kind != Kind.LATEST) {
            assertEquals(new HashSet<>(books.accepted), books.got);
        } else {
            assertTrue(books.accepted.containsAll(books.got));
            if (!books.accepted.isEmpty()) assertTrue(books.got.contains(last(books.accepted)));
        }
        assertEquals(books.accepted.size(), new HashSet<>(books.accepted).size(), "told twice");
    }

    private static Integer last(List<Integer> elements) {
        return elements.get(elements.size() - 1);
    }

    private static void drain(Channel<Integer> channel, Books books) {
        try {
            for (Integer each; (each = channel.poll()) != null; ) books.gets(each);
        } catch (ChannelClosedException end) {
            // nothing is left
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNobodyIsStuck(Kind kind) {
        Simulation.of(simulation -> program(simulation, kind))
                .workers(2)
                .faults(Mishaps.FAULTS)
                .check(SEEDS);
    }
}
