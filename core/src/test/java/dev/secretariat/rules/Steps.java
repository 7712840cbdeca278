package dev.secretariat.rules;

import dev.secretariat.Awaitable;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Small tasks and awaitables for the rules. */
final class Steps {
    private Steps() {}

    /** Waits for something that another thread is about to do, until the test's time-out interrupts. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) throw new AssertionError("waited in vain");
            Thread.onSpinWait();
        }
    }

    /** Yields until told to stop. */
    static Task<Void> yieldingUntil(BooleanSupplier end) {
        return worker -> end.getAsBoolean() ? Step.done() : Step.yieldNow();
    }

    /** Awaits the same thing for ever; counts steps and cancels. */
    static final class Waiting implements Task<Void> {
        final AtomicInteger steps = new AtomicInteger();
        final AtomicInteger cancels = new AtomicInteger();
        private final Awaitable awaitable;

        Waiting(Awaitable awaitable) {
            this.awaitable = awaitable;
        }

        @Override
        public Step<Void> step(Worker worker) {
            steps.incrementAndGet();
            return Step.await(awaitable);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            cancels.incrementAndGet();
            return Step.done();
        }
    }

    /** Never holds; notes who comes and goes. */
    static final class Never implements Awaitable {
        final List<Waker> registered = Collections.synchronizedList(new ArrayList<>());
        final List<Waker> deregistered = Collections.synchronizedList(new ArrayList<>());

        @Override
        public boolean register(Waker waker) {
            return registered.add(waker);
        }

        @Override
        public void deregister(Waker waker) {
            deregistered.add(waker);
        }
    }
}
