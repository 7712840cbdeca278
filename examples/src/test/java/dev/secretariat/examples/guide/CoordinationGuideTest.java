package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.sync.Barrier;
import dev.secretariat.sync.Channel;
import dev.secretariat.sync.Flows;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Mutex;
import dev.secretariat.sync.Permits;
import dev.secretariat.sync.Signal;
import dev.secretariat.sync.Take;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/coordination.md. */
@Timeout(60)
class CoordinationGuideTest {
    /** A value that takes a while to read and to write. */
    private static final class Balance {
        private int value = 20;

        Promise<Integer> read() {
            return told(value);
        }

        Promise<Integer> write(int next) {
            value = next;
            return told(next);
        }

        private static Promise<Integer> told(int value) {
            Promise<Integer> promise = new Promise<>();
            promise.succeed(value);
            return promise;
        }
    }

    private final Balance balance = new Balance();

    @Test
    @SuppressWarnings("try") // what is held is not used, only held
    void oneAtATime() throws Exception {
        Mutex till = new Mutex();
        Task<Integer> sale = Fibers.task(fiber -> {
            try (Hold held = till.lock(fiber)) {
                int before = fiber.await(balance.read());
                fiber.await(balance.write(before + 5)); // nobody has come in between
                return before + 5;
            }
        });
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            assertEquals(25, scheduler.submit(sale).join());
            try (Hold held = till.lock(Duration.ofSeconds(5))) { // or a TimeoutException
                assertTrue(held.isHeld());
            }
        }
    }

    private static final class Visitor implements Task<Void> {
        private final Permits desks;
        private final AtomicInteger served;
        private @Nullable Hold desk;

        Visitor(Permits desks, AtomicInteger served) {
            this.desks = desks;
            this.served = served;
        }

        @Override
        public Step<Void> step(Worker worker) {
            Hold mine = desk;
            if (mine == null) desk = mine = desks.request(worker);
            if (!mine.isHeld()) return Step.await(mine);
            served.incrementAndGet();
            mine.close();
            return Step.done();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (desk != null) desk.close();
            return Step.done();
        }
    }

    @Test
    void soManyAtATime() throws Exception {
        Permits desks = new Permits(3);
        AtomicInteger served = new AtomicInteger();
        List<TaskHandle<Void>> visitors = new ArrayList<>();
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            for (int i = 0; i < 100; i++) visitors.add(scheduler.submit(new Visitor(desks, served)));
            for (TaskHandle<Void> visitor : visitors) visitor.join();
        }
        assertEquals(100, served.get());
        assertEquals(3, desks.available());
    }

    @Test
    void channels() throws Exception {
        List<String> letters = Collections.nCopies(100, "dear sir or madam");
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Channel<String> mail = Channel.bounded(16);
            scheduler.submit(Fibers.run(fiber -> {
                for (String letter : letters) mail.put(fiber, letter); // waits while sixteen are in it
                mail.close();
            }));
            TaskHandle<Integer> read = scheduler.submit(Fibers.task(fiber -> {
                int words = 0;
                for (String letter; (letter = mail.take(fiber)) != null; ) words += letter.split(" ").length;
                return words;
            }));
            assertEquals(400, read.join());
        }
    }

    @Test
    void reactiveStreams() throws Exception {
        Channel<String> mail = Channel.unbounded();
        Channel<String> archive = Channel.bounded(2);
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Flows.publisher(mail, scheduler).subscribe(Flows.subscriber(archive, 16));
            for (int i = 0; i < 100; i++) mail.put("letter " + i);
            mail.close();
            assertEquals(100, archive.stream().count());
        }
    }

    private static String whateverComesFirst(Fiber fiber, Channel<String> phone, Channel<String> mail) {
        try (Take<String> call = phone.requestTake(fiber.worker());
                Take<String> letter = mail.requestTake(fiber.worker())) {
            Deadline closing = fiber.deadline(Duration.ofHours(8));
            return switch (fiber.awaitAny(call, letter, closing)) {
                case 0 -> "the phone: " + call.get();
                case 1 -> "a letter: " + letter.get();
                default -> "nothing";
            };
        }
    }

    private static final class Reader implements Task<String> {
        private final Channel<String> mail;
        private @Nullable Take<String> next;

        Reader(Channel<String> mail) {
            this.mail = mail;
        }

        @Override
        public Step<String> step(Worker worker) {
            if (next == null) next = mail.requestTake(worker);
            if (!next.isThere()) return Step.await(next);
            String letter = next.get();
            next = null;
            return Step.done(String.valueOf(letter));
        }
    }

    @Test
    void severalThingsAtOnce() throws Exception {
        Channel<String> phone = Channel.rendezvous();
        Channel<String> mail = Channel.rendezvous();
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            TaskHandle<String> first = scheduler.submit(Fibers.task(fiber -> whateverComesFirst(fiber, phone, mail)));
            mail.put("dear sir");
            assertEquals("a letter: dear sir", first.join());
            TaskHandle<String> reader = scheduler.submit(new Reader(mail));
            mail.put("or madam");
            assertEquals("or madam", reader.join());
        }
    }

    @Test
    void signalsAndBarriers() throws Exception {
        Signal changed = new Signal();
        AtomicInteger stock = new AtomicInteger();
        Barrier endOfRound = new Barrier(4);
        AtomicInteger moves = new AtomicInteger();
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            TaskHandle<Void> buyer = scheduler.submit(Fibers.run(fiber -> {
                changed.await(fiber, () -> stock.get() > 0); // whoever adds to it calls changed.one()
            }));
            stock.incrementAndGet();
            changed.one();
            buyer.join();
            List<TaskHandle<Void>> players = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                players.add(scheduler.submit(Fibers.run(fiber -> {
                    for (int round = 1; round <= 3; round++) {
                        moves.incrementAndGet();
                        endOfRound.await(fiber); // nobody is a round ahead
                        assertEquals(0, moves.get() % 4);
                        endOfRound.await(fiber);
                    }
                })));
            }
            for (TaskHandle<Void> player : players) player.join();
        }
        assertEquals(12, moves.get());
    }
}
