package dev.secretariat.parallel;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Programs that a scheduler finds it hard to be fair beside, and small helpers of the tests here. */
final class Players {
    private Players() {}

    /** Waits for something that another thread is about to do, until the test's time-out interrupts. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) throw new AssertionError("waited in vain");
            giveWay();
        }
    }

    /** Lets others run, of whom there are more than processors. */
    @SuppressWarnings("ThreadPriorityCheck")
    static void giveWay() {
        Thread.yield();
    }

    /** What is logged meanwhile. */
    static String listen(ThrowingRunnable action) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    interface ThrowingRunnable {
        void run() throws Exception;
    }

    static void open(Promise<Integer> gate) {
        gate.complete(new Outcome.Succeeded<>(1));
    }

    /** Yields until told to stop. */
    static Task<Void> yieldingUntil(BooleanSupplier end, AtomicInteger steps) {
        return worker -> {
            steps.incrementAndGet();
            return end.getAsBoolean() ? Step.done() : Step.yieldNow();
        };
    }

    /** One of two that wake each other in turns, until told to stop. */
    static final class PingPong implements Task<Void> {
        private final BooleanSupplier end;
        private final AtomicInteger steps;
        private Promise<Integer> turn = new Promise<>();
        private PingPong other;

        private PingPong(BooleanSupplier end, AtomicInteger steps) {
            this.end = end;
            this.steps = steps;
        }

        /** Submits both from a step, and lets the first begin. */
        static void start(Worker worker, BooleanSupplier end, AtomicInteger steps) {
            PingPong first = new PingPong(end, steps);
            PingPong second = new PingPong(end, steps);
            first.other = second;
            second.other = first;
            open(first.turn);
            worker.submit(first);
            worker.submit(second);
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (!turn.isDone()) return Step.await(turn);
            steps.incrementAndGet();
            if (end.getAsBoolean()) {
                open(other.turn);
                return Step.done();
            }
            turn = new Promise<>(); // seen by the other, whom the next line wakes
            open(other.turn);
            return Step.await(turn);
        }
    }

    /** Each submits the next, until told to stop. */
    static Task<Void> chain(BooleanSupplier end, AtomicInteger steps) {
        return worker -> {
            steps.incrementAndGet();
            if (!end.getAsBoolean()) worker.submit(chain(end, steps));
            return Step.done();
        };
    }

    /** Each submits two and ends, as long as there are not too many; until told to stop. */
    static Task<Void> storm(BooleanSupplier end, AtomicInteger steps, AtomicInteger live) {
        return worker -> {
            steps.incrementAndGet();
            live.decrementAndGet();
            for (int i = 0; i < 2 && !end.getAsBoolean() && live.get() < 200; i++) {
                live.incrementAndGet();
                worker.submit(storm(end, steps, live));
            }
            return Step.done();
        };
    }
}
