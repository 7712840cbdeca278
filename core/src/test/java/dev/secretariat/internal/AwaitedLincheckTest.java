package dev.secretariat.internal;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

class AwaitedLincheckTest {
    @Test
    void whoStaysIsSeenBesideOneWhoLeaves() {
        new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(10_000)
                .addCustomScenario(Scenarios.of(OneStays.class, "registerTop", "deregisterTop", "isAwaited"))
                .sequentialSpecification(Always.class)
                .check(OneStays.class);
    }

    public static class OneStays {
        private final Waiters list = new Waiters();
        private final Waiter top = new Waiter();

        public OneStays() {
            list.addCountedWaiter(new Waiter()); // below, for ever
        }

        @Operation(nonParallelGroup = "top")
        public void registerTop() {
            list.addCountedWaiter(top);
        }

        @Operation(nonParallelGroup = "top")
        public void deregisterTop() {
            list.removeCountedWaiter(top);
        }

        @Operation
        public boolean isAwaited() {
            return list.isWaitedFor();
        }

        private final class Waiter extends WaitNode {
            @Override
            protected void wake() {}

            @Override
            protected Object home() {
                return list;
            }
        }
    }

    public static class Always {
        public void registerTop() {}

        public void deregisterTop() {}

        public boolean isAwaited() {
            return true;
        }
    }

    private static final class Waiters extends TimerNode {
        Waiters() {
            super(0);
        }

        @Override
        protected void wake(Object waker) {}
    }
}
