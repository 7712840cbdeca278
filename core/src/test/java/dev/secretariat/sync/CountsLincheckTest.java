package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Scenarios;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Permits and latches, where nobody waits, are linearizable: numbers that are counted down and, of permits, up. */
class CountsLincheckTest {
    private static ModelCheckingOptions modelChecking(Class<?> specification) {
        return new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(specification);
    }

    @Test
    void permits() {
        modelChecking(CountedPermits.class).check(RealPermits.class);
    }

    @Test
    void latches() {
        modelChecking(CountedLatch.class).check(RealLatch.class);
    }

    @Test
    void permitsThatAreLookedAtAndThenTakenAreCaught() {
        ModelCheckingOptions options = modelChecking(CountedPermits.class)
                .iterations(0)
                .minimizeFailedScenario(false)
                .addCustomScenario(Scenarios.of(PermitOperations.class, "", "tryAcquire 2", "tryAcquire 2"));
        assertThrows(LincheckAssertionError.class, () -> options.check(LooksThenTakes.class));
    }

    @Param(name = "count", gen = IntGen.class, conf = "1:2")
    public abstract static class PermitOperations {
        @Operation
        public abstract boolean tryAcquire(@Param(name = "count") int count);

        @Operation
        public abstract void add(@Param(name = "count") int count);

        @Operation
        public abstract int available();
    }

    public static class RealPermits extends PermitOperations {
        private final Permits permits = new Permits(2);

        @Override
        public boolean tryAcquire(int count) {
            return permits.tryAcquire(count) != null;
        }

        @Override
        public void add(int count) {
            permits.add(count);
        }

        @Override
        public int available() {
            return permits.available();
        }
    }

    public static class CountedPermits extends PermitOperations {
        private int permits = 2;

        @Override
        public boolean tryAcquire(int count) {
            if (permits < count) return false;
            permits -= count;
            return true;
        }

        @Override
        public void add(int count) {
            permits += count;
        }

        @Override
        public int available() {
            return permits;
        }
    }

    public static class LooksThenTakes extends PermitOperations {
        private final AtomicInteger permits = new AtomicInteger(2);

        @Override
        public boolean tryAcquire(int count) {
            if (permits.get() < count) return false;
            permits.addAndGet(-count);
            return true;
        }

        @Override
        public void add(int count) {
            permits.addAndGet(count);
        }

        @Override
        public int available() {
            return permits.get();
        }
    }

    public abstract static class LatchOperations {
        @Operation
        public abstract void countDown();

        @Operation
        public abstract boolean isOpen();

        @Operation
        public abstract int count();
    }

    public static class RealLatch extends LatchOperations {
        private final Latch latch = new Latch(3);

        @Override
        public void countDown() {
            latch.countDown();
        }

        @Override
        public boolean isOpen() {
            return latch.isOpen();
        }

        @Override
        public int count() {
            return latch.count();
        }
    }

    public static class CountedLatch extends LatchOperations {
        private int count = 3;

        @Override
        public void countDown() {
            if (count > 0) count--;
        }

        @Override
        public boolean isOpen() {
            return count == 0;
        }

        @Override
        public int count() {
            return count;
        }
    }
}
