package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Scenarios;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** What does not wait in a channel is linearizable: a bounded queue that may be closed. */
class ChannelLincheckTest {
    private static final int CAPACITY = 2;

    static {
        System.setProperty("dev.secretariat.sync.pause", "1"); // longer loops are taken for ones without an end
    }

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(Specification.class);
    }

    @Test
    void twoThreadsInEveryInterleaving() {
        modelChecking().check(Real.class);
    }

    @Test
    void threeThreadsUnderStress() {
        new StressOptions()
                .iterations(30)
                .invocationsPerIteration(1000)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Specification.class)
                .check(Real.class);
    }

    @Test
    void aRingWithoutTheLockIsCaught() {
        ModelCheckingOptions options = modelChecking()
                .iterations(0)
                .minimizeFailedScenario(false)
                .addCustomScenario(Scenarios.of(Operations.class, "", "offer 1; poll", "offer 2; poll"));
        assertThrows(LincheckAssertionError.class, () -> options.check(Unlocked.class));
    }

    @Param(name = "element", gen = IntGen.class, conf = "1:3")
    public abstract static class Operations {
        @Operation
        public abstract boolean offer(@Param(name = "element") int element);

        @Operation
        public abstract Integer poll();

        @Operation
        public abstract boolean close();

        @Operation
        public abstract boolean isEnded();
    }

    public static class Real extends Operations {
        private final Channel<Integer> channel = Channel.bounded(CAPACITY);

        @Override
        public boolean offer(int element) {
            try {
                return channel.offer(element);
            } catch (ChannelClosedException closed) {
                return false;
            }
        }

        @Override
        public Integer poll() {
            return channel.poll();
        }

        @Override
        public boolean close() {
            return channel.exchange.close(new Closing(null));
        }

        @Override
        public boolean isEnded() {
            return channel.isEnded();
        }
    }

    public static class Specification extends Operations {
        private final Queue<Integer> queue = new ArrayDeque<>();
        private boolean closed;

        @Override
        public boolean offer(int element) {
            return !closed && queue.size() < CAPACITY && queue.add(element);
        }

        @Override
        public Integer poll() {
            return queue.poll();
        }

        @Override
        public boolean close() {
            boolean first = !closed;
            closed = true;
            return first;
        }

        @Override
        public boolean isEnded() {
            return closed && queue.isEmpty();
        }
    }

    public static class Unlocked extends Operations {
        private final Ring<Integer> ring = new Ring<>();

        @Override
        public boolean offer(int element) {
            if (ring.size() >= CAPACITY) return false;
            ring.add(element);
            return true;
        }

        @Override
        public Integer poll() {
            return ring.poll();
        }

        @Override
        public boolean close() {
            return true;
        }

        @Override
        public boolean isEnded() {
            return false;
        }
    }
}
