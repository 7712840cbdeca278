package dev.secretariat.internal;

import dev.secretariat.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A promise that several complete while two wait. A registration may be accepted just after the promise
 * is done, and is then woken: so registrations are judged when all is quiet.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public abstract class PromiseScenario {
    static final int NOT_YET = 0;

    interface Subject {
        boolean complete(int value);

        /** {@link #NOT_YET} if it is not complete. */
        int valueOrZero();

        boolean register(Waker waker);

        void deregister(Waker waker);
    }

    private final Subject promise;
    private final Waiter first = new Waiter();
    private final Waiter second = new Waiter();

    PromiseScenario(Subject promise) {
        this.promise = promise;
    }

    @Operation
    public final boolean complete(@Param(name = "value") int value) {
        return promise.complete(value);
    }

    @Operation
    public final int valueOrZero() {
        return promise.valueOrZero();
    }

    @Operation(nonParallelGroup = "first")
    public final void registerFirst() {
        first.register();
    }

    @Operation(nonParallelGroup = "first")
    public final void deregisterFirst() {
        first.deregister();
    }

    @Operation(nonParallelGroup = "second")
    public final void registerSecond() {
        second.register();
    }

    @Validate
    public final void whoWaitsIsWokenAndSeesTheValue() {
        first.check();
        second.check();
    }

    private final class Waiter implements Waker {
        private final AtomicInteger wakes = new AtomicInteger();
        private volatile boolean blind;
        private boolean waits;

        void register() {
            if (!waits) waits = promise.register(this);
        }

        void deregister() {
            if (waits) promise.deregister(this);
            waits = false;
        }

        @Override
        public void wake() {
            wakes.incrementAndGet();
            if (promise.valueOrZero() == NOT_YET) blind = true;
        }

        void check() {
            boolean done = promise.valueOrZero() != NOT_YET;
            if (waits && done && wakes.get() == 0) throw new IllegalStateException("not woken");
            if (!done && wakes.get() > 0) throw new IllegalStateException("woken, and not done");
            if (blind) throw new IllegalStateException("woken, and saw no value");
        }
    }
}
