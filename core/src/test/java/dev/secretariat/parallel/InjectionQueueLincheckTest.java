package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Scenarios;
import dev.secretariat.parallel.InjectionScenario.Forgotten;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Test;

class InjectionQueueLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(4)
                .invocationsPerIteration(100)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(2)
                .actorsAfter(0);
    }

    @Test
    void threeThreadsInEveryInterleaving() {
        modelChecking().check(Real.class);
    }

    private static void assertCaught(Class<?> mutant, String before, String... threads) {
        ExecutionScenario trap = Scenarios.of(InjectionScenario.class, before, threads);
        ModelCheckingOptions options = modelChecking()
                .iterations(0)
                .invocationsPerIteration(10_000)
                .minimizeFailedScenario(false)
                .addCustomScenario(trap);
        assertThrows(LincheckAssertionError.class, () -> options.check(mutant));
        modelChecking().iterations(0).addCustomScenario(trap).check(Real.class);
    }

    @Test
    void takingTheTokenWithoutACasIsCaught() {
        assertCaught(TakesTheTokenWithoutCas.class, "add", "workFirst", "workSecond");
    }

    @Test
    void notLookingAgainAfterFallingAsleepIsCaught() {
        assertCaught(DoesNotLookAgainAfterFallingAsleep.class, "", "add", "workFirst", "workSecond");
    }

    @Test
    void notWakingIsCaught() {
        assertCaught(DoesNotWake.class, "workSecond", "add", "workFirst");
    }

    public static class Real extends InjectionScenario {
        public Real() {
            super(new RealQueue(), Forgotten.NOTHING);
        }
    }

    public static class DoesNotLookAgainAfterFallingAsleep extends InjectionScenario {
        public DoesNotLookAgainAfterFallingAsleep() {
            super(new RealQueue(), Forgotten.TO_LOOK_AGAIN_AFTER_FALLING_ASLEEP);
        }
    }

    public static class DoesNotWake extends InjectionScenario {
        public DoesNotWake() {
            super(new RealQueue(), Forgotten.TO_WAKE);
        }
    }

    public static class TakesTheTokenWithoutCas extends InjectionScenario {
        public TakesTheTokenWithoutCas() {
            super(new WithoutCas(), Forgotten.NOTHING);
        }
    }

    private static final class RealQueue implements InjectionScenario.Subject {
        private final InjectionQueue<Integer> queue = new InjectionQueue<>();

        @Override
        public void add(Integer element) {
            queue.add(element);
        }

        @Override
        public boolean isEmpty() {
            return queue.isEmpty();
        }

        @Override
        public int moveTo(LocalQueue<Integer> own, int max) {
            return queue.moveTo(own, max);
        }
    }

    private static final class WithoutCas implements InjectionScenario.Subject {
        private final MpscUnboundedVarHandleArrayQueue<Integer> queue = new MpscUnboundedVarHandleArrayQueue<>(4);
        private volatile boolean taken;

        @Override
        public void add(Integer element) {
            queue.offer(element);
        }

        @Override
        public boolean isEmpty() {
            return queue.isEmpty();
        }

        @Override
        public int moveTo(LocalQueue<Integer> own, int max) {
            if (queue.isEmpty() || taken) return 0;
            taken = true;
            int moved = 0;
            for (Integer next; moved < max && (next = queue.relaxedPoll()) != null; moved++) own.push(next);
            taken = false;
            return moved;
        }
    }
}
