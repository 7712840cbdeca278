package dev.secretariat.tck;

import dev.secretariat.Awaitable;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Small tasks and awaitables for the tests. */
final class Tasks {
    private Tasks() {}

    /** Yields until told to stop. */
    static Task<Void> yieldingUntil(BooleanSupplier end) {
        return worker -> end.getAsBoolean() ? Step.done() : Step.yieldNow();
    }

    /** Waits until the promise is complete. */
    static Task<Void> awaiting(Promise<?> promise) {
        return worker -> promise.isDone() ? Step.done() : Step.await(promise);
    }

    static void open(Promise<Integer> gate) {
        gate.complete(new Outcome.Succeeded<>(1));
    }

    static <T> Step<T> fail(String message) {
        throw new IllegalStateException(message);
    }

    /** Throws a checked exception as if it were none. */
    @SuppressWarnings({"unchecked", "DoNotCallSuggester"}) // tests pass it on as a step
    static <T, E extends Throwable> Step<T> sneak(Throwable throwable) throws E {
        throw (E) throwable;
    }

    /** Returns an awaitable that only registers. */
    static Awaitable awaitable(Predicate<Waker> registering) {
        return new Awaitable() {
            @Override
            public boolean register(Waker waker) {
                return registering.test(waker);
            }

            @Override
            public void deregister(Waker waker) {}
        };
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

        boolean isBalanced() {
            return registered.equals(deregistered);
        }
    }

    /** Does what another task does; counts its steps. */
    static class Wrapping<T extends @Nullable Object> implements Task<T> {
        final AtomicInteger steps = new AtomicInteger();
        private final Task<T> wrapped;

        Wrapping(Task<T> wrapped) {
            this.wrapped = wrapped;
        }

        @Override
        public Step<T> step(Worker worker) throws Exception {
            steps.incrementAndGet();
            return wrapped.step(worker);
        }

        @Override
        public Step<?> onCancel(Worker worker) throws Exception {
            return wrapped.onCancel(worker);
        }
    }
}
