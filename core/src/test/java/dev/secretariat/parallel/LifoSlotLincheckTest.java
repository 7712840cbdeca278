package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Scenarios;
import java.util.Objects;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

class LifoSlotLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(150)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(Specification.class);
    }

    @Test
    void threeThreadsInEveryInterleaving() {
        modelChecking().check(Real.class);
    }

    @Test
    void threeThreadsUnderStress() {
        new StressOptions()
                .iterations(5)
                .invocationsPerIteration(1000)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Specification.class)
                .check(Real.class);
    }

    private static void assertCaught(Class<?> mutant, String... threads) {
        ExecutionScenario trap = Scenarios.of(LifoSlotScenario.class, "put 1", threads);
        ModelCheckingOptions options = modelChecking()
                .iterations(0)
                .invocationsPerIteration(1000)
                .minimizeFailedScenario(false)
                .addCustomScenario(trap);
        assertThrows(LincheckAssertionError.class, () -> options.check(mutant));
        options.check(Real.class);
    }

    @Test
    void takingWithoutACasIsCaught() {
        assertCaught(TakesWithoutCas.class, "take", "take");
    }

    @Test
    void takingWhatIsThereInsteadOfWhatWasSeenIsCaught() {
        assertCaught(TakesWhatIsThere.class, "put 2", "take");
    }

    @Test
    void puttingInTwoStepsIsCaught() {
        assertCaught(PutsInTwoSteps.class, "put 2", "take");
    }

    public static class Real extends LifoSlotScenario {
        public Real() {
            super(new Subject() {
                private final LifoSlot<Integer> slot = new LifoSlot<>();

                @Override
                public Integer put(Integer element) {
                    return slot.put(element);
                }

                @Override
                public Integer peek() {
                    return (Integer) slot.peek();
                }

                @Override
                public boolean take(Integer expected) {
                    return slot.take(expected);
                }
            });
        }
    }

    public static class Specification extends LifoSlotScenario {
        public Specification() {
            super(new Copy());
        }
    }

    public static class TakesWithoutCas extends LifoSlotScenario {
        public TakesWithoutCas() {
            super(new Copy() {
                @Override
                public boolean take(Integer expected) {
                    if (!Objects.equals(element, expected)) return false;
                    element = null;
                    return true;
                }
            });
        }
    }

    public static class TakesWhatIsThere extends LifoSlotScenario {
        public TakesWhatIsThere() {
            super(new Copy() {
                @Override
                public boolean take(Integer expected) {
                    synchronized (this) {
                        boolean any = element != null;
                        element = null;
                        return any;
                    }
                }
            });
        }
    }

    public static class PutsInTwoSteps extends LifoSlotScenario {
        public PutsInTwoSteps() {
            super(new Copy() {
                @Override
                public Integer put(Integer next) {
                    Integer before = element;
                    element = next;
                    return before;
                }
            });
        }
    }

    private static class Copy implements LifoSlotScenario.Subject {
        volatile Integer element;

        @Override
        public Integer put(Integer next) {
            synchronized (this) {
                Integer before = element;
                element = next;
                return before;
            }
        }

        @Override
        public Integer peek() {
            return element;
        }

        @Override
        public boolean take(Integer expected) {
            synchronized (this) {
                if (!Objects.equals(element, expected)) return false;
                element = null;
                return true;
            }
        }
    }
}
